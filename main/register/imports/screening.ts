/** Screening results: one row per pupil and sitting, scored anew for every instrument that the file holds. */
import type { ScaleResult, ScoreBase } from '../../../domain/scales/define-scale.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { scales } from '../../../domain/scales/registry.ts';
import { instruments as allInstruments, type Instrument } from '../../../domain/vocabulary.ts';
import { PlainDate } from '../../../domain/time.ts';
import { bodyOf, type DataRow } from './body.ts';
import { instrumentWords } from './column-synonyms.ts';
import { momentOf, type Moment } from './dates.ts';
import { cellAt, incompleteInstruments, plansOf, type InstrumentPlan, type Table } from './detect.ts';
import { codeText, numberOf, textOf, type Read } from './normalise.ts';
import type { ImportError, Place, Refusal, RowCode, ScreeningRow, Skip, Warning } from './parsed.ts';
import { readClass, readGrade, readName, readStudentNo, refusal, warning } from './people.ts';
import { statesDanger, scorePlan } from './score-row.ts';
import { baseOf } from './score-base.ts';

export type ScreeningRead = {
  readonly instruments: readonly Instrument[];
  readonly scoreBase: Readonly<Partial<Record<Instrument, ScoreBase>>>;
  readonly rows: readonly ScreeningRow[];
  readonly refused: readonly Refusal[];
  readonly partial: readonly Refusal[];
  readonly skipped: readonly Skip[];
  readonly warnings: readonly Warning[];
  readonly dataRows: number;
};

export type BasedPlan = { readonly plan: InstrumentPlan; readonly base: ScoreBase };
type Options = { readonly scoreBase?: ScoreBase; readonly takenOn?: string };
type Sitting = { readonly table: Table; readonly plans: readonly BasedPlan[]; readonly data: readonly DataRow[] };
type Account = {
  readonly rows: ScreeningRow[];
  readonly refused: Refusal[];
  readonly partial: Refusal[];
  readonly warnings: Warning[];
  readonly seen: Map<string, Place>;
  readonly takenOn: PlainDate | null;
};

/**
 * Reads all tables of a screening file. Whole-file errors: `COLUMNS_MISSING` (no instrument is complete, or nothing tells the day or the
 * pupil), `BASE_UNKNOWN` (0–4 or 1–5 must be said).
 */
export function parseScreening(tables: readonly Table[], options: Options): Result<ScreeningRead, ImportError> {
  const day = PlainDate.safeParse(options.takenOn);
  const account: Account = { rows: [], refused: [], partial: [], warnings: [], seen: new Map(), takenOn: day.success ? day.data : null };
  const skipped: Skip[] = [];
  const bases: Partial<Record<Instrument, ScoreBase>> = {};
  let dataRows = 0;
  for (const table of tables) {
    const body = bodyOf(table);
    const sitting = planSitting({ table, data: body.data }, options, account);
    if (!sitting.ok) return sitting;
    for (const { plan, base } of sitting.value.plans) bases[plan.instrument] = base;
    skipped.push(...body.skipped);
    dataRows += body.data.length;
    for (const row of body.data) readRow(sitting.value, row, account);
  }
  const { rows, refused, partial, warnings } = account;
  return ok({ instruments: allInstruments.filter((instrument) => instrument in bases), scoreBase: bases, rows, refused, partial, skipped, warnings, dataRows });
}

