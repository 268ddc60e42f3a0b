/** 推迟提醒: the reminder waits, once, for at most a week; what is owed and when it is due stay as they are. Never where life is at stake. */
import { refuse } from '../refusal.ts';
import { isLifeAtStake, longestSnoozeDays } from '../resting.ts';
import { addDays, dateOf } from '../time.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, longText, obligationRef, dutyStages, refuseUnlessOpen, staffRoles } from './fields.ts';

export const obligationSnoozed = defineEvent({
  type: 'obligation_snoozed',
  version: 1,
  payload: z.strictObject({ obligationId: obligationRef, until: date, reason: longText }),
  example: {
    obligationId: '0198c5a0-0000-7000-8000-00000000000e:T_REFERRAL_REPLY:main:1',
    until: date.parse('2026-10-05'),
    reason: '医院门诊预约排在下周一。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: dutyStages,
  documents: [],
  listing: { group: 'duty', measure: null, offMenu: true },
  confidential: [],
  correctable: ['reason'],
  guard: (state, payload, recording) => {
    const closed = refuseUnlessOpen(payload.obligationId, recording);
    if (closed !== null) return closed;
    if (recording.openObligations.some(({ id, snoozedTo }) => id === payload.obligationId && snoozedTo !== null)) return refuse('SNOOZED_ALREADY');
    if (isLifeAtStake(state)) return refuse('SNOOZE_FORBIDDEN');
    const today = dateOf(recording.now);
    return payload.until < today || payload.until > addDays(today, longestSnoozeDays) ? refuse('SNOOZE_TOO_LONG', { days: longestSnoozeDays }) : null;
  },
  apply: (state) => state,
});
