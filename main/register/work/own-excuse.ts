/** Whether a leader excuses what they owe themselves while another could judge it. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { dutyById } from '../../../db/queries/duties.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { Payload } from '../../../domain/events/define-event.ts';
import { definitionOf } from '../../../domain/events/registry.ts';
import { excusesOwn } from '../../../domain/excusing.ts';
import type { CaseId } from '../../../domain/ids.ts';
import type { OpenSession } from '../session.ts';
import { rulesOf } from './rule-packs.ts';

type Entry = { readonly caseId: CaseId; readonly type: string; readonly payload: Payload };

/** A duty that does not stand in the case is left to the rules of the event. */
export async function refusalOfOwnExcuse(reader: Reader, { user }: Pick<OpenSession, 'user'>, entry: Entry): Promise<Refusal<'EXCUSE_OWN'> | null> {
  const { obligationId } = entry.payload;
  if (entry.type !== 'obligation_excused' || typeof obligationId !== 'string') return null;
  const duty = await dutyById(reader, obligationId);
  if (duty === null || duty.caseId !== entry.caseId) return null;
  return refusalOf(reader, user, { ownerRole: duty.ownerRole, ownerId: duty.ownerUserId });
}

/** The same of a period of an office clock (`ruleId:period`), which belongs to a role and to no case. A rule that no pack knows is left to whoever looks for the duty. */
export async function refusalOfOwnOfficeExcuse(reader: Reader, { user, office }: OpenSession, dutyId: string): Promise<Refusal<'EXCUSE_OWN'> | null> {
  const { current, packs } = await rulesOf(reader);
  const [ruleId] = dutyId.split(':');
  const known = [current, ...packs.values()].flatMap((pack) => pack.office);
  const ownerRole = known.find(({ id }) => id === ruleId)?.owner[office.kind];
  return ownerRole === undefined ? null : refusalOf(reader, user, { ownerRole, ownerId: null });
}

async function refusalOf(reader: Reader, user: OpenSession['user'], duty: Parameters<typeof excusesOwn>[1]): Promise<Refusal<'EXCUSE_OWN'> | null> {
  const leaders = (await userList(reader)).filter(
    ({ role, disabledAt }) => disabledAt === null && definitionOf('obligation_excused').recordedBy.includes(role),
  );
  const people = leaders.map(({ id, role }) => ({ userId: id, role }));
  return excusesOwn({ userId: user.id, role: user.role }, duty, people) ? refusal('EXCUSE_OWN') : null;
}
