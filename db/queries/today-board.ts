/** What one person owes: open duties by due moment, and what else waits for them. */
import type { ExpressionBuilder } from 'kysely';
import { sql } from 'kysely';
import type { UserId } from '../../domain/ids.ts';
import { longestWaitInDanger } from '../../domain/resting.ts';
import { addDays, dateOf, instantOf, msOf, type Instant } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Schema } from '../schema.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';
import { dutiesByIds, type DueRow } from './duties.ts';
import { waitingResults } from './screening.ts';

/** Whose duties: those of the role that are this person's, or nobody's in particular. */
export type Debtor = {
  readonly roles: readonly Role[];
  readonly userId: UserId;
  /** Only of pupils of this class; null for every class. */
  readonly className: string | null;
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

/** What was put off before the grade of its case became R4 rests no longer. */
function isRed(eb: DutyColumns) {
  return eb('obligation.case_id', 'in', eb.selectFrom('case_file').select('case_file.id').where('case_file.grade', '=', 'R4'));
}

/** From then on a duty of a red case waits for nobody. */
const redUntil = (now: Instant) => addDays(dateOf(now), longestWaitInDanger);

/** Put off, or to be asked of somebody on a later day: out of the way until then. */
function isPutOff(eb: DutyColumns, now: Instant) {
  return eb.or([
    eb.and([eb('obligation.snoozed_to', '>', now), eb.not(isRed(eb))]),
    eb.and([eb('obligation.chase_on', '>', dateOf(now)), eb.or([eb('obligation.chase_on', '<=', redUntil(now)), eb.not(isRed(eb))])]),
  ]);
}

function isInTheWay(eb: DutyColumns, now: Instant) {
  return eb.and([
    eb.or([eb('obligation.snoozed_to', 'is', null), eb('obligation.snoozed_to', '<=', now), isRed(eb)]),
    eb.or([
      eb('obligation.chase_on', 'is', null),
      eb('obligation.chase_on', '<=', dateOf(now)),
      eb.and([eb('obligation.chase_on', '>', redUntil(now)), isRed(eb)]),
    ]),
  ]);
}

function ofClass(eb: DutyColumns, className: string) {
  const cases = eb
    .selectFrom('pupil')
    .innerJoin('case_file', 'case_file.pupil_id', 'pupil.id')
    .select('case_file.id')
    .where('pupil.class_name', '=', className);
  return eb('obligation.case_id', 'in', cases);
}

/** `responsible` null: duties that are anybody's of the role. Each is searched in an index of open duties, and not walked. */
function open(reader: Reader, { debtor, after, until }: DueWindow, responsible: UserId | null) {
  const { roles, className } = debtor;
  return reader
    .selectFrom('obligation')
    .where('obligation.end', 'is', null)
    .where('obligation.responsible_user_id', responsible === null ? 'is' : '=', responsible)
    .where('obligation.owner_role', 'in', roles)
    .where('obligation.due_at', '>', after ?? '0')
    .where('obligation.due_at', '<=', until ?? '9999')
    .$if(className !== null, (query) => query.where((eb) => ofClass(eb, className ?? '')));
}

type Found = { readonly id: string; readonly due_at: string };

function byDue(one: Found, other: Found): number {
  const [a, b] = one.due_at === other.due_at ? [one.id, other.id] : [one.due_at, other.due_at];
  return a < b ? -1 : 1;
}

/** The longest list of a board. */
const listed = 200;

/** Ids of duties of the window in order of due moment, put-off ones left out. */
async function dueIds(reader: Reader, window: DueWindow, limit = listed): Promise<readonly string[]> {
  if (window.debtor.roles.length === 0) return [];
  const found: Found[] = [];
  for (const responsible of [window.debtor.userId, null]) {
    const rows = await open(reader, window, responsible)
      .where((eb) => isInTheWay(eb, window.now))
      .select(['obligation.id', 'obligation.due_at'])
      .orderBy('obligation.due_at')
      .orderBy('obligation.id')
      .limit(pageSize(limit))
      .execute();
    found.push(...rows);
  }
  return found
    .toSorted(byDue)
    .slice(0, pageSize(limit))
    .map(({ id }) => id);
}

/** How many duties lie in the window, put-off ones left out. */
export async function countOpenObligations(reader: Reader, window: DueWindow): Promise<number> {
  if (window.debtor.roles.length === 0) return 0;
  let total = 0;
  for (const responsible of [window.debtor.userId, null]) {
    const row = await open(reader, window, responsible)
      .where((eb) => isInTheWay(eb, window.now))
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    total += row.n;
  }
  return total;
}

function rowsOf(ids: readonly string[], rows: ReadonlyMap<string, DueRow>): readonly DueRow[] {
  return ids.flatMap((id) => rows.get(id) ?? []);
}

/** Open duties of the window that are in the way, earliest first, at most 200. */
export async function openObligations(reader: Reader, window: DueWindow, limit = listed): Promise<readonly DueRow[]> {
  const ids = await dueIds(reader, window, limit);
  return rowsOf(ids, await dutiesByIds(reader, ids));
}

/** Ids of what is put off or waits for others, earliest due first, at most 200. */
async function putOffIds(reader: Reader, debtor: Debtor, now: Instant): Promise<readonly string[]> {
  if (debtor.roles.length === 0) return [];
  const rows = await reader
    .selectFrom('obligation')
    .select(['obligation.id', 'obligation.due_at'])
    .where('obligation.end', 'is', null)
    // Spelled as the index of what is put off has it.
    .where(sql<boolean>`("obligation"."snoozed_to" IS NOT NULL OR "obligation"."chase_on" IS NOT NULL)`)
    .where('obligation.owner_role', 'in', debtor.roles)
    .where((eb) => eb.or([eb('obligation.responsible_user_id', 'is', null), eb('obligation.responsible_user_id', '=', debtor.userId)]))
    .where((eb) => isPutOff(eb, now))
    .$if(debtor.className !== null, (query) => query.where((eb) => ofClass(eb, debtor.className ?? '')))
    .orderBy('obligation.due_at')
    .orderBy('obligation.id')
    .limit(listed)
    .execute();
  return rows.map(({ id }) => id);
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
  /** Documents that wait for a signature of these roles. */
  readonly toSign: number;
  /** Packages in quarantine. */
  readonly inbox: number;
  /** Cases given to this person that are not yet taken over. */
  readonly handovers: number;
};

async function countsBeside(reader: Reader, { roles, userId }: Debtor) {
  const leads = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    // A literal, as in the index of leads.
    .where(sql<boolean>`"case_file"."stage" = 'lead'`)
    .executeTakeFirstOrThrow();
  const waiting = await waitingResults(reader)
    .select((eb) => [eb.fn.countAll<number>().as('n'), sql<number>`coalesce(sum("urgent"), 0)`.as('urgent')])
    .executeTakeFirstOrThrow();
  const toSign = await reader
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where(sql<boolean>`"status" = 'issued'`)
    .where('sign_role', 'in', roles)
    .executeTakeFirstOrThrow();
  const inbox = await reader
    .selectFrom('package')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', '=', 'quarantined')
    .executeTakeFirstOrThrow();
  const handovers = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('owner_user_id', '=', userId)
    .where('handed_over_at', 'is not', null)
    .executeTakeFirstOrThrow();
  return { leads: leads.n, urgentScreening: waiting.urgent, waitingScreening: waiting.n, toSign: toSign.n, inbox: inbox.n, handovers: handovers.n };
}

/** Everything of the Today page that this person owes. `endOfToday` and `endOfWeek` are the last milliseconds of those days. */
export async function todayBoard(
  reader: Reader,
  at: { readonly debtor: Debtor; readonly now: Instant; readonly endOfToday: Instant; readonly endOfWeek: Instant },
): Promise<TodayBoard> {
  const { debtor, now, endOfToday } = at;
  // On the last day of a week both ends are the same moment, and nothing lies between.
  const endOfWeek = at.endOfWeek > endOfToday ? at.endOfWeek : endOfToday;
  const justBefore = instantOf(msOf(now) - 1);
  const past: DueWindow = { debtor, now, after: null, until: justBefore };
  const overdue = await dueIds(reader, past);
  const today = await dueIds(reader, { debtor, now, after: justBefore, until: endOfToday });
  const week = await dueIds(reader, { debtor, now, after: endOfToday, until: endOfWeek });
  const waiting = await putOffIds(reader, debtor, now);
  const rows = await dutiesByIds(reader, [...overdue, ...today, ...week, ...waiting]);
  return {
    overdue: rowsOf(overdue, rows),
    today: rowsOf(today, rows),
    week: rowsOf(week, rows),
    waiting: rowsOf(waiting, rows),
    overdueTotal: overdue.length < listed ? overdue.length : await countOpenObligations(reader, past),
    later: await countOpenObligations(reader, { debtor, now, after: endOfWeek, until: null }),
    ...(await countsBeside(reader, debtor)),
  };
}
