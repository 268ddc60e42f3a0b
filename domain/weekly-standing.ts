/**
 * Cases of which a weekly report need not read the log: what they are now is what they were, but for entries of the week that change neither grade
 * nor judgement. Most open cases are so in most weeks. Where anything is in doubt the answer is no, and the log is read.
 */
import type { CaseState } from './case-state.ts';
import type { CaseEvent } from './events/define-event.ts';
import type { EventType } from './events/registry.ts';
import { endOf, type Instant } from './time.ts';
import type { EventId } from './ids.ts';
import { idsOf, type Standing, type Week } from './weekly-view.ts';

/** Entries after which a case has the grade and the judgement that it had before, is as open as it was, and that say nothing of a hospital or a lead. */
export const routineTypes: readonly EventType[] = [
  'case_accessed',
  'class_observed',
  'counselling_held',
  'follow_up_held',
  'guardian_contacted',
  'obligation_excused',
  'obligation_snoozed',
  'obligation_waiting',
  'peer_observed',
  'pupil_contacted',
];

/** What of a stored state decides; `corrections` of all loops. */
export type Stored = Standing & {
  readonly loop: number;
  readonly diagnosedAt: Instant | null;
  readonly referrals: readonly Pick<CaseState['referrals'][number], 'repliedAt'>[];
  readonly corrections: readonly Pick<CaseState['corrections'][number], 'field'>[];
};

/**
 * Whether the report counts no entry that was recorded and had happened before `since`, and knows them all. Papers that were withdrawn, or made in
 * another order than their weeks, may have left such entries to it.
 */
export function isSettledBefore(since: Instant, week: Week): boolean {
  if (week.asOf < since || week.start < since) return false;
  const { places } = week;
  const below = (moments: readonly Instant[]): readonly Instant[] => [...new Set(moments)].filter((moment) => moment < since);
  // Papers tell two entries apart only by which of these moments each is before or after: one entry between every two stands for all.
  const recorded = [beforeAll, ...below(places.map(({ paper }) => paper.asOf)).map(justAfter)];
  const happened = [beforeAll, ...below(places.map(({ start }) => start)), ...below(places.map(({ end }) => end)).map(justAfter)];
  const entries = recorded.flatMap((recordedAt) => happened.map((happenedAt) => probe(recordedAt, happenedAt)));
  const { mine, later } = idsOf(entries, week);
  return mine.size === 0 && later.size === 0;
}

const beforeAll = '0' as Instant;

/** Sorts after the moment and before every later one. */
function justAfter(moment: Instant): Instant {
  return `${moment}+` as Instant;
}

function probe(recordedAt: Instant, happenedAt: Instant): CaseEvent {
  const id = `${recordedAt} ${happenedAt}` as EventId;
  return { id, recordedAt, happenedAt, type: 'class_observed', payload: null } as CaseEvent;
}

/** @param recent everything of the case that was recorded or had happened since the moment before which all is settled. */
export function needsNoLog(stored: Stored, recent: readonly CaseEvent[], week: Week): boolean {
  const { loop, diagnosedAt, referrals, corrections, version } = stored;
  const quiet = loop === 1 && diagnosedAt === null && referrals.every(({ repliedAt }) => repliedAt === null);
  if (!quiet || version <= recent.length || corrections.some(({ field }) => field === 'happenedAt')) return false;
  const { mine, later } = idsOf(recent, week);
  return recent.every((event) => {
    const told = event.recordedAt <= week.asOf && (mine.has(event.id) || (event.happenedAt <= endOf(week.to) && !later.has(event.id)));
    return told && routineTypes.some((type) => type === event.type);
  });
}
