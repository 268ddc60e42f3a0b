/**
 * A school calendar from a table: a line for each day, with 日期, 类型 (放假, 补课, 学期开始, 学期结束, 公布至) and 名称. A table need not tell the past:
 * what lies before its first day stays as the calendar in force has it.
 */
import type { PayloadIssue } from '../../../domain/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { SchoolCalendar, Term } from '../../../domain/rules/calendar.ts';
import { weekdayOf, type PlainDate } from '../../../domain/time.ts';
import type { Row, Sheet } from '../imports/cells.ts';
import { momentOf } from '../imports/dates.ts';
import { codeText, isBlank, textOf } from '../imports/normalise.ts';

const kinds = { 放假: 'off', 补课: 'school', 学期开始: 'begin', 学期结束: 'end', 公布至: 'published' } as const;
type Kind = (typeof kinds)[keyof typeof kinds];
/** `place` is the row as a spreadsheet shows it. */
type Line = { readonly place: string; readonly day: PlainDate; readonly kind: Kind; readonly name: string };

const headerDepth = 20;
const maxLines = 5000;

export type TableRefusal =
  | { readonly code: 'HEADER_NOT_FOUND' | 'TOO_MANY_ROWS' }
  | { readonly code: 'CALENDAR_INVALID'; readonly issues: readonly PayloadIssue[] };

/** Reads the first sheet with the columns; every line must be understood. `before` is the calendar in force. */
export function calendarOfTable(
  sheets: readonly Sheet[],
  { before, version }: { readonly before: SchoolCalendar; readonly version: string },
): Result<SchoolCalendar, TableRefusal> {
  const found = sheets.flatMap((sheet) => headerOf(sheet) ?? []).at(0);
  if (found === undefined) return fail({ code: 'HEADER_NOT_FOUND' });
  const body = found.sheet.rows.slice(found.row + 1);
  if (body.length > maxLines) return fail({ code: 'TOO_MANY_ROWS' });
  const read = body.map((row, index) => lineOf(row, { ...found, place: `${found.sheet.sheet}:${found.row + index + 2}` }));
  const issues = read.flatMap((line) => (line !== null && 'rule' in line ? [line] : []));
  if (issues.length > 0) return fail({ code: 'CALENDAR_INVALID', issues: issues.slice(0, 50) });
  const lines = read.filter((line): line is Line => line !== null && 'kind' in line);
  const terms = termsOf(lines);
  return terms.ok ? ok(joined(lines, terms.value, { before, version })) : terms;
}

type Header = { readonly sheet: Sheet; readonly row: number; readonly date: number; readonly kind: number; readonly name: number };

function headerOf(sheet: Sheet): Header | null {
  for (const [row, cells] of sheet.rows.slice(0, headerDepth).entries()) {
    const names = cells.map((cell) => codeText(cell).replace(/\s/gu, ''));
    const [date, kind] = [names.indexOf('日期'), names.indexOf('类型')];
    if (date >= 0 && kind >= 0) return { sheet, row, date, kind, name: names.indexOf('名称') };
  }
  return null;
}

function lineOf(row: Row, at: Header & { readonly place: string }): Line | PayloadIssue | null {
  const [date, kindCell, name] = [row[at.date] ?? null, row[at.kind] ?? null, textOf(row[at.name] ?? null)];
  if (isBlank(date) && isBlank(kindCell)) return null;
  const moment = momentOf(date);
  if (moment.state !== 'value') return { path: at.place, rule: 'date_unreadable' };
  const word = codeText(kindCell).replace(/\s/gu, '');
  const kind = Object.hasOwn(kinds, word) ? kinds[word as keyof typeof kinds] : undefined;
  if (kind === undefined) return { path: at.place, rule: 'kind_unknown' };
  if ((kind === 'begin' || kind === 'end') && (name === '' || [...name].length > 60)) return { path: at.place, rule: 'term_without_name' };
  return { place: at.place, day: moment.value.date, kind, name };
}

/** Each term begins once and ends once, under one name. */
function termsOf(lines: readonly Line[]): Result<readonly Term[], TableRefusal> {
  const ends = lines.filter(({ kind }) => kind === 'end');
  const begins = lines.filter(({ kind }) => kind === 'begin');
  const issues = [...begins, ...ends].flatMap(({ place, name }) => {
    const pair = [begins, ends].map((side) => side.filter((one) => one.name === name).length);
    return pair.every((count) => count === 1) ? [] : [{ path: place, rule: pair.includes(0) ? 'term_half' : 'name_twice' }];
  });
  if (issues.length > 0) return fail({ code: 'CALENDAR_INVALID', issues: issues.slice(0, 50) });
  const terms = begins.flatMap(({ name, day }) => ends.filter((end) => end.name === name).map((end) => ({ name, from: day, to: end.day })));
  return ok(terms.toSorted((a, b) => (a.from < b.from ? -1 : 1)));
}

type Joining = { readonly before: SchoolCalendar; readonly version: string };

function joined(lines: readonly Line[], terms: readonly Term[], { before, version }: Joining): SchoolCalendar {
  const first = lines.map(({ day }) => day).toSorted()[0] ?? before.publishedUntil;
  const isKept = (day: PlainDate): boolean => day < first;
  // A weekend is no school day anyway; offices list whole holidays.
  const off = days(lines, 'off').filter((day) => weekdayOf(day) <= 5);
  const keptTerms = before.terms.filter((term) => isKept(term.from) && !terms.some((one) => one.from <= term.to && term.from <= one.to));
  return {
    version,
    terms: [...keptTerms, ...terms],
    holidays: [...before.holidays.filter(isKept), ...off],
    makeUpDays: [...before.makeUpDays.filter(isKept), ...days(lines, 'school')],
    publishedUntil: days(lines, 'published').at(-1) ?? lastPublished(lines, before),
  };
}

function days(lines: readonly Line[], kind: Kind): readonly PlainDate[] {
  return lines
    .filter((line) => line.kind === kind)
    .map(({ day }) => day)
    .toSorted();
}

/** The State Council announces calendar years: the year of the last holiday in the table is known to its end. */
function lastPublished(lines: readonly Line[], before: SchoolCalendar): PlainDate {
  const last = [...days(lines, 'off'), ...days(lines, 'school')].toSorted().at(-1);
  const known = last === undefined ? before.publishedUntil : (`${last.slice(0, 4)}-12-31` as PlainDate);
  return known > before.publishedUntil ? known : before.publishedUntil;
}
