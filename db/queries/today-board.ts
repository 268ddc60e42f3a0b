/** What one person owes: open duties by due moment, and what else waits for them. */
import type { ExpressionBuilder, SelectQueryBuilder } from 'kysely';
import { sql } from 'kysely';
import type { UserId } from '../../domain/ids.ts';
import { dateOf, instantOf, msOf, type Instant, type PlainDate } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { fixedSelect } from '../fixed-query.ts';
import type { Schema } from '../schema.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';
import { dutiesByIds, type DueRow } from './duties.ts';
import { waitingResults } from './screening.ts';

/** Whose duties: those of the role that are this person's, or nobody's in particular. */
export type Debtor = {
  readonly roles: readonly Role[];
  readonly userId: UserId;
};

export type DueWindow = {
  readonly debtor: Debtor;
  readonly now: Instant;
  /** Due later than this; null from the beginning. */
  readonly after: Instant | null;
  /** Due at this moment or earlier (limits end on the last millisecond of a day); null without end. */
  readonly until: Instant | null;
};

type DutyColumns = ExpressionBuilder<Schema, 'obligation'>;

/** The present moment and its day. */
type Present = { readonly now: Instant; readonly day: PlainDate };

function presentAt(now: Instant): Present {
  return { now, day: dateOf(now) };
}

/** Put off, or to be asked of somebody on a later day: out of the way until then. */
function isPutOff(eb: DutyColumns, { now, day }: Present) {
  return eb.or([eb('obligation.snoozed_to', '>', now), eb('obligation.chase_on', '>', day)]);
}

function isInTheWay(eb: DutyColumns, { now, day }: Present) {
  return eb.and([
    eb.or([eb('obligation.snoozed_to', 'is', null), eb('obligation.snoozed_to', '<=', now)]),
    eb.or([eb('obligation.chase_on', 'is', null), eb('obligation.chase_on', '<=', day)]),
  ]);
}

type Window = Omit<DueWindow, 'now'> & { readonly now: Present };

/** `mine`: this person's; otherwise those that are anybody's of the role. Each is searched in an index of open duties, and not walked. */
function open(reader: Reader, { debtor, now, after, until }: Window, mine: boolean) {
  const { roles, userId } = debtor;
  return reader
    .selectFrom('obligation')
    .where('obligation.end', 'is', null)
    .where('obligation.responsible_user_id', mine ? '=' : 'is', mine ? userId : null)
    .where('obligation.owner_role', 'in', roles)
    .where('obligation.due_at', '>', after ?? '0')
    .where('obligation.due_at', '<=', until ?? '9999')
    .where((eb) => isInTheWay(eb, now));
}

type Found = readonly [id: string, dueAt: string];

function byDue([id, dueAt]: Found, [otherId, otherDueAt]: Found): number {
  const [a, b] = dueAt === otherDueAt ? [id, otherId] : [dueAt, otherDueAt];
  return a < b ? -1 : 1;
}

/** The longest list of a board. */
const listed = 200;

/** Ids and due moments of a window, put-off ones left out, as one text. */
function packedIds(reader: Reader, window: Window, of: { readonly mine: boolean; readonly limit: number }) {
  const found = open(reader, window, of.mine)
    .select(['obligation.id', 'obligation.due_at'])
    .orderBy('obligation.due_at')
    .orderBy('obligation.id')
    .limit(sql.lit(of.limit));
  return packed(reader, found);
}

function packed(reader: Reader, found: SelectQueryBuilder<Schema, 'obligation', { readonly id: string; readonly due_at: string }>) {
  return reader.selectFrom(found.as('found')).select(sql<string>`json_group_array(json_array("id", "due_at"))`.as('packed'));
}

function counted(reader: Reader, window: Window, mine: boolean) {
  return open(reader, window, mine).select((eb) => eb.fn.countAll<number>().as('n'));
}

/** In order of due moment, from lists that are each as long as is wanted. */
function idsIn(lists: readonly (string | null)[], limit: number): readonly string[] {
  return lists
    .flatMap((list) => (list === null ? [] : (JSON.parse(list) as readonly Found[])))
    .toSorted(byDue)
    .slice(0, limit)
    .map(([id]) => id);
}

