/** The only reader of the machine's clock. Everything else is handed `now`. */
import { instantOf, type Instant } from '../../domain/time.ts';

export type Clock = () => Instant;

export function systemClock(): Instant {
  return instantOf(Date.now());
}
