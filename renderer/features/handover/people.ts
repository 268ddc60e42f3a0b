/** Whose cases somebody may hand over, and to whom. Pure; the register checks again. */
import type { UserSummary } from '../../../contract/shapes.ts';
import { ownerRoles } from '../../../domain/permissions.ts';

/** Who may own cases, and is still here. */
export function ownersOf(people: readonly UserSummary[]): readonly UserSummary[] {
  return people.filter((person) => ownerRoles.includes(person.role) && !person.disabled);
}

/** Whose cases `self` may give away: counsellors their own, leaders anybody's, also of who has left. */
export function giversFor(people: readonly UserSummary[], self: UserSummary): readonly UserSummary[] {
  if (self.role === 'psych_teacher' || self.role === 'center_counselor') return people.filter((person) => person.id === self.id);
  return people.filter((person) => ownerRoles.includes(person.role));
}