/** How many duties lie in the window, put-off ones left out. */
export async function countOpenObligations(reader: Reader, of: DueWindow): Promise<number> {
  if (of.debtor.roles.length === 0) return 0;
  const window = { ...of, now: presentAt(of.now) };
  const row = await reader.selectNoFrom([counted(reader, window, true).as('mine'), counted(reader, window, false).as('anybodys')]).executeTakeFirstOrThrow();
  return (row.mine ?? 0) + (row.anybodys ?? 0);
}

function rowsOf(ids: readonly string[], rows: ReadonlyMap<string, DueRow>): readonly DueRow[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** Open duties of the window that are in the way, earliest first, at most 200. */
export async function openObligations(reader: Reader, of: DueWindow, longest = listed): Promise<readonly DueRow[]> {
  if (of.debtor.roles.length === 0) return [];
  const limit = pageSize(longest);
  const window = { ...of, now: presentAt(of.now) };
  const list = (mine: boolean) => packedIds(reader, window, { mine, limit });
  const row = await reader.selectNoFrom([list(true).as('mine'), list(false).as('anybodys')]).executeTakeFirstOrThrow();
  const ids = idsIn([row.mine, row.anybodys], limit);
  return rowsOf(ids, await dutiesByIds(reader, ids));
}

/** What is put off or waits for others, earliest due first, at most 200. */
function putOff(reader: Reader, debtor: Debtor, now: Present) {
  const found = reader
    .selectFrom('obligation')
    .select(['obligation.id', 'obligation.due_at'])
    .where('obligation.end', 'is', null)
    // Spelled as the index of what is put off has it.
    .where(sql<boolean>`("obligation"."snoozed_to" IS NOT NULL OR "obligation"."chase_on" IS NOT NULL)`)
    .where('obligation.owner_role', 'in', debtor.roles)
    .where((eb) => eb.or([eb('obligation.responsible_user_id', 'is', null), eb('obligation.responsible_user_id', '=', debtor.userId)]))
    .where((eb) => isPutOff(eb, now))
    .orderBy('obligation.due_at')
    .orderBy('obligation.id')
    .limit(sql.lit(listed));
  return packed(reader, found);
}

export type TodayBoard = {
  readonly overdue: readonly DueRow[];
  /** Due from now until the end of today. */
  readonly today: readonly DueRow[];
  /** Due after today until the end of the week. */
  readonly week: readonly DueRow[];
  /** Put off to a later moment, or to be asked of others on a later day, whenever they are due. */
  readonly waiting: readonly DueRow[];
  readonly overdueTotal: number;
  readonly later: number;
  /** Cases that nobody has interviewed yet. */
  readonly leads: number;
  readonly urgentScreening: number;
  readonly waitingScreening: number;
  readonly overdueScreening: number;
  /** Documents that wait for a signature of these roles. */
  readonly toSign: number;
  /** Packages in quarantine. */
  readonly inbox: number;
  /** Cases given to this person that are not yet taken over. */
  readonly handovers: number;
};

/** What else waits, each counted on an index of its own. */
function besides(reader: Reader, { roles, userId }: Debtor, day: PlainDate) {
  const n = sql<number>`count(*)`.as('n');
  return [
    // Literals, as in the indexes.
    reader
      .selectFrom('case_file')
      .select(n)
      .where(sql<boolean>`"case_file"."stage" = 'lead'`)
      .as('leads'),
    waitingResults(reader)
      .select(sql<string>`json_array(count(*), coalesce(sum("urgent"), 0), coalesce(sum("due_on" < ${day}), 0))`.as('packed'))
      .as('screening'),
    reader
      .selectFrom('document')
      .select(n)
      .where(sql<boolean>`"status" = 'issued'`)
      .where('sign_role', 'in', roles)
      .as('to_sign'),
    reader.selectFrom('package').select(n).where('status', '=', sql.lit('quarantined')).as('inbox'),
    reader.selectFrom('case_file').select(n).where('owner_user_id', '=', userId).where('handed_over_at', 'is not', null).as('handovers'),
  ] as const;
}

/** Values of the board's statement; the roles stand beside them, because their number makes another statement. */
type Asked = Present & {
  readonly userId: UserId;
  readonly justBefore: Instant;
  readonly endOfToday: Instant;
  readonly endOfWeek: Instant;
};

function boardSelect(places: number) {
  return fixedSelect((reader: Reader, at: Asked & Readonly<Record<string, string>>) => {
    const roles = Array.from({ length: places }, (_, index) => at[`role${index}`] as Role);
    const debtor: Debtor = { roles, userId: at.userId };
    const now: Present = { now: at.now, day: at.day };
    const list = (mine: boolean, after: Instant | null, until: Instant) => packedIds(reader, { debtor, now, after, until }, { mine, limit: listed });
    const later: Window = { debtor, now, after: at.endOfWeek, until: null };
    return reader.selectNoFrom([
      list(true, null, at.justBefore).as('overdue'),
      list(false, null, at.justBefore).as('overdue_too'),
      list(true, at.justBefore, at.endOfToday).as('today'),
      list(false, at.justBefore, at.endOfToday).as('today_too'),
      list(true, at.endOfToday, at.endOfWeek).as('week'),
      list(false, at.endOfToday, at.endOfWeek).as('week_too'),
      putOff(reader, debtor, now).as('waiting'),
      counted(reader, later, true).as('later'),
      counted(reader, later, false).as('later_too'),
      ...besides(reader, debtor, at.day),
    ]);
  });
}

const boards = new Map<number, ReturnType<typeof boardSelect>>();

/** The statement for so many roles: a handful in all. */
function boardOf({ roles }: Debtor): ReturnType<typeof boardSelect> {
  const known = boards.get(roles.length) ?? boardSelect(roles.length);
  boards.set(roles.length, known);
  return known;
}

/** Everything of the Today page that this person owes. `endOfToday` and `endOfWeek` are the last milliseconds of those days. One statement finds it, another reads it. */
export async function todayBoard(
  reader: Reader,
  at: { readonly debtor: Debtor; readonly now: Instant; readonly endOfToday: Instant; readonly endOfWeek: Instant },
): Promise<TodayBoard> {
  const { debtor, now, endOfToday } = at;
  // On the last day of a week both ends are the same moment, and nothing lies between.
  const endOfWeek = at.endOfWeek > endOfToday ? at.endOfWeek : endOfToday;
  const justBefore = instantOf(msOf(now) - 1);
  const roles = Object.fromEntries(debtor.roles.map((role, index) => [`role${index}`, role]));
  const asked = { ...presentAt(now), userId: debtor.userId, justBefore, endOfToday, endOfWeek };
  const [row] = await boardOf(debtor)(reader, { ...roles, ...asked });
  if (row === undefined) throw new Error('a select without a table has one row');
  const [overdue, today, week] = [
    idsIn([row.overdue, row.overdue_too], listed),
    idsIn([row.today, row.today_too], listed),
    idsIn([row.week, row.week_too], listed),
  ];
  const waiting = idsIn([row.waiting], listed);
  const rows = await dutiesByIds(reader, [...overdue, ...today, ...week, ...waiting]);
  const [waitingScreening, urgentScreening, overdueScreening] = JSON.parse(row.screening ?? '[0,0,0]') as readonly [number, number, number];
  return {
    overdue: rowsOf(overdue, rows),
    today: rowsOf(today, rows),
    week: rowsOf(week, rows),
    waiting: rowsOf(waiting, rows),
    overdueTotal: overdue.length < listed ? overdue.length : await countOpenObligations(reader, { debtor, now, after: null, until: justBefore }),
    later: (row.later ?? 0) + (row.later_too ?? 0),
    leads: row.leads ?? 0,
    urgentScreening,
    waitingScreening,
    overdueScreening,
    toSign: row.to_sign ?? 0,
    inbox: row.inbox ?? 0,
    handovers: row.handovers ?? 0,
  };
}
