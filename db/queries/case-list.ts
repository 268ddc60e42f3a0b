/** The list of cases: one page of it, and how many there are. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { CaseId, PupilId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Attendance, CaseStage, DiscoveryChannel, RiskGrade } from '../../domain/vocabulary.ts';
import type { Schema } from '../schema.ts';
import type { Reader } from '../tx.ts';
import { contains, pupilMatches } from './search.ts';

export type CaseFilter = {
  /** Name, pinyin, initials, student number, case number; empty for all. */
  readonly search?: string | undefined;
  readonly stage?: CaseStage | undefined;
  readonly grade?: RiskGrade | undefined;
  readonly attendance?: Attendance | undefined;
  readonly ownerUserId?: UserId | undefined;
  /** Only (true) or no (false) cases with an obligation past due at `now`. */
  readonly overdue?: boolean | undefined;
  /** Only (true) or no (false) cases that are not closed. */
  readonly open?: boolean | undefined;
  /** due: earliest first, none last. grade: highest first, undecided last. opened: newest first. number: ascending. */
  readonly sort?: 'due' | 'grade' | 'opened' | 'number' | undefined;
  readonly offset?: number | undefined;
  /** At most 200. */
  readonly limit?: number | undefined;
  readonly now: Instant;
};

export type CaseListRow = {
  readonly id: CaseId;
  readonly caseNo: string;
  readonly pupilId: PupilId;
  readonly pupilName: string;
  readonly studentNo: string;
  readonly className: string;
  readonly loop: number;
  readonly stage: CaseStage;
  readonly attendance: Attendance;
  readonly grade: RiskGrade | null;
  readonly channel: DiscoveryChannel;
  readonly ownerUserId: UserId;
  readonly openedAt: Instant;
  readonly lastEventAt: Instant;
  readonly nextDueAt: Instant | null;
  readonly openObligations: number;
  readonly overdue: boolean;
  readonly version: number;
};

export const maxLimit = 200;

/** Cuts a page size to what one answer may hold. */
export function pageSize(limit: number | undefined, fallback = 50): number {
  return Math.max(1, Math.min(maxLimit, limit ?? fallback));
}

type CaseColumns = ExpressionBuilder<Schema, 'case_file'>;

/** Spelled exactly as in the index: an index on an expression serves only the same expression. */
const dueOrLast = sql<string>`coalesce("case_file"."next_due_at", '9999')`;

/** As text, number 1000 of a year would stand before 999: year, length and then the text. Spelled as in the index. */
export const numberYear = sql<string>`substr("case_file"."case_no", instr("case_file"."case_no", '-') + 1, 4)`;
export const numberLength = sql<number>`length("case_file"."case_no") - instr("case_file"."case_no", '-')`;
export const numberText = sql<string>`substr("case_file"."case_no", instr("case_file"."case_no", '-') + 1)`;

/** The plus keeps the narrow index of owners out: one or two people own all cases, and following it reads the wide rows. */
const ownerUnindexed = sql<string>`+"case_file"."owner_user_id"`;

function searched(eb: CaseColumns, search: string): Expression<SqlBool> {
  const pupils = eb
    .selectFrom('pupil')
    .select('pupil.id')
    .where((inner) => pupilMatches(inner, search));
  return eb.or([eb('case_file.pupil_id', 'in', pupils), contains(eb.ref('case_file.case_no'), search.trim().toUpperCase())]);
}

function conditions(eb: CaseColumns, filter: CaseFilter): Expression<SqlBool> {
  const parts: Expression<SqlBool>[] = [];
  if (filter.search !== undefined && filter.search.trim() !== '') parts.push(searched(eb, filter.search));
  if (filter.stage !== undefined) parts.push(eb('case_file.stage', '=', filter.stage));
  if (filter.grade !== undefined) parts.push(eb('case_file.grade', '=', filter.grade));
  if (filter.attendance !== undefined) parts.push(eb('case_file.attendance', '=', filter.attendance));
  if (filter.ownerUserId !== undefined) parts.push(eb(ownerUnindexed, '=', filter.ownerUserId));
  if (filter.overdue === true) parts.push(eb('case_file.next_due_at', '<', filter.now));
  if (filter.overdue === false) parts.push(eb.or([eb('case_file.next_due_at', 'is', null), eb('case_file.next_due_at', '>=', filter.now)]));
  if (filter.open !== undefined) parts.push(eb('case_file.stage', filter.open ? '!=' : '=', 'closed'));
  return eb.and(parts);
}

