/** Why do I have this, and why is it still open: one duty in the words of its pack. */
import type { Explanation } from '../../../contract/duties.ts';
import { dutyById } from '../../../db/queries/duties.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import { caseById } from '../../../db/queries/cases.ts';
import type { CaseEvent } from '../../../domain/events/define-event.ts';
import { obligationExcused } from '../../../domain/events/obligation-excused.ts';
import { mayRecord } from '../../../domain/permissions.ts';
import { allowedEvents } from '../../../domain/record.ts';
import { explain } from '../../../domain/rules/explain.ts';
import { isOpen } from '../../../domain/rules/obligation.ts';
import type { CallContext } from '../context.ts';
import { isByHand } from './by-hand.ts';
import { caseLog } from './case-log.ts';
import { obligationView } from './obligation-views.ts';
import { rulesOf } from './rule-packs.ts';
import { standingIn } from './standing.ts';

/** Null when there is no such duty. */
export async function explanationView(reader: Reader, context: CallContext, obligationId: string): Promise<Explanation | null> {
  const duty = await dutyById(reader, obligationId);
  if (duty === null) return null;
  const { packs } = await rulesOf(reader);
  const events = await caseLog(reader, duty.caseId);
  const reasons = explain({ obligation: duty, events, packs });
  const found = await caseById(reader, duty.caseId);
  const standing = await standingIn(reader, context.session, duty.caseId);
  if (reasons === null || found === null || standing === null) throw new Error('a stored duty has its case, its entry and its rule');
  const names = new Map((await userList(reader)).map((one) => [one.id, one.displayName]));
  const entry = ({ id: eventId, type, happenedAt, recordedAt, recordedBy }: CaseEvent): Explanation['openedBy'] => ({
    eventId,
    type,
    happenedAt,
    recordedAt,
    recordedByName: names.get(recordedBy) ?? '',
  });
  const { user, office } = context.session;
  const allowed: ReadonlySet<string> = new Set(allowedEvents(found.state, user.role, office.kind));
  const clause = packs.get(duty.packVersion)?.clauses[duty.clause];
  return {
    duty: obligationView(duty, { packs, now: context.now, events }),
    clauseTitleZh: clause?.title.zh ?? duty.clause,
    clauseTitleEn: clause?.title.en ?? duty.clause,
    clauseText: clause?.text ?? '',
    clauseSource: clause?.source ?? '',
    openedBy: entry(reasons.openedBy),
    because: [...reasons.because],
    due: reasons.due,
    tried: reasons.tried.map(entry),
    endedBy: reasons.endedBy === null ? null : entry(reasons.endedBy),
    excuse: reasons.endedBy?.type === 'obligation_excused' ? obligationExcused.payload.parse(reasons.endedBy.payload).reason : null,
    settledBy: (isOpen(duty) ? reasons.settledBy : []).map((type) => ({
      type,
      allowed: allowed.has(type) && isByHand(type) && mayRecord(user.role, type, standing),
    })),
  };
}
