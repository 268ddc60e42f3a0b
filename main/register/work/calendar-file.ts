/** A school calendar from a file: JSON as this program writes it, or a table. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { PayloadIssue } from '../../../domain/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { utf8Of } from '../crypto/bytes.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import type { ImportError } from '../imports/parsed.ts';
import { readSheetsInWorker, workerSettings } from '../imports/read-in-worker.ts';
import { locations } from '../locations.ts';
import { calendarIssues } from './calendar-checks.ts';
import { calendarOfTable } from './calendar-table.ts';
import { jsonOf, issuesOf } from './json-file.ts';

export const maxCalendarBytes = 4 * 1024 * 1024;
const limits = { timeoutMs: 30_000, maxHeapMb: 256 };

type TableCode = 'FILE_TOO_LARGE' | 'ENCODING_UNKNOWN' | 'WORKBOOK_BROKEN' | 'WORKBOOK_ENCRYPTED' | 'HEADER_NOT_FOUND' | 'TOO_MANY_ROWS';
export type CalendarRefusal = Refusal<'CALENDAR_INVALID' | TableCode>;

/** The calendar of a file's bytes, checked. `before` is the one in force: a table continues it. */
export async function calendarOfFile(
  bytes: Uint8Array,
  { before, signal }: { readonly before: SchoolCalendar; readonly signal: AbortSignal },
): Promise<Result<SchoolCalendar, CalendarRefusal>> {
  const json = jsonOf(bytes);
  const read = json === undefined ? await fromTable(bytes, { before, signal }) : fromJson(json);
  if (!read.ok) return read;
  const issues = calendarIssues(read.value);
  return issues.length === 0 ? read : invalid(issues);
}

/** The calendar as it is written into a file. */
export function calendarBytes(calendar: SchoolCalendar): Uint8Array {
  return utf8Of(`${JSON.stringify(calendar, null, 2)}\n`);
}

function fromJson(json: unknown): Result<SchoolCalendar, CalendarRefusal> {
  const parsed = SchoolCalendar.safeParse(json);
  return parsed.success ? ok(parsed.data) : invalid(issuesOf(parsed.error));
}

async function fromTable(
  bytes: Uint8Array,
  { before, signal }: { readonly before: SchoolCalendar; readonly signal: AbortSignal },
): Promise<Result<SchoolCalendar, CalendarRefusal>> {
  const sheets = await readSheetsInWorker(bytes, { ...workerSettings, ...limits, entry: locations.importWorker, signal });
  if (!sheets.ok) return fail(refusalOf(sheets.error));
  const table = calendarOfTable(sheets.value, { before, version: `table-${sha256Hex(bytes).slice(0, 12)}` });
  if (table.ok) return table;
  return 'issues' in table.error ? invalid(table.error.issues) : fail(refusal(table.error.code));
}

const ownCodes: readonly string[] = [
  'FILE_TOO_LARGE',
  'ENCODING_UNKNOWN',
  'WORKBOOK_BROKEN',
  'WORKBOOK_ENCRYPTED',
  'HEADER_NOT_FOUND',
  'TOO_MANY_ROWS',
] satisfies readonly TableCode[];
const tooHeavy: readonly string[] = ['UNPACKED_TOO_LARGE', 'READ_TIMEOUT', 'READ_TOO_HEAVY', 'TOO_MANY_SHEETS', 'TOO_MANY_COLUMNS'];

function refusalOf({ code }: ImportError): CalendarRefusal {
  if (isTableCode(code)) return refusal(code);
  return tooHeavy.includes(code) ? refusal('FILE_TOO_LARGE') : refusal('CALENDAR_INVALID', { issues: [{ path: '', rule: code.toLowerCase() }] });
}

function isTableCode(code: string): code is TableCode {
  return ownCodes.includes(code);
}

function invalid(issues: readonly PayloadIssue[]): Result<never, Refusal<'CALENDAR_INVALID'>> {
  return fail(refusal('CALENDAR_INVALID', { issues: issues.map(({ path, rule }) => ({ path, rule })) }));
}
