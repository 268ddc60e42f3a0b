/** How the clauses were kept over a span of days. */
import { endOf, startOf, type Instant, type PlainDate } from '../time.ts';
import type { ObligationEnd } from '../vocabulary.ts';

/** What is counted: duties of cases, or clocks of the office. */
export type Kept = { readonly clause: string; readonly dueAt: Instant; readonly end: ObligationEnd | null; readonly endedAt: Instant | null };

export type Compliance = {
  readonly clause: string;
  readonly done: number;
  readonly doneLate: number;
  readonly missed: number;
  readonly excused: number;
  /** Pointless before it was due. */
  readonly superseded: number;
  /** Superseded after its due moment: what was overdue is not undone by the entry that ended it. */
  readonly lapsed: number;
  /** Not overdue. */
  readonly open: number;
  readonly openOverdue: number;
  /** done / (done + doneLate + missed + lapsed + openOverdue); null when nothing was owed. */
  readonly onTime: number | null;
};

/** Per clause, in order of its code: duties due from the first to the last day of the span, as they stand at `now`. */
export function complianceOf(
  duties: readonly Kept[],
  { from, to, now }: { readonly from: PlainDate; readonly to: PlainDate; readonly now: Instant },
): readonly Compliance[] {
  const [first, last] = [startOf(from), endOf(to)];
  const due = duties.filter(({ dueAt }) => dueAt >= first && dueAt <= last);
  return [...Map.groupBy(due, ({ clause }) => clause)].sort(([a], [b]) => (a < b ? -1 : 1)).map(([clause, group]) => countsOf(clause, group, now));
}

function countsOf(clause: string, duties: readonly Kept[], now: Instant): Compliance {
  const count = (end: ObligationEnd): number => duties.filter((duty) => duty.end === end).length;
  const openOverdue = duties.filter(({ end, dueAt }) => end === null && dueAt < now).length;
  const open = duties.filter(({ end }) => end === null).length - openOverdue;
  const [done, doneLate, missed] = [count('done'), count('done_late'), count('missed')];
  const lapsed = duties.filter(({ end, endedAt, dueAt }) => end === 'superseded' && endedAt !== null && endedAt > dueAt).length;
  const owed = done + doneLate + missed + lapsed + openOverdue;
  const onTime = owed === 0 ? null : done / owed;
  const superseded = count('superseded') - lapsed;
  return { clause, done, doneLate, missed, excused: count('excused'), superseded, lapsed, open, openOverdue, onTime };
}
