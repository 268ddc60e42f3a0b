/** 复学申诉: the family does not accept that the return was put off (dossier §3.9). */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { date, line, longText, openStages, schoolStaffRoles, refuseFutureDay } from './fields.ts';

export const returnAppealed = defineEvent({
  type: 'return_appealed',
  version: 1,
  payload: z.strictObject({ by: line, reason: longText, on: date }),
  example: { by: '欧阳女士', reason: '医院已出具可恢复学习的意见，希望重新评估。', on: date.parse('2026-11-30') },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: openStages,
  documents: [],
  listing: { group: 'leave', measure: null },
  confidential: [],
  correctable: ['by', 'reason', 'on'],
  guard: (state) => {
    if (state.returning?.conclusion !== 'deferred') return refuse('RETURN_NOT_DEFERRED');
    return state.returning.appealedAt === null ? null : refuse('APPEAL_OPEN_ALREADY');
  },
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.on, recording),
  apply: (state, { happenedAt }) => ({ ...state, returning: state.returning === null ? null : { ...state.returning, appealedAt: happenedAt } }),
});
