/** The list of cases as one person sees it: one page of it, and how many there are. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Attendance, CaseStage, RiskGrade } from '../../domain/vocabulary.ts';
import type { Schema } from '../schema.ts';
import type { Reader } from '../tx.ts';
import { rowsInOrder, type CaseListRow } from './case-rows.ts';
import { contains, pupilMatches } from './search.ts';
import { endedStages, mayOpen, opensAll, type Viewer } from './visibility.ts';

export type CaseFilter = {
  /** Who looks: what they may not open is listed without grade and duties, and filters and orders do not betray them. */
  readonly for: Viewer;
  /** Only cases that the viewer owns. */
  readonly mine?: boolean | undefined;
  /** Name, pinyin, initials, student number, case number; empty for all. */
  readonly search?: string | undefined;
  readonly stage?: CaseStage | undefined;
  readonly grade?: RiskGrade | undefined;
  readonly attendance?: Attendance | undefined;
  readonly ownerUserId?: UserId | undefined;
  /** Only (true) or no (false) cases with an obligation past due at `now`. */
  readonly overdue?: boolean | undefined;
  /** Only (true) or no (false) cases that are neither closed nor archived. */
  readonly open?: boolean | undefined;
  /** due: earliest first, none last. grade: highest first, undecided last. Both: what the viewer may not open behind all others. opened: newest first. number: ascending. */
  readonly sort?: 'due' | 'grade' | 'opened' | 'number' | undefined;
  readonly offset?: number | undefined;
  /** At most 200. */
  readonly limit?: number | undefined;
  readonly now: Instant;
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

/** What is asked of every case, whether or not the viewer may open it. */
function plainConditions(eb: CaseColumns, filter: CaseFilter): readonly Expression<SqlBool>[] {
  const parts: Expression<SqlBool>[] = [];
  if (filter.search !== undefined && filter.search.trim() !== '') parts.push(searched(eb, filter.search));
  if (filter.stage !== undefined) parts.push(eb('case_file.stage', '=', filter.stage));
  if (filter.attendance !== undefined) parts.push(eb('case_file.attendance', '=', filter.attendance));
  if (filter.ownerUserId !== undefined) parts.push(eb(ownerUnindexed, '=', filter.ownerUserId));
  if (filter.mine === true) parts.push(eb(ownerUnindexed, '=', filter.for.userId));
  if (filter.open !== undefined) parts.push(eb('case_file.stage', filter.open ? 'not in' : 'in', endedStages));
  return parts;
}

function openConditions(eb: CaseColumns, filter: CaseFilter): Expression<SqlBool> {
  const parts = [...plainConditions(eb, filter)];
  if (!opensAll(filter.for)) parts.push(mayOpen(eb, filter.for));
  if (filter.grade !== undefined) parts.push(eb('case_file.grade', '=', filter.grade));
  if (filter.overdue === true) parts.push(eb('case_file.next_due_at', '<', filter.now));
  if (filter.overdue === false) parts.push(eb.or([eb('case_file.next_due_at', 'is', null), eb('case_file.next_due_at', '>=', filter.now)]));
  return eb.and(parts);
}

/** Shown without a grade and never overdue: so they are found as such, and by nothing else. */
function shutConditions(eb: CaseColumns, filter: CaseFilter): Expression<SqlBool> {
  return eb.and([...plainConditions(eb, filter), eb.not(mayOpen(eb, filter.for))]);
}

type Part = (eb: CaseColumns) => Expression<SqlBool>;

/** The list as parts that follow one another: an order by what the viewer may not see would tell it. */
function partsOf(filter: CaseFilter): readonly Part[] {
  const open: Part = (eb) => openConditions(eb, filter);
  if (opensAll(filter.for) || filter.grade !== undefined || filter.overdue === true) return [open];
  const shut: Part = (eb) => shutConditions(eb, filter);
  const sort = filter.sort ?? 'due';
  return sort === 'due' || sort === 'grade' ? [open, shut] : [(eb) => eb.or([open(eb), shut(eb)])];
}

function ordered(reader: Reader, filter: CaseFilter, part: { readonly where: Part; readonly shut: boolean }) {
  const page = reader.selectFrom('case_file').select('case_file.id').where(part.where);
  const sort = filter.sort ?? 'due';
  if (part.shut) return page.orderBy('case_file.opened_at', 'desc').orderBy('case_file.id', 'desc');
  switch (sort) {
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

/** A search costs a walk over all names: find every match once, then cut the page out. What is found are ids: a megabyte for 10,000 of them. */
async function searchedList(reader: Reader, filter: CaseFilter): Promise<CaseList> {
  const ids: string[] = [];
  for (const [index, where] of partsOf(filter).entries()) {
    for (const { id } of await ordered(reader, filter, { where, shut: index > 0 }).execute()) ids.push(id);
  }
  const offset = filter.offset ?? 0;
  return { total: ids.length, rows: await rowsInOrder(reader, ids.slice(offset, offset + pageSize(filter.limit)), filter) };
}

export type CaseList = { readonly total: number; readonly rows: readonly CaseListRow[] };

async function countOf(reader: Reader, where: Part): Promise<number> {
  const row = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(where)
    .executeTakeFirstOrThrow();
  return row.n;
}

/**
 * One page and the total. The page is found on covering indexes first, and only its rows are read: a case's folded state lies in the
 * same row and makes it wide.
 */
export async function caseList(reader: Reader, filter: CaseFilter): Promise<CaseList> {
  if (filter.search !== undefined && filter.search.trim() !== '') return searchedList(reader, filter);
  const ids: string[] = [];
  let total = 0;
  for (const [index, where] of partsOf(filter).entries()) {
    const counted = await countOf(reader, where);
    const offset = Math.max(0, (filter.offset ?? 0) - total);
    const wanted = pageSize(filter.limit) - ids.length;
    total += counted;
    if (offset >= counted || wanted <= 0) continue;
    const page = await ordered(reader, filter, { where, shut: index > 0 })
      .limit(wanted)
      .offset(offset)
      .execute();
    for (const { id } of page) ids.push(id);
  }
  return { total, rows: await rowsInOrder(reader, ids, filter) };
}
