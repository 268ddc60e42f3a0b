/** 解除封存: the ordinary retention counts again. */
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, leaderRoles, longText } from './fields.ts';

export const holdLifted = defineEvent({
  type: 'hold_lifted',
  version: 1,
  payload: z.strictObject({ reason: longText }),
  example: { reason: '公安机关函告调查终结。' },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['reason'],
  guard: (state) => (state.legalHold === null ? refuse('NO_HOLD') : null),
  apply: (state) => ({ ...state, legalHold: null }),
});
