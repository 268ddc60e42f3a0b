/** Figures of a week, or of any stretch of time, from events and snapshots: what the weekly report counts. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import type { Reader } from '../tx.ts';

export type Period = { readonly from: Instant; /** Inclusive. */ readonly until: Instant };

export type GradeChange = { readonly caseId: CaseId; readonly from: RiskGrade | null; readonly to: RiskGrade; readonly happenedAt: Instant };

export type WeekFigures = {
  /** Cases that are not closed now, by grade (`none` while undecided). */
  readonly openByGrade: Readonly<Record<RiskGrade | 'none', number>>;
  readonly openCases: number;
  readonly onLeave: number;
  /** Cases whose first event lies in the period. */
  readonly opened: number;
  readonly raised: readonly GradeChange[];
  readonly lowered: readonly GradeChange[];
  /** Number of events of each type that happened in the period. */
  readonly eventsByType: Readonly<Record<string, number>>;
  /** Obligations that ended in the period, by end. */
  readonly endedObligations: Readonly<Record<string, number>>;
  /** Obligations open and past due at the end of the period. */
  readonly overdue: number;
  /** Screening results imported in the period that need a second screening. */
  readonly secondScreening: number;
};

async function openCases(reader: Reader) {
  const rows = await reader
    .selectFrom('case_file')
    .select((eb) => ['grade', 'attendance', eb.fn.countAll<number>().as('n')])
    .where('stage', '!=', 'closed')
    .groupBy(['grade', 'attendance'])
    .execute();
  const openByGrade: Record<RiskGrade | 'none', number> = { none: 0, R0: 0, R1: 0, R2: 0, R3: 0, R4: 0 };
  for (const { grade, n } of rows) openByGrade[(grade as RiskGrade | null) ?? 'none'] += n;
  const onLeave = rows.filter(({ attendance }) => attendance === 'on_leave').reduce((sum, { n }) => sum + n, 0);
  return { openByGrade, openCases: rows.reduce((sum, { n }) => sum + n, 0), onLeave };
}

async function gradeChanges(reader: Reader, { from, until }: Period): Promise<readonly GradeChange[]> {
  const rows = await reader
    .selectFrom('case_event as decided')
    .select([
      'decided.case_id',
      'decided.happened_at',
      sql<RiskGrade>`json_extract("decided"."payload", '$.grade')`.as('to'),
      sql<RiskGrade | null>`(select json_extract("before"."payload", '$.grade') from "case_event" as "before" where "before"."case_id" = "decided"."case_id"
        and "before"."type" = 'grade_decided' and "before"."seq" < "decided"."seq" order by "before"."seq" desc limit 1)`.as('from'),
    ])
    .where('decided.type', '=', 'grade_decided')
    .where('decided.happened_at', '>=', from)
    .where('decided.happened_at', '<=', until)
    .orderBy('decided.happened_at')
    .limit(10_000)
    .execute();
  return rows.map((row) => ({ caseId: row.case_id as CaseId, from: row.from, to: row.to, happenedAt: row.happened_at as Instant }));
}

/** Codes of grades sort like the grades: R0 is the lowest. No grade counts as lower than any. */
function isRaise({ from, to }: GradeChange): boolean {
  return from === null ? to > 'R0' : to > from;
}

/** Counts for a period. Open cases, leave and overdue are as of now; everything else is of the period. */
export async function weekFigures(reader: Reader, period: Period): Promise<WeekFigures> {
  const { from, until } = period;
  const changes = await gradeChanges(reader, period);
  const opened = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('opened_at', '>=', from)
    .where('opened_at', '<=', until)
    .executeTakeFirstOrThrow();
  const events = await reader
    .selectFrom('case_event')
    .select((eb) => ['type', eb.fn.countAll<number>().as('n')])
    .where('happened_at', '>=', from)
    .where('happened_at', '<=', until)
    .groupBy('type')
    .execute();
  const ended = await reader
    .selectFrom('obligation')
    .select((eb) => ['end', eb.fn.countAll<number>().as('n')])
    .where('ended_at', '>=', from)
    .where('ended_at', '<=', until)
    .groupBy('end')
    .execute();
  const overdue = await reader
    .selectFrom('obligation')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('end', 'is', null)
    .where('due_at', '<', until)
    .executeTakeFirstOrThrow();
  return {
    ...(await openCases(reader)),
    opened: opened.n,
    raised: changes.filter(isRaise),
    lowered: changes.filter((change) => change.from !== null && change.to < change.from),
    eventsByType: Object.fromEntries(events.map(({ type, n }) => [type, n])),
    endedObligations: Object.fromEntries(ended.flatMap(({ end, n }) => (end === null ? [] : [[end, n]]))),
    overdue: overdue.n,
    secondScreening: await secondScreenings(reader, period),
  };
}

async function secondScreenings(reader: Reader, { from, until }: Period): Promise<number> {
  const row = await reader
    .selectFrom('screening_result')
    .innerJoin('import_batch', 'import_batch.id', 'screening_result.batch_id')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('import_batch.imported_at', '>=', from)
    .where('import_batch.imported_at', '<=', until)
    .where('screening_result.needs_second', '=', 1)
    .executeTakeFirstOrThrow();
  return row.n;
}
