/** What is owed: obligations still open, by due moment, for the roles of the person who looks. */
import { sql } from 'kysely';
import { instantOf, msOf } from '../../domain/time.ts';
import type { CaseId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { RiskGrade, Role } from '../../domain/vocabulary.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import type { Reader } from '../tx.ts';
import { obligationOf } from './cases.ts';
import { pageSize } from './case-list.ts';

export type DueRow = ObligationRecord & { readonly caseNo: string; readonly pupilName: string; readonly className: string; readonly grade: RiskGrade | null };

export type DueWindow = {
  readonly roles: readonly Role[];
  /** Due later than this; null from the beginning. */
  readonly after: Instant | null;
  /** Due at this moment or earlier (limits end on the last millisecond of a day); null without end. */
  readonly until: Instant | null;
};

function open(reader: Reader, window: DueWindow) {
  return (
    reader
      .selectFrom('obligation')
      .where('obligation.end', 'is', null)
      .where('obligation.owner_role', 'in', window.roles)
      // Bounds are always given, so that the partial index is searched and not walked.
      .where('obligation.due_at', '>', window.after ?? '0')
      .where('obligation.due_at', '<=', window.until ?? '9999')
  );
}

/** Open obligations of the window, earliest first, at most 200. */
export async function openObligations(reader: Reader, window: DueWindow, limit = 200): Promise<readonly DueRow[]> {
  if (window.roles.length === 0) return [];
  const rows = await open(reader, window)
    .innerJoin('case_file', 'case_file.id', 'obligation.case_id')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .selectAll('obligation')
    .select(['case_file.case_no', 'case_file.grade', 'pupil.name', 'pupil.class_name'])
    .orderBy('obligation.due_at')
    .orderBy('obligation.id')
    .limit(pageSize(limit))
    .execute();
  return rows.map((row) => ({
    ...obligationOf(row),
    caseNo: row.case_no,
    pupilName: row.name,
    className: row.class_name,
    grade: row.grade as RiskGrade | null,
  }));
}

/** How many open obligations lie in the window. */
export async function countOpenObligations(reader: Reader, window: DueWindow): Promise<number> {
  if (window.roles.length === 0) return 0;
  const row = await open(reader, window)
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return row.n;
}

export type TodayBoard = {
  readonly overdue: readonly DueRow[];
  /** Due from now until the end of today. */
  readonly today: readonly DueRow[];
  /** Due after today until the end of the week. */
  readonly week: readonly DueRow[];
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
};

async function countsBeside(reader: Reader, roles: readonly Role[]) {
  const leads = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('stage', '=', 'lead')
    .executeTakeFirstOrThrow();
  const waiting = await reader
    .selectFrom('screening_result')
    .select((eb) => [eb.fn.countAll<number>().as('n'), sql<number>`coalesce(sum("urgent"), 0)`.as('urgent')])
    .where('needs_second', '=', 1)
    .where('taken_up_case_id', 'is', null)
    .where('outcome', 'is', null)
    .executeTakeFirstOrThrow();
  const toSign = await reader
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', '=', 'issued')
    .where('sign_role', 'in', roles)
    .executeTakeFirstOrThrow();
  const inbox = await reader
    .selectFrom('package')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('status', '=', 'quarantined')
    .executeTakeFirstOrThrow();
  return { leads: leads.n, urgentScreening: waiting.urgent, waitingScreening: waiting.n, toSign: toSign.n, inbox: inbox.n };
}

/** Everything the Today page shows. `endOfToday` and `endOfWeek` are the last milliseconds of those days. */
export async function todayBoard(
  reader: Reader,
  at: { readonly roles: readonly Role[]; readonly now: Instant; readonly endOfToday: Instant; readonly endOfWeek: Instant },
): Promise<TodayBoard> {
  const { roles, now, endOfToday } = at;
  // On the last day of a week both ends are the same moment, and nothing lies between.
  const endOfWeek = at.endOfWeek > endOfToday ? at.endOfWeek : endOfToday;
  const justBefore = instantOf(msOf(now) - 1);
  const overdue: DueWindow = { roles, after: null, until: justBefore };
  return {
    overdue: await openObligations(reader, overdue),
    today: await openObligations(reader, { roles, after: justBefore, until: endOfToday }),
    week: await openObligations(reader, { roles, after: endOfToday, until: endOfWeek }),
    overdueTotal: await countOpenObligations(reader, overdue),
    later: await countOpenObligations(reader, { roles, after: endOfWeek, until: null }),
    ...(await countsBeside(reader, roles)),
  };
}

export type MissedCase = {
  readonly caseId: CaseId;
  readonly caseNo: string;
  readonly pupilName: string;
  readonly className: string;
  readonly obligations: readonly ObligationRecord[];
};

/** Open cases in which a week was missed, with all obligations of each in order of opening: few, because only a leave has such weeks. */
export async function missedCases(reader: Reader): Promise<readonly MissedCase[]> {
  const rows = await reader
    .selectFrom('obligation')
    .innerJoin('case_file', 'case_file.id', 'obligation.case_id')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .selectAll('obligation')
    .select(['case_file.case_no', 'pupil.name', 'pupil.class_name'])
    .where('case_file.stage', '!=', 'closed')
    .where('obligation.case_id', 'in', (eb) =>
      eb.selectFrom('obligation as missed').select('missed.case_id').where('missed.end', '=', 'missed').where('missed.ended_at', '>=', '0'),
    )
    .orderBy('obligation.case_id')
    .orderBy('obligation.opened_at')
    .orderBy('obligation.id')
    .limit(20_000)
    .execute();
  const cases = new Map<string, { readonly place: Omit<MissedCase, 'obligations'>; readonly obligations: ObligationRecord[] }>();
  for (const row of rows) {
    const place = { caseId: row.case_id as CaseId, caseNo: row.case_no, pupilName: row.name, className: row.class_name };
    const known = cases.get(row.case_id) ?? { place, obligations: [] };
    known.obligations.push(obligationOf(row));
    cases.set(row.case_id, known);
  }
  return [...cases.values()].map(({ place, obligations }) => ({ ...place, obligations }));
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
  const ends = await reader
    .selectFrom('obligation')
    .select((eb) => ['end', eb.fn.countAll<number>().as('n')])
    .where('ended_at', '>=', '0')
    .groupBy('end')
    .execute();
  return { open: standing.n, overdue: standing.overdue, byEnd: Object.fromEntries(ends.flatMap(({ end, n }) => (end === null ? [] : [[end, n]]))) };
}
