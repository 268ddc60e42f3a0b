/** The demo's own time: it stands still while an operation runs and goes on between operations, never back. */
import { instantOf, msOf, type Instant } from '../../domain/time.ts';

export type StagedClock = {
  readonly now: () => Instant;
  /** Moves on to a moment; one that has passed already leaves the clock where it is. */
  readonly moveTo: (at: Instant) => void;
  /** Some seconds go by, as between two things that a person does. */
  readonly tick: () => void;
};

const tickMs = 7000;

export function stagedClock(start: Instant): StagedClock {
  let now = msOf(start);
  return {
    now: () => instantOf(now),
    moveTo: (at) => {
      now = Math.max(now, msOf(at));
    },
    tick: () => {
      now += tickMs;
    },
  };
}
