/** A computer's clock that stands before what its register recorded last: every log is kept by the same clock, and asks the same. */
import { instantOf, msOf, type Instant } from './time.ts';

/** Clocks of office PCs differ; a little future is an honest mistake. */
export const clockToleranceMs = 5 * 60_000;

export type ClockReading = {
  readonly now: Instant;
  /** When the register last recorded anything; null or absent when it never did. */
  readonly lastRecordedAt?: Instant | null;
  /** A person said that the computer's clock is right now: it was ahead before. */
  readonly clockConfirmed?: boolean;
};

/** The moment of the last entry when the clock stands before it and nobody said that it is right now; else null. */
export function clockSetBackTo({ now, lastRecordedAt = null, clockConfirmed = false }: ClockReading): Instant | null {
  return lastRecordedAt !== null && !clockConfirmed && instantOf(msOf(now) + clockToleranceMs) < lastRecordedAt ? lastRecordedAt : null;
}
