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

type Entry = { readonly caseId: CaseId; readonly type: string; readonly payload: Payload };

/** A duty that does not stand in the case is left to the rules of the event. */
export async function refusalOfOwnExcuse(reader: Reader, { user }: Pick<OpenSession, 'user'>, entry: Entry): Promise<Refusal<'EXCUSE_OWN'> | null> {
  const { obligationId } = entry.payload;
  if (entry.type !== 'obligation_excused' || typeof obligationId !== 'string') return null;
  const duty = await dutyById(reader, obligationId);
  if (duty === null || duty.caseId !== entry.caseId) return null;
  const leaders = (await userList(reader)).filter(
    ({ role, disabledAt }) => disabledAt === null && definitionOf('obligation_excused').recordedBy.includes(role),
  );
  const people = leaders.map(({ id, role }) => ({ userId: id, role }));
  const of = { ownerRole: duty.ownerRole, ownerId: duty.ownerUserId };
  return excusesOwn({ userId: user.id, role: user.role }, of, people) ? refusal('EXCUSE_OWN') : null;
}