function planSitting({ table, data }: Omit<Sitting, 'plans'>, options: Options, account: Account): Result<Sitting, ImportError> {
  const plans = plansOf(table);
  const incomplete = incompleteInstruments(table, plans);
  if (plans.length === 0)
    return fail({ code: 'COLUMNS_MISSING', params: { sheet: table.sheet, missing: 'scores', ...(incomplete[0] ? { instrument: incomplete[0] } : {}) } });
  if (!table.at.has('studentNo') && !table.at.has('name')) return fail({ code: 'COLUMNS_MISSING', params: { sheet: table.sheet, missing: 'studentNo' } });
  if (!table.at.has('takenAt') && account.takenOn === null) return fail({ code: 'COLUMNS_MISSING', params: { sheet: table.sheet, missing: 'takenAt' } });
  const head = { sheet: table.sheet, row: table.header.row + 1 };
  account.warnings.push(...incomplete.map((instrument): Warning => ({ ...head, code: 'COLUMNS_INCOMPLETE', instrument, params: {} })));
  const plain = table.at.get('total');
  if (plain !== undefined && plans.every(({ total }) => total !== plain))
    account.warnings.push({ ...head, code: 'TOTAL_NOT_USED', column: plain + 1, params: {} });
  const based: BasedPlan[] = [];
  for (const plan of plans) {
    const base = baseOf(plan, table, { data, given: options.scoreBase });
    if (!base.ok) return base;
    if (base.value.differsFromTitle)
      account.warnings.push({ ...head, code: 'BASE_DIFFERS_FROM_TITLE', instrument: plan.instrument, params: { used: base.value.base } });
    based.push({ plan, base: base.value.base });
  }
  return ok({ table, plans: based, data });
}

function readRow({ table, plans }: Sitting, row: DataRow, account: Account): void {
  const urgent = plans.some(({ plan, base }) => statesDanger(plan, base, row.cells));
  const refuse = (code: RowCode, field?: Parameters<typeof refusal>[2]['field'], params = {}): void => {
    account.refused.push(refusal(table, row, { code, field, params, urgent }));
  };
  const person = readPerson(table, row);
  if (!person.ok) return refuse(person.code, person.field);
  const status = statusOf(table, row, plans);
  if (status.refusal) return refuse(status.refusal, status.field);
  const moment = readMoment(table, row, account.takenOn);
  if (moment.state !== 'value') return refuse(moment.state === 'empty' ? 'DATE_MISSING' : 'DATE_UNREADABLE', 'takenAt');
  const other = otherTest(table, row, plans);
  if (other) return refuse(other.code, other.field);
  const results: ScaleResult[] = [];
  const failures: Refusal[] = [];
  for (const based of plans) {
    const scored = scorePlan(based, row.cells);
    if (scored.ok) results.push(scored.value);
    else failures.push({ ...row.place, ...scored.error, instrument: based.plan.instrument, urgent: statesDanger(based.plan, based.base, row.cells) });
  }
  const [failure] = failures;
  if (results.length === 0 && failure) return void account.refused.push({ ...failure, urgent });
  const key = [
    person.studentNo ?? `${person.name ?? ''} ${readClass(table, row) ?? ''}`,
    moment.value.instant ?? moment.value.date,
    ...results.map(({ instrument }) => instrument),
  ].join('|');
  const first = account.seen.get(key);
  if (first) return refuse('DUPLICATE_IN_FILE', 'studentNo', { firstSheet: first.sheet, firstRow: first.row });
  account.seen.set(key, row.place);
  account.partial.push(...failures);
  take({ table, row, account }, { person, moment: moment.value, results, doubtful: status.doubtful });
}

type Taken = { readonly person: Person; readonly moment: Moment; readonly results: readonly ScaleResult[]; readonly doubtful: boolean | null };

function take(
  { table, row, account }: { readonly table: Table; readonly row: DataRow; readonly account: Account },
  { person, moment, results, doubtful }: Taken,
): void {
  const { grade, warnings } = readGrade(table, row);
  account.warnings.push(...warnings);
  if (person.damaged) account.warnings.push(warning(table, row, { code: 'NAME_DAMAGED', field: 'name' }));
  if (person.name === null && table.at.has('name')) account.warnings.push(warning(table, row, { code: 'NAME_MISSING', field: 'name' }));
  for (const result of results) {
    account.warnings.push(
      ...result.warnings.map(({ code, params }): Warning => ({ ...row.place, code, instrument: result.instrument, params: { ...params } })),
    );
    if (result.validity !== null && doubtful !== null && doubtful !== result.needsRetest)
      account.warnings.push({ ...warning(table, row, { code: 'STATUS_DIFFERS', field: 'status' }), instrument: result.instrument });
  }
  account.rows.push({
    ...row.place,
    studentNo: person.studentNo,
    name: person.name,
    grade,
    className: readClass(table, row),
    takenOn: moment.date,
    takenAt: moment.instant,
    results,
  });
}

