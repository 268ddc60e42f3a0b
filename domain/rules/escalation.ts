/** Who beside its owner has to see an overdue duty. Escalating changes no duty: it adds eyes. */
import { msOf, type Instant } from '../time.ts';
import type { RiskGrade } from '../vocabulary.ts';
import { isOpen, type Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';

/** Lowest first; in a centre both leaders' levels are the head's. */
export const escalationLevels = ['owner', 'vice_principal', 'principal'] as const;
export type EscalationLevel = (typeof escalationLevels)[number];

const hourMs = 3_600_000;

/**
 * How far a duty has escalated at `now`: with its owner until it is overdue, then by the hours that the pack allows. A red case
 * (R4) reaches the vice principal at once and the principal sooner, where the pack says so.
 */
export function escalationOf(
  obligation: Pick<Obligation, 'end' | 'dueAt'>,
  { now, grade, pack }: { readonly now: Instant; readonly grade: RiskGrade | null; readonly pack: Pick<RulePack, 'escalation'> },
): EscalationLevel {
  if (!isOpen(obligation) || obligation.dueAt >= now) return 'owner';
  const { vicePrincipalAfterHours, principalAfterHours, redAtOnce, redPrincipalAfterHours } = pack.escalation;
  const red = redAtOnce && grade === 'R4';
  const hours = (msOf(now) - msOf(obligation.dueAt)) / hourMs;
  if (hours >= (red ? Math.min(redPrincipalAfterHours, principalAfterHours) : principalAfterHours)) return 'principal';
  return red || hours >= vicePrincipalAfterHours ? 'vice_principal' : 'owner';
}
