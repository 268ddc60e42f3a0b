/** 等待他人: the duty waits for somebody outside; it says for whom and when they are asked again. What is due stays due. */
import { refuse } from '../refusal.ts';
import { longestWaitOf } from '../resting.ts';
import { addDays, dateOf } from '../time.ts';
import { WaitingFor } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, obligationRef, dutyStages, optionalText, refuseUnlessOpen, staffRoles } from './fields.ts';

export const obligationWaiting = defineEvent({
  type: 'obligation_waiting',
  version: 1,
  payload: z.strictObject({ obligationId: obligationRef, waitingFor: WaitingFor, chaseOn: date, note: optionalText }),
  example: {
    obligationId: '0198c5a0-0000-7000-8000-00000000000e:T_REFERRAL_REPLY:main:1',
    waitingFor: 'hospital',
    chaseOn: date.parse('2026-10-08'),
    note: '医务科答复下周出具回执。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: dutyStages,
  documents: [],
  listing: { group: 'duty', measure: null, offMenu: true },
  confidential: [],
  correctable: ['note'],
  guard: (state, payload, recording) => {
    const closed = refuseUnlessOpen(payload.obligationId, recording);
    if (closed !== null) return closed;
    const today = dateOf(recording.now);
    const days = longestWaitOf(state);
    return payload.chaseOn < today || payload.chaseOn > addDays(today, days) ? refuse('CHASE_OUT_OF_RANGE', { days }) : null;
  },
  apply: (state) => state,
});
