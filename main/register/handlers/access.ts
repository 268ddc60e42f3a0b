import { refusal } from '../../../contract/errors.ts';
import { fail, ok } from '../../../domain/result.ts';
import { grantOf, levelOf } from '../../../domain/permissions.ts';
import type { Some } from '../context.ts';
import { recordEvent } from '../work/record-event.ts';
import { standingIn } from '../work/standing.ts';

export const accessHandlers: Some<'cases.access'> = {
  'cases.access': async (context, input, tx) => {
    const { session } = context;
    const { caseId, reason, requestId } = input;
    context.subject(caseId);
    const standing = await standingIn(tx, session, caseId);
    if (standing === null) return fail(refusal('CASE_UNKNOWN'));
    const { role } = session.user;
    const granted = grantOf(role);
    const level = levelOf(role, { ...standing, granted });
    if (granted === null || level === 'deny' || level === 'mark') return fail(refusal('ACCESS_FORBIDDEN', { level }));
    // Whoever sees the case anyway needs no reason, and the owner no notice.
    if (levelOf(role, standing) === level) return ok({ level });
    const recorded = await recordEvent(tx, context, {
      caseId,
      expectedVersion: null,
      event: { requestId, type: 'case_accessed', happenedAt: context.now, payload: { reason } },
    });
    if (!recorded.ok) return recorded;
    // A request of an earlier sitting left its reason there: this sitting needs one of its own.
    if (recorded.value.repeated) return fail(refusal('ACCESS_FORBIDDEN', { level: levelOf(role, standing) }));
    context.afterwards(() => void session.grants.set(caseId, granted));
    context.detail({ level });
    context.changed('case.changed', caseId);
    return ok({ level });
  },
};
