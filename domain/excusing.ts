/**
 * Who may excuse a duty. The register is a school's proof that it did what it had to (dossier §6.3, accident rule art. 10(5)), and what nobody else looked
 * at proves nothing: as access needs somebody else's approval (§6.2, art. 36), so does a duty that is let go. A leader who owes it leaves that to
 * another leader. Where no other leader of the office could, they may: a duty that nobody can excuse would hold the case open for ever, and the excuse
 * stands in the log with its reason and their name.
 */
import type { UserId } from './ids.ts';
import { ownerRoles } from './permissions.ts';
import type { Role } from './vocabulary.ts';

type Person = { readonly userId: UserId; readonly role: Role };
type Duty = {
  readonly ownerRole: Role;
  /** Owner of its case. */
  readonly ownerId: UserId | null;
};

/** A counsellor's duty is the owner's of the case, whatever their role; what a leader owes is anybody's of that role. */
function owes({ userId, role }: Person, { ownerRole, ownerId }: Duty): boolean {
  const counsellors: readonly Role[] = ['psych_teacher', 'center_counselor'];
  if (counsellors.includes(ownerRole)) return userId === ownerId && ownerRoles.includes(role);
  return role === ownerRole;
}

/** Whether the leader would let go a duty of their own though another of `leaders`, who are still in the office, could judge it. */
export function excusesOwn(leader: Person, duty: Duty, leaders: readonly Person[]): boolean {
  return owes(leader, duty) && leaders.some((other) => other.userId !== leader.userId && !owes(other, duty));
}
