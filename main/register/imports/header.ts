/** Finding the header of a table below titles and merged cells, and saying what each column holds. */
import { scales } from '../../../domain/scales/registry.ts';
import { instruments, type Instrument } from '../../../domain/vocabulary.ts';
import { guardianPattern, instrumentWords, itemPrefixes, plainSynonyms, scoreEnding, scoreSynonyms, shortItemPrefixes } from './column-synonyms.ts';
import type { Field, PlainField } from './fields.ts';
import { maxHeaderDepth } from './limits.ts';
import { codeText, textOf } from './normalise.ts';
import type { Cell, Row, Sheet } from './cells.ts';

export type Column = {
  /** From 0. */
  readonly index: number;
  /** Header text as in the file (both lines of a two-line header). */
  readonly header: string;
  /** Null if nothing is known about the column. */
  readonly field: Field | null;
};

export type Header = {
  /** Index of the first row below the header. */
  readonly bodyFrom: number;
  /** Index of the (last) header row. */
  readonly row: number;
  readonly columns: readonly Column[];
  /** All text above the header: titles say which instrument and which base. */
  readonly title: string;
};

const plainIndex: ReadonlyMap<string, Field> = new Map(plainSynonyms.flatMap(([field, words]) => words.map((word) => [word, field] as const)));
const plainRank: ReadonlyMap<string, number> = new Map(plainSynonyms.flatMap(([, words]) => words.map((word, rank) => [word, rank] as const)));

/** Which of two columns for one field is meant: one that a person mapped, then the plainer word (`学号` before `学籍辅号`). Lower is better. */
export function rankOf({ header, field }: Column): number {
  const folded = foldHeader(header);
  return plainIndex.get(folded) === field ? (plainRank.get(folded) ?? 0) : -1;
}
const scoreIndex: ReadonlyMap<string, Field> = new Map(scoreSynonyms.flatMap(([field, words]) => words.map((word) => [foldHeader(word), field] as const)));
const longPrefix = itemPatterns(itemPrefixes);
const shortPrefix = itemPatterns(shortItemPrefixes);
const bareItem = /^(?:第|题目?|item|[qt])?0*(\d{1,3})(?:题|分)?(?:[、.:,)].*)?$/u;

function itemPatterns(prefixes: Readonly<Record<Instrument, string>>): Readonly<Record<Instrument, RegExp>> {
  const pattern = (instrument: Instrument): RegExp => new RegExp(`^(?:${prefixes[instrument]})[-_.:#]?(?:第|题目?|item|q)?0*(\\d{1,3})(?:题|[、.:,].*)?$`, 'u');
  return { MHT: pattern('MHT'), PHQ9: pattern('PHQ9'), GAD7: pattern('GAD7'), MSSMHS: pattern('MSSMHS') };
}

