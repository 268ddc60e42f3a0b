/** What an entry gives back to the duties of a case: those that rested where life is at stake now, and those that a death ended which was recorded in error. */
import { isLifeAtStake } from '../resting.ts';
import { dateOf, endOf, laterOf } from '../time.ts';
import type { Moment } from './conditions.ts';
import { addDuty, openDutiesOf, type Duty, type Run } from './run.ts';
import { windowOf, type Series } from './windows.ts';

/** From now on nothing is put off, and nothing waits for somebody until a day that was agreed on before. */
export function wake(run: Run, { before, after }: Moment): void {
  if (isLifeAtStake(before) || !isLifeAtStake(after)) return;
  for (const duty of openDutiesOf(run)) duty.obligation = { ...duty.obligation, snoozedTo: null, waitingFor: null, chaseOn: null };
}

/**
 * After a death was withdrawn: what it superseded in this loop is owed again, by the end of the day at the earliest, as a duty of its own, because what ended
 * stays ended. Weeks that went by meanwhile were nobody's to keep.
 */
export function revive(run: Run, moment: Moment): void {
  const { death } = moment.before;
  if (moment.event.type !== 'death_withdrawn' || death === null) return;
  const ended = run.duties.filter(({ obligation }) => obligation.end === 'superseded' && obligation.endedBy === death.eventId);
  if (death.loop === moment.after.loop) for (const duty of ended) reviveDuty(run, duty, moment);
  const running = new Set(run.series.map(({ rule }) => rule.id));
  for (const series of run.buried) if (!running.has(series.rule.id)) run.series.push(seriesFrom(series, moment));
  run.buried = [];
}

function reviveDuty(run: Run, { rule, owner, rootAt, finalAt, opener, about, obligation }: Duty, { event }: Moment): void {
  const openedAt = event.happenedAt;
  // A week that is over is over; one that still runs has to be told from itself before the death.
  if (finalAt !== null && obligation.dueAt < openedAt) return;
  const { packVersion, slot, estimated, occurrence } = obligation;
  const dueAt = laterOf(obligation.dueAt, endOf(dateOf(openedAt)));
  const again = finalAt === null ? { opener, occurrence: occurrence + 1 } : { opener: event, occurrence };
  addDuty(run, { ...again, planVersion: about.planVersion, rule, owner, packVersion, slot, estimated, openedAt, dueAt, rootAt, finalAt });
}

function seriesFrom(series: Series, { event }: Moment): Series {
  let { next } = series;
  while (next.dueAt < event.happenedAt) next = windowOf(series.opener, series.plan, next.occurrence + 1);
  return { ...series, next };
}
