/** What kind of file a table is, and which instruments its columns hold completely. */
import { scales } from '../../../domain/scales/registry.ts';
import { instruments, type Instrument } from '../../../domain/vocabulary.ts';
import { instrumentWords } from './column-synonyms.ts';
import type { Field, ImportKind, PlainField } from './fields.ts';
import { foldHeader, rankOf, type Column, type Header } from './header.ts';
import { textOf } from './normalise.ts';
import type { Cell, Row } from './cells.ts';

/** Where an instrument's numbers stand; columns from 0. */
export type InstrumentPlan = {
  readonly instrument: Instrument;
  /** All items in order, or null when only scores are given. */
  readonly items: readonly number[] | null;
  readonly factors: Readonly<Record<string, number>>;
  readonly validity: number | null;
  readonly total: number | null;
  /** Items given beside scores: item number → column. */
  readonly singles: Readonly<Record<number, number>>;
};

/** A sheet with a header: what the parsers work on. */
export type Table = {
  readonly sheet: number;
  readonly rows: readonly Row[];
  readonly header: Header;
  /** Field → column from 0; of several for one field the best named, and of those the first. */
  readonly at: ReadonlyMap<Field, number>;
};

const hotlineFields: readonly PlainField[] = ['callTime', 'operator', 'callerIdentity', 'risk', 'interviewBooked'];
const screeningFields: readonly PlainField[] = ['takenAt', 'testName', 'itemCount', 'total'];

export function tableOf(sheet: number, rows: readonly Row[], header: Header): Table {
  const best = new Map<Field, Column>();
  for (const column of header.columns) {
    const { field } = column;
    if (field === null || field === 'ignored') continue;
    const held = best.get(field);
    if (held === undefined || rankOf(column) < rankOf(held)) best.set(field, column);
  }
  return { sheet, rows, header, at: new Map([...best].map(([field, { index }]) => [field, index])) };
}

/** The cell of a field in a row, null where there is no such column. */
export function cellAt(table: Table, row: Row, field: Field): Cell {
  const index = table.at.get(field);
  return index === undefined ? null : (row[index] ?? null);
}

/** Columns that repeat a field already taken from another column. */
export function repeatedColumns({ header, at }: Table): readonly Column[] {
  return header.columns.filter(({ field, index }) => field !== null && field !== 'ignored' && at.get(field) !== index);
}

/** A call log has calls, a screening has scores or dates of tests or names an instrument; what else names pupils is a roster. */
export function kindOf(table: Table): ImportKind | null {
  const has = (field: Field): boolean => table.at.has(field);
  if (has('callTime') || hotlineFields.filter(has).length >= 3) return 'hotline';
  const named = instruments.some((instrument) =>
    instrumentWords[instrument].test(`${table.header.title} ${table.header.columns.map(({ header }) => header).join(' ')}`),
  );
  const scored = [...table.at.keys()].some((field) => /^(?:item|factor|validity|total):/u.test(field));
  if (named || scored || screeningFields.some(has)) return 'screening';
  return has('studentNo') && has('name') ? 'roster' : null;
}

/** The instruments that the table holds completely: all items, or all factors, or (for scales without factors) the total. */
export function plansOf(table: Table): readonly InstrumentPlan[] {
  const plans = instruments.map((instrument) => planOf(table, instrument)).filter((plan) => plan !== null);
  const plain = table.at.get('total');
  if (plain === undefined) return plans;
  const [only] = plans;
  if (only && plans.length === 1) return [{ ...only, total: only.total ?? plain }];
  const named = plans.length === 0 ? namedInstrument(table) : null;
  return named && scales[named].factors.length === 0
    ? [{ instrument: named, items: null, factors: {}, validity: null, total: plain, singles: singlesOf(table, named) }]
    : plans;
}

/** Instruments of which the table has some columns, but not enough to score them. */
export function incompleteInstruments(table: Table, plans: readonly InstrumentPlan[]): readonly Instrument[] {
  return instruments.filter((instrument) => {
    if (plans.some((plan) => plan.instrument === instrument)) return false;
    const columns = [...table.at.keys()].filter((field) => field.startsWith(`factor:${instrument}:`) || field.startsWith(`item:${instrument}:`)).length;
    return columns > Math.max(scales[instrument].factors.length, 4) / 2;
  });
}

function planOf(table: Table, instrument: Instrument): InstrumentPlan | null {
  const { itemCount, factors: factorList } = scales[instrument];
  const numbers = Array.from({ length: itemCount }, (_, index) => table.at.get(`item:${instrument}:${index + 1}`));
  const items = numbers.filter((index) => index !== undefined);
  const factors: Record<string, number> = {};
  for (const { code } of factorList) {
    const index = table.at.get(`factor:${instrument}:${code}`);
    if (index !== undefined) factors[code] = index;
  }
  const validity = table.at.get(`validity:${instrument}`) ?? null;
  const total = table.at.get(`total:${instrument}`) ?? null;
  const plan = { instrument, factors, validity, total, singles: singlesOf(table, instrument) };
  if (items.length === itemCount) return { ...plan, items };
  const scored = factorList.length > 0 ? Object.keys(factors).length === factorList.length : total !== null;
  return scored ? { ...plan, items: null } : null;
}

function singlesOf(table: Table, instrument: Instrument): Readonly<Record<number, number>> {
  const singles: Record<number, number> = {};
  for (let number = 1; number <= scales[instrument].itemCount; number += 1) {
    const index = table.at.get(`item:${instrument}:${number}`);
    if (index !== undefined) singles[number] = index;
  }
  return singles;
}

/** The one instrument that title, test-name column or headers name. */
function namedInstrument(table: Table): Instrument | null {
  const names = new Set(table.rows.slice(table.header.bodyFrom, table.header.bodyFrom + 20).map((row) => textOf(cellAt(table, row, 'testName'))));
  const text = [table.header.title, ...names, ...table.header.columns.map(({ header }) => foldHeader(header))].join(' ');
  const named = instruments.filter((instrument) => instrumentWords[instrument].test(text));
  return named.length === 1 ? (named[0] ?? null) : null;
}
