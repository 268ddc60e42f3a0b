/** 豁免: a leader says why a duty need not or cannot be met. It ends as excused, never as done. Not by whoever owes it: excusing.ts. */
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, obligationRef, dutyStages, refuseUnlessOpen } from './fields.ts';

export const obligationExcused = defineEvent({
  type: 'obligation_excused',
  version: 1,
  payload: z.strictObject({ obligationId: obligationRef, reason: longText }),
  example: { obligationId: '0198c5a0-0000-7000-8000-00000000000e:T_LEAVE_CONTACT:pupil:3', reason: '学生随家长赴外地治疗，医院要求本周不受打扰。' },
  recordedBy: ['vice_principal', 'principal', 'center_head'],
  registers: ['school', 'center'],
  stages: dutyStages,
  documents: [],
  listing: { group: 'duty', measure: null, offMenu: true },
  confidential: [],
  correctable: ['reason'],
  guard: (_state, payload, recording) => refuseUnlessOpen(payload.obligationId, recording),
  apply: (state) => state,
});
