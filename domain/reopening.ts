/**
 * From when a closed case may be opened again. The new loop begins after everything of the old one: dated back into it, its clocks and the cycle
 * that a lowering needs would count days in which the old loop still ran or nobody looked.
 */
import type { CaseState } from './case-state.ts';
import { laterOf, type Instant } from './time.ts';

type Circumstances = { readonly happenedAt: Instant; readonly now: Instant };

/** The moment of the last entry; null where nothing binds: entries made while the computer's clock was ahead must not lock a pupil out. */
function earliestOf({ lastEventAt }: Pick<CaseState, 'lastEventAt'>, now: Instant): Instant | null {
  return lastEventAt !== null && lastEventAt <= now ? lastEventAt : null;
}

/** Whether the case was still in its old loop then. */
export function isBeforeReopening(state: Pick<CaseState, 'lastEventAt'>, { happenedAt, now }: Circumstances): boolean {
  const earliest = earliestOf(state, now);
  return earliest !== null && happenedAt < earliest;
}

/** When the new loop begins for the sake of something that happened then, perhaps before the old one was over. */
export function reopeningFor(state: Pick<CaseState, 'lastEventAt'>, { happenedAt, now }: Circumstances): Instant {
  return laterOf(earliestOf(state, now), happenedAt);
}
