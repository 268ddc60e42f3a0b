/** 试读期结束: full attendance, more time, or back on leave. Also ends part-time attendance. */
import { isOnTrial, withAttendance } from '../attendance.ts';
import { refuse } from '../refusal.ts';
import { dateOf } from '../time.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, openStages, optionalDate, schoolStaffRoles } from './fields.ts';

export const trialEnded = defineEvent({
  type: 'trial_ended',
  version: 1,
  payload: z.strictObject({ outcome: z.enum(['full', 'extended', 'back_on_leave']), until: optionalDate, summary: longText }),
  example: { outcome: 'full', until: null, summary: '试读四周出勤稳定，情绪平稳，恢复全日制在校。' },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: openStages,
  documents: ['D17'],
  listing: { group: 'leave', measure: '试读期结束' },
  confidential: [],
  correctable: ['summary'],
  guard: (state, payload, { happenedAt }) => {
    if (!isOnTrial(state)) return refuse('NOT_ON_TRIAL');
    if (payload.outcome !== 'extended') return null;
    if (payload.until === null) return refuse('RETURN_UNTIL_MISSING');
    return payload.until < dateOf(happenedAt) ? refuse('LEAVE_DATES_REVERSED') : null;
  },
  apply: (state, { happenedAt, payload }) => {
    if (payload.outcome === 'extended') return { ...state, trialUntil: payload.until };
    const over = { ...state, trialUntil: null };
    if (payload.outcome === 'full') return withAttendance(over, 'at_school');
    return withAttendance({ ...over, leave: { from: dateOf(happenedAt), until: null, startedAt: happenedAt }, returnedAt: null, watchSince: null });
  },
});