function ordered(reader: Reader, filter: CaseFilter) {
  const page = reader
    .selectFrom('case_file')
    .select('case_file.id')
    .where((eb) => conditions(eb, filter));
  switch (filter.sort ?? 'due') {
    case 'due':
      return page.orderBy(dueOrLast).orderBy('case_file.id');
    case 'grade':
      return page.orderBy('case_file.grade', 'desc').orderBy('case_file.id', 'desc');
    case 'opened':
      return page.orderBy('case_file.opened_at', 'desc').orderBy('case_file.id', 'desc');
    case 'number':
      return page.orderBy(numberYear).orderBy(numberLength).orderBy(numberText);
  }
}

const listColumns = [
  'case_file.id',
  'case_file.case_no',
  'case_file.pupil_id',
  'case_file.loop',
  'case_file.stage',
  'case_file.attendance',
  'case_file.grade',
  'case_file.channel',
  'case_file.owner_user_id',
  'case_file.opened_at',
  'case_file.last_event_at',
  'case_file.next_due_at',
  'case_file.open_obligations',
  'case_file.version',
  'pupil.name',
  'pupil.student_no',
  'pupil.class_name',
] as const;

function selectRows(reader: Reader) {
  return reader.selectFrom('case_file').innerJoin('pupil', 'pupil.id', 'case_file.pupil_id').select(listColumns);
}

type RawRow = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

function rowOf(row: RawRow, now: Instant): CaseListRow {
  // The file holds only what the stores wrote, so the text columns carry their brands.
  return {
    id: row.id as CaseId,
    caseNo: row.case_no,
    pupilId: row.pupil_id as PupilId,
    pupilName: row.name,
    studentNo: row.student_no,
    className: row.class_name,
    loop: row.loop,
    stage: row.stage as CaseStage,
    attendance: row.attendance as Attendance,
    grade: row.grade as RiskGrade | null,
    channel: row.channel as DiscoveryChannel,
    ownerUserId: row.owner_user_id as UserId,
    openedAt: row.opened_at as Instant,
    lastEventAt: row.last_event_at as Instant,
    nextDueAt: row.next_due_at as Instant | null,
    openObligations: row.open_obligations,
    overdue: row.next_due_at !== null && row.next_due_at < now,
    version: row.version,
  };
}

async function rowsInOrder(reader: Reader, ids: readonly string[], now: Instant): Promise<readonly CaseListRow[]> {
  if (ids.length === 0) return [];
  const found = new Map((await selectRows(reader).where('case_file.id', 'in', ids).execute()).map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []).map((row) => rowOf(row, now));
}

/** A search costs a walk over all names: find every match once, then cut the page out. What is found are ids: a megabyte for 10,000 of them. */
async function searchedList(reader: Reader, filter: CaseFilter): Promise<CaseList> {
  const ids = (await ordered(reader, filter).execute()).map(({ id }) => id);
  const offset = filter.offset ?? 0;
  return { total: ids.length, rows: await rowsInOrder(reader, ids.slice(offset, offset + pageSize(filter.limit)), filter.now) };
}

export type CaseList = { readonly total: number; readonly rows: readonly CaseListRow[] };

/**
 * One page and the total. The page is found on covering indexes first, and only its rows are read: a case's folded state lies in the
 * same row and makes it wide.
 */
export async function caseList(reader: Reader, filter: CaseFilter): Promise<CaseList> {
  if (filter.search !== undefined && filter.search.trim() !== '') return searchedList(reader, filter);
  const counted = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) => conditions(eb, filter))
    .executeTakeFirstOrThrow();
  const ids = (
    await ordered(reader, filter)
      .limit(pageSize(filter.limit))
      .offset(filter.offset ?? 0)
      .execute()
  ).map(({ id }) => id);
  return { total: counted.n, rows: await rowsInOrder(reader, ids, filter.now) };
}

/** The row of one case as in the list, or null. */
export async function caseSummary(reader: Reader, id: CaseId, now: Instant): Promise<CaseListRow | null> {
  const row = await selectRows(reader).where('case_file.id', '=', id).executeTakeFirst();
  return row === undefined ? null : rowOf(row, now);
}
