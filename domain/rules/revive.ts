/** What an entry gives back to the duties of a case: those that rested where life is at stake now, and those that a death ended which was recorded in error. */
import type { CaseEvent } from '../events/define-event.ts';
import { isLifeAtStake } from '../resting.ts';
import { dateOf, endOf, laterOf } from '../time.ts';
import type { Moment } from './conditions.ts';
import { advance, endDuty, isStanding, openDutiesOf, type Duty, type Run } from './run.ts';
import { windowOf, type Series } from './windows.ts';

/** From now on nothing is put off, and nothing waits for somebody until a day that was agreed on before. */
export function wake(run: Run, { before, after }: Moment): void {
  if (isLifeAtStake(before) || !isLifeAtStake(after)) return;
  for (const duty of openDutiesOf(run)) duty.obligation = { ...duty.obligation, snoozedTo: null, waitingFor: null, chaseOn: null };
}

/**
 * After a death was withdrawn: what is owed is what would be owed if it had never been an entry (`living`), by the end of the day at the earliest. What
 * ended stays ended: owed again, it is a duty of its own. What only the death had opened ends.
 */
export function revive(run: Run, living: Run, moment: Moment): void {
  const { event } = moment;
  advance(living, event.recordedAt);
  const known = new Map(run.duties.map((duty): [string, Duty] => [duty.obligation.id, duty]));
  const owed = new Set(openDutiesOf(living).map(({ obligation }) => obligation.id));
  for (const duty of openDutiesOf(run)) if (!owed.has(duty.obligation.id)) endDuty(duty, 'superseded', event);
  for (const duty of living.duties) {
    const before = known.get(duty.obligation.id);
    if (!isOwedFrom(event, duty, before)) continue;
    const again = before === undefined ? duty : renamed(duty, event, known);
    add(run, isStanding(again) ? dueFrom(again, event) : again);
  }
  run.series = [...living.series, ...weeksOfLeave(run, living, moment)];
  run.past = living.past;
  run.loopStart = living.loopStart;
  run.buried = [];
}

/** Weeks that went by meanwhile were nobody's to keep; the one that runs may have been kept already. */
function isOwedFrom({ happenedAt }: CaseEvent, duty: Duty, before: Duty | undefined): boolean {
  if (duty.finalAt !== null && duty.obligation.dueAt < happenedAt) return false;
  return isStanding(duty) ? before === undefined || !isStanding(before) : before === undefined && duty.finalAt !== null;
}

/** The same duty under an id of its own: a window is opened by the withdrawal, because the next number is that of the next window. */
function renamed(duty: Duty, event: CaseEvent, known: ReadonlyMap<string, Duty>): Duty {
  const { rule, finalAt, obligation, about } = duty;
  const opener = finalAt === null ? duty.opener : event;
  const idOf = (occurrence: number): string => `${opener.id}:${rule.id}:${obligation.slot}:${occurrence}`;
  let { occurrence } = obligation;
  while (known.has(idOf(occurrence))) occurrence += 1;
  const id = idOf(occurrence);
  return { ...duty, opener, about: { ...about, id, openedBy: opener.id }, obligation: { ...obligation, id, occurrence, openedBy: opener.id } };
}

function dueFrom(duty: Duty, { happenedAt }: CaseEvent): Duty {
  const { obligation } = duty;
  return { ...duty, obligation: { ...obligation, dueAt: laterOf(obligation.dueAt, endOf(dateOf(happenedAt))) } };
}

function add(run: Run, duty: Duty): void {
  run.duties.push(duty);
  if (isStanding(duty)) run.open.push(duty);
}

/** A leave outlives the loop that was closed after the death: its weeks run on as long as the pupil is on leave again. */
function weeksOfLeave(run: Run, living: Run, { event, after }: Moment): readonly Series[] {
  const running = new Set(living.series.map(({ rule }) => rule.id));
  const isOfLeave = ({ opener }: Series): boolean => opener.type === 'leave_started' && opener.happenedAt === after.leave?.startedAt;
  return run.buried.filter((series) => isOfLeave(series) && !running.has(series.rule.id)).map((series) => seriesFrom(series, event));
}

function seriesFrom(series: Series, event: CaseEvent): Series {
  let { next } = series;
  while (next.dueAt < event.happenedAt) next = windowOf(series.opener, series.plan, next.occurrence + 1);
  return { ...series, next };
}
