/** 豁免: a leader says why a duty need not or cannot be met. It ends as excused, never as done. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, openStages } from './fields.ts';

export const obligationExcused = defineEvent({
  type: 'obligation_excused',
  version: 1,
  payload: z.strictObject({ obligationId: z.string().min(1).max(200).meta({ widget: 'reference', of: 'obligation' }), reason: longText }),
  example: { obligationId: '0198c5a0-0000-7000-8000-00000000000e:T_LEAVE_CONTACT:pupil:3', reason: '学生随家长赴外地治疗,医院要求本周不受打扰。' },
  recordedBy: ['vice_principal', 'principal', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: [],
  confidential: [],
  correctable: ['reason'],
  guard: (_state, payload, { openObligations }) =>
    openObligations.some((obligation) => obligation.id === payload.obligationId) ? null : refuse('OBLIGATION_NOT_OPEN'),
  apply: (state) => state,
});
