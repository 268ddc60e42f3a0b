/** How long the file of a closed case is kept at least. */
import { refuse, type Refusal } from './refusal.ts';
import { dateOf, type Instant, type PlainDate } from './time.ts';

/** A proposal [I] of the dossier (§6.7): no rule names a number for schools; crisis cases are kept until the limitation periods are over. */
const keptYears = 5;

/** Refuses a last day of keeping that comes sooner than that after the closing. */
export function refuseShortRetention(retainUntil: PlainDate, closedAt: Instant | null): Refusal | null {
  if (closedAt === null) return null;
  const closedOn = dateOf(closedAt);
  const earliest = `${Number(closedOn.slice(0, 4)) + keptYears}${closedOn.slice(4)}`;
  return retainUntil < earliest ? refuse('RETENTION_TOO_SHORT', { years: keptYears }) : null;
}