/** Folds a header for comparison. */
export function foldHeader(cell: Cell): string {
  return codeText(cell)
    .toLowerCase()
    .replace(/[\s*"'“”「」]/gu, '')
    .replace(/[:]$/u, '');
}

/** The header of the sheet, or null if no row names at least a person and two columns. */
export function findHeader({ rows, name }: Sheet, mapping: Readonly<Record<string, Field>>): Header | null {
  const folded = new Map(Object.entries(mapping).map(([header, field]) => [foldHeader(header), field]));
  let best: (Header & { readonly score: number }) | null = null;
  // A header of two lines must name more columns than any single line, else a title above would count as its first line.
  for (const lines of [1, 2]) {
    for (let row = 0; row < Math.min(rows.length, maxHeaderDepth); row += 1) {
      const headers = headersAt(rows, row, lines);
      if (!headers) continue;
      const title = `${name} ${titleAbove(rows, row)}`;
      const columns = resolveColumns(headers, title, folded);
      const score = scoreOf(columns);
      if (score > (best?.score ?? 1)) best = { row: row + lines - 1, bodyFrom: row + lines, columns, title, score };
    }
  }
  return best;
}

function headersAt(rows: readonly Row[], row: number, lines: number): readonly string[] | null {
  const first = rows[row] ?? [];
  if (lines === 1) return first.map(textOf);
  const second = rows[row + 1];
  if (!second || holdsPerson(first, second)) return null;
  let group = '';
  return Array.from({ length: Math.max(first.length, second.length) }, (_, index) => {
    const [top, bottom] = [textOf(first[index] ?? null), textOf(second[index] ?? null)];
    if (top !== '') group = top;
    if (bottom === '') return top;
    return top !== '' && plainIndex.has(foldHeader(top)) ? top : joined(group, bottom);
  });
}

/** Below the heads of number and name stand merged cells in a header, and a pupil in the data. */
function holdsPerson(first: Row, second: Row): boolean {
  return first.some((cell, index) => ['studentNo', 'name'].includes(plainIndex.get(foldHeader(cell)) ?? '') && textOf(second[index] ?? null) !== '');
}

/** A merged heading above several columns belongs to their names where only both together mean something (`监护人1` over `电话`). */
function joined(group: string, bottom: string): string {
  const both = group + bottom;
  return guardianPattern.test(foldHeader(both)) || fieldOf(foldHeader(bottom)) === null ? both : bottom;
}

function titleAbove(rows: readonly Row[], row: number): string {
  return rows
    .slice(0, row)
    .flatMap((cells) => cells.map(textOf))
    .filter((text) => text !== '')
    .join(' ');
}

/** A row scores its distinct known columns; it counts only if it names a person or a call. */
function scoreOf(columns: readonly Column[]): number {
  const fields = new Set(columns.map(({ field }) => field));
  const anchored = (['studentNo', 'name', 'callTime'] as const).some((field) => fields.has(field));
  fields.delete(null);
  return anchored ? fields.size : 0;
}

/** What each header means: the mapping first, then plain words, scores and items. */
export function resolveColumns(headers: readonly string[], title: string, mapping: ReadonlyMap<string, Field>): readonly Column[] {
  const items = itemFields(headers.map(foldHeader), title);
  return headers.map((header, index) => {
    const folded = foldHeader(header);
    return { index, header, field: folded === '' ? null : (mapping.get(folded) ?? items.get(index) ?? fieldOf(folded)) };
  });
}

function fieldOf(folded: string): Field | null {
  for (const text of [folded, folded.replace(/\([^()]*\)|\[[^[\]]*\]|【[^【】]*】/gu, '')]) {
    const field = plainIndex.get(text) ?? guardianField(text) ?? scoreIndex.get(text) ?? scoreIndex.get(withoutInstrument(text).replace(scoreEnding, ''));
    if (field) return field;
  }
  return numbered(folded);
}

/** `序号1`, `序号2`: line numbers that some exports put in front. */
function numbered(folded: string): PlainField | null {
  return /^序号\d*$/u.test(folded) ? 'ignored' : null;
}

function withoutInstrument(text: string): string {
  return text.replace(/^(?:mht|mssmhs|mmhi-?60)[-_:.]?/u, '');
}

function guardianField(text: string): Field | null {
  const match = guardianPattern.exec(text);
  if (!match) return null;
  const [, before, after, part = '姓名'] = match;
  const number = ['2', '二'].includes(before ?? after ?? '1') ? 2 : 1;
  if (/姓名|名字/u.test(part)) return `guardian${number}Name`;
  return /关系|身份/u.test(part) ? `guardian${number}Relation` : `guardian${number}Phone`;
}

/**
 * Columns of single answers. Prefixed ones are taken as they are (a file may hold a total and only item 9); short prefixes and bare
 * numbers only where all items of an instrument are there.
 */
function itemFields(headers: readonly string[], title: string): ReadonlyMap<number, Field> {
  const found = new Map<number, Field>();
  for (const instrument of instruments) {
    const long = numberedColumns(headers, longPrefix[instrument]);
    const short = numberedColumns(headers, shortPrefix[instrument]);
    addItems(found, !isComplete(long, instrument) && isComplete(short, instrument) ? short : long, instrument);
  }
  if (found.size > 0) return found;
  const bare = numberedColumns(headers, bareItem);
  const named = instruments.filter((instrument) => instrumentWords[instrument].test(title));
  const fitting = instruments.filter((instrument) => bare.size === scales[instrument].itemCount && isComplete(bare, instrument));
  const instrument = fitting.find((candidate) => named.length === 0 || named.includes(candidate));
  if (instrument) addItems(found, bare, instrument);
  return found;
}

function numberedColumns(headers: readonly string[], pattern: RegExp): ReadonlyMap<number, number> {
  const columns = new Map<number, number>();
  headers.forEach((header, index) => {
    const number = Number(pattern.exec(header)?.[1] ?? 0);
    if (number > 0 && !columns.has(number)) columns.set(number, index);
  });
  return columns;
}

function isComplete(columns: ReadonlyMap<number, number>, instrument: Instrument): boolean {
  return Array.from({ length: scales[instrument].itemCount }, (_, index) => index + 1).every((number) => columns.has(number));
}

function addItems(found: Map<number, Field>, columns: ReadonlyMap<number, number>, instrument: Instrument): void {
  for (const [number, index] of columns) {
    if (number <= scales[instrument].itemCount) found.set(index, `item:${instrument}:${number}`);
  }
}