type Person = { readonly ok: true; readonly studentNo: string | null; readonly name: string | null; readonly damaged: boolean };

/** A file with a number column needs the number in every row; a file without one is joined by name and class. */
function readPerson(table: Table, row: DataRow): Person | { readonly ok: false; readonly code: RowCode; readonly field: 'studentNo' | 'name' } {
  const name = readName(table, row);
  const known = name.ok ? { name: name.value, damaged: name.damaged } : { name: null, damaged: false };
  if (!table.at.has('studentNo')) return name.ok ? { ok: true, studentNo: null, ...known } : { ok: false, code: name.code, field: 'name' };
  const number = readStudentNo(table, row);
  return number.ok ? { ok: true, studentNo: number.value, ...known } : { ok: false, code: number.code, field: 'studentNo' };
}

const participation: readonly (readonly [RowCode, RegExp])[] = [
  ['ABSENT', /^(?:请假|病假|事假|缺席|缺考|缺测)/u],
  ['EXEMPT', /^(?:免测|免试|免考|免筛)/u],
  ['EXCLUDED', /^(?:已排除|排除|剔除)/u],
  ['NOT_TESTED', /^(?:应测|未测|未完成|未作答|未参加|未提交|未参测|拒测)/u],
];

type Status = { readonly refusal: RowCode | null; readonly field?: 'status' | 'remark'; readonly doubtful: boolean | null };

/** The word for taking part counts only where there are no scores: scores that are there are not thrown away for a word. */
function statusOf(table: Table, row: DataRow, plans: readonly BasedPlan[]): Status {
  const status = codeText(cellAt(table, row.cells, 'status'));
  const doubtful = status === '' ? null : /^(?:存疑|建议重测|无效|可疑|需重测)/u.test(status) ? true : /^(?:有效|正常|是)$/u.test(status) ? false : null;
  const blank = plans.every(({ plan }) =>
    [...(plan.items ?? Object.values(plan.factors)), ...(plan.total === null ? [] : [plan.total])].every((column) => textOf(row.cells[column] ?? null) === ''),
  );
  if (!blank) return { refusal: null, doubtful };
  for (const field of ['status', 'remark'] as const) {
    const text = codeText(cellAt(table, row.cells, field));
    const code = participation.find(([, words]) => words.test(text))?.[0];
    if (code) return { refusal: code, field, doubtful };
  }
  return { refusal: 'NOT_ANSWERED', doubtful };
}

function readMoment(table: Table, { cells }: DataRow, takenOn: PlainDate | null): Read<Moment> {
  const read = momentOf(cellAt(table, cells, 'takenAt'));
  return read.state === 'empty' && takenOn !== null ? { state: 'value', value: { date: takenOn, instant: null } } : read;
}

/** A row of another test in the same export, or of a version with another number of items. */
function otherTest(table: Table, { cells }: DataRow, plans: readonly BasedPlan[]): { readonly code: RowCode; readonly field: 'testName' | 'itemCount' } | null {
  const name = textOf(cellAt(table, cells, 'testName'));
  const named = allInstruments.filter((instrument) => instrumentWords[instrument].test(name));
  if (named.length > 0 && !plans.some(({ plan }) => named.includes(plan.instrument))) return { code: 'OTHER_INSTRUMENT', field: 'testName' };
  const count = numberOf(cellAt(table, cells, 'itemCount'));
  const [only] = plans;
  const differs = count.state === 'value' && plans.length === 1 && only !== undefined && count.value !== scales[only.plan.instrument].itemCount;
  return differs ? { code: 'ITEM_COUNT_DIFFERS', field: 'itemCount' } : null;
}
