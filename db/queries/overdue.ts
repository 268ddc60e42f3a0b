/** What is overdue in the whole office, to whom it has escalated, and how the clauses were kept. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { UserId } from '../../domain/ids.ts';
import type { Role } from '../../domain/vocabulary.ts';
import type { Compliance } from '../../domain/rules/compliance.ts';
import type { EscalationLevel } from '../../domain/rules/escalation.ts';
import type { RulePack } from '../../domain/rules/rule-pack.ts';
import { endOf, instantOf, msOf, startOf, type Instant, type PlainDate } from '../../domain/time.ts';
import type { Schema } from '../schema.ts';
import { fixedSelect } from '../fixed-query.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';
import { dutiesByIds, type DueRow } from './duties.ts';

/** `pack`: the one in force decides what has escalated by now. */
export type OverdueAt = { readonly now: Instant; readonly pack: Pick<RulePack, 'escalation'> };
export type OverdueFilter = OverdueAt & {
  readonly level?: EscalationLevel | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

/** Last due moment, for red cases and for others, of what has reached a leader: the same hours as in `escalationOf`. */
function boundsOf({ now, pack }: OverdueAt) {
  const { vicePrincipalAfterHours, principalAfterHours, redAtOnce, redPrincipalAfterHours } = pack.escalation;
  const before = (hours: number): Instant => instantOf(msOf(now) - hours * 3_600_000);
  const principal = before(principalAfterHours);
  const vicePrincipal = before(vicePrincipalAfterHours);
  return {
    vicePrincipal: { red: redAtOnce ? now : vicePrincipal, other: vicePrincipal },
    principal: { red: redAtOnce ? before(Math.min(redPrincipalAfterHours, principalAfterHours)) : principal, other: principal },
  };
}

type Columns = ExpressionBuilder<Schema, 'obligation' | 'case_file'>;

function reached(eb: Columns, bound: { readonly red: Instant; readonly other: Instant }): Expression<SqlBool> {
  const last = eb.case().when('case_file.grade', '=', 'R4').then(bound.red).else(bound.other).end();
  return eb('obligation.due_at', '<=', last);
}

function atLevel(eb: Columns, filter: OverdueFilter): Expression<SqlBool> {
  const { vicePrincipal, principal } = boundsOf(filter);
  switch (filter.level) {
    case undefined:
      return sql<SqlBool>`1`;
    case 'owner':
      return eb.and([eb.not(reached(eb, vicePrincipal)), eb.not(reached(eb, principal))]);
    case 'vice_principal':
      return eb.and([reached(eb, vicePrincipal), eb.not(reached(eb, principal))]);
    case 'principal':
      return reached(eb, principal);
  }
}

function overdue(reader: Reader, filter: OverdueFilter) {
  return reader
    .selectFrom('obligation')
    .innerJoin('case_file', 'case_file.id', 'obligation.case_id')
    .where('obligation.end', 'is', null)
    .where('obligation.due_at', '>=', '0')
    .where('obligation.due_at', '<', filter.now)
    .where((eb) => atLevel(eb, filter));
}

/** A counsellor answers in person, everybody else by office. */
export type OwnerOverdue = { readonly ownerUserId: UserId | null; readonly ownerName: string | null; readonly ownerRole: Role; readonly overdue: number };

export type OverdueWall = {
  readonly total: number;
  /** By whoever owes it, most first. */
  readonly byOwner: readonly OwnerOverdue[];
  readonly rows: readonly DueRow[];
};

/** Everything open and overdue, put off or not, whoever owes it: the longest overdue first, a page of it, and how many there are. */
export async function overdueWall(reader: Reader, filter: OverdueFilter): Promise<OverdueWall> {
  const owners = await overdue(reader, filter)
    .leftJoin('user_account', 'user_account.id', 'obligation.responsible_user_id')
    .select((eb) => ['obligation.responsible_user_id', 'obligation.owner_role', 'user_account.display_name', eb.fn.countAll<number>().as('n')])
    .groupBy(['obligation.responsible_user_id', 'obligation.owner_role'])
    .execute();
  const page = await overdue(reader, filter)
    .select('obligation.id')
    .orderBy('obligation.due_at')
    .orderBy('obligation.id')
    .limit(pageSize(filter.limit))
    .offset(filter.offset ?? 0)
    .execute();
  const ids = page.map(({ id }) => id);
  const rows = await dutiesByIds(reader, ids);
  return {
    total: owners.reduce((sum, { n }) => sum + n, 0),
    byOwner: owners
      .map((row) => ({
        ownerUserId: row.responsible_user_id as UserId | null,
        ownerName: row.display_name,
        ownerRole: row.owner_role as Role,
        overdue: row.n,
      }))
      .toSorted((a, b) => b.overdue - a.overdue || (nameOf(a) < nameOf(b) ? -1 : 1)),
    rows: ids.flatMap((id) => rows.get(id) ?? []),
  };
}

function nameOf({ ownerName, ownerRole }: OwnerOverdue): string {
  return `${ownerName ?? ''} ${ownerRole}`;
}

type Span = { readonly after: Instant; readonly until: Instant; readonly now: Instant };

/** Open duties due after the first moment and not after the second, all before now: on an index alone. */
function dueIn(reader: Reader, { after, until, now }: Span) {
  return reader
    .selectFrom('obligation')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('obligation.end', 'is', null)
    .where('obligation.due_at', '>', after)
    .where('obligation.due_at', '<=', until)
    .where('obligation.due_at', '<', now);
}

/** The same of red cases: the case of each is looked at, so the span is to be short. */
function redDueIn(reader: Reader, span: Span) {
  return dueIn(reader, span).innerJoin('case_file', 'case_file.id', 'obligation.case_id').where('case_file.grade', '=', sql.lit('R4'));
}

const beforeAll = '0' as Instant;

type Escalated = {
  readonly now: Instant;
  readonly beforeAll: Instant;
  readonly vicePrincipal: Instant;
  readonly vicePrincipalRed: Instant;
  readonly principal: Instant;
  readonly principalRed: Instant;
};

/**
 * What has reached either leader, by the hours of other cases, and what the shorter hours of red ones add. Most of what is overdue has been so for
 * long, in red cases and others alike: only the days between are looked at case by case.
 */
const escalatedParts = fixedSelect((reader: Reader, at: Escalated) => {
  const { now } = at;
  return reader.selectNoFrom([
    dueIn(reader, { after: at.beforeAll, until: at.principal, now }).as('principal'),
    redDueIn(reader, { after: at.principal, until: at.principalRed, now }).as('principal_red'),
    dueIn(reader, { after: at.principal, until: at.vicePrincipal, now }).as('vice_principal'),
    redDueIn(reader, { after: at.vicePrincipal, until: at.vicePrincipalRed, now }).as('vice_principal_red'),
  ]);
});

/** How many overdue duties stand at this level now. */
export async function countEscalated(reader: Reader, at: OverdueAt & { readonly level: EscalationLevel }): Promise<number> {
  const { vicePrincipal, principal } = boundsOf(at);
  const nested = principal.other <= vicePrincipal.other && principal.red <= vicePrincipal.red;
  if (at.level === 'owner' || !nested) {
    const row = await overdue(reader, at)
      .select((eb) => eb.fn.countAll<number>().as('n'))
      .executeTakeFirstOrThrow();
    return row.n;
  }
  const bounds = { vicePrincipal: vicePrincipal.other, vicePrincipalRed: vicePrincipal.red, principal: principal.other, principalRed: principal.red };
  const [row] = await escalatedParts(reader, { ...bounds, beforeAll, now: at.now });
  const principalRed = row?.principal_red ?? 0;
  // Whatever has reached the principal has reached the vice principal before.
  return at.level === 'principal' ? (row?.principal ?? 0) + principalRed : (row?.vice_principal ?? 0) + (row?.vice_principal_red ?? 0) - principalRed;
}

const ends = { done: 'done', done_late: 'doneLate', missed: 'missed', excused: 'excused', superseded: 'superseded' } as const;
type Counts = { -readonly [Key in Exclude<keyof Compliance, 'onTime'>]: Compliance[Key] };

function rateOf({ done, doneLate, missed, lapsed, openOverdue }: Counts): number | null {
  const owed = done + doneLate + missed + lapsed + openOverdue;
  return owed === 0 ? null : done / owed;
}

/** The column holds the five ends or nothing. */
function countOf(end: string | null, late: boolean): Exclude<keyof Counts, 'clause'> {
  if (end === null) return late ? 'openOverdue' : 'open';
  return end === 'superseded' && late ? 'lapsed' : ends[end as keyof typeof ends];
}

/** What `complianceOf` says of every duty of the register that is due in the span, counted by the database. */
export async function compliance(
  reader: Reader,
  { from, to, now }: { readonly from: PlainDate; readonly to: PlainDate; readonly now: Instant },
): Promise<readonly Compliance[]> {
  // Open and overdue, or superseded when it was overdue.
  const late = sql<number>`(CASE WHEN "end" IS NULL THEN "due_at" < ${now} WHEN "end" = 'superseded' THEN "ended_at" > "due_at" ELSE 0 END)`;
  const rows = await reader
    .selectFrom('obligation')
    .select((eb) => ['clause', 'end', eb.fn.countAll<number>().as('n'), sql<number>`sum(${late})`.as('late')])
    .where('due_at', '>=', startOf(from))
    .where('due_at', '<=', endOf(to))
    // In the order of the index: a third column to group by would have every row sorted.
    .groupBy(['clause', 'end'])
    .execute();
  const clauses = new Map<string, Counts>();
  for (const row of rows) {
    const counts = clauses.get(row.clause) ?? {
      clause: row.clause,
      done: 0,
      doneLate: 0,
      missed: 0,
      excused: 0,
      superseded: 0,
      lapsed: 0,
      open: 0,
      openOverdue: 0,
    };
    counts[countOf(row.end, false)] += row.n - row.late;
    if (row.late > 0) counts[countOf(row.end, true)] += row.late;
    clauses.set(row.clause, counts);
  }
  return [...clauses.values()].toSorted((a, b) => (a.clause < b.clause ? -1 : 1)).map((counts) => ({ ...counts, onTime: rateOf(counts) }));
}

/** Obligations of the whole register: open, overdue, and by how they ended. */
export async function obligationSummary(
  reader: Reader,
  now: Instant,
): Promise<{ readonly open: number; readonly overdue: number; readonly byEnd: Readonly<Record<string, number>> }> {
  const standing = await reader
    .selectFrom('obligation')
    .select((eb) => [eb.fn.countAll<number>().as('n'), sql<number>`coalesce(sum("due_at" < ${now}), 0)`.as('overdue')])
    .where('end', 'is', null)
    .where('due_at', '>=', '0')
    .executeTakeFirstOrThrow();
  const ended = await reader
    .selectFrom('obligation')
    .select((eb) => ['end', eb.fn.countAll<number>().as('n')])
    .where('ended_at', 'is not', null)
    .groupBy('end')
    .execute();
  return { open: standing.n, overdue: standing.overdue, byEnd: Object.fromEntries(ended.flatMap(({ end, n }) => (end === null ? [] : [[end, n]]))) };
}
