/** 封存: an authority or a dispute needs the record as it is; nothing of it is destroyed until the hold is lifted. */
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, leaderRoles, line, longText, optionalDocument } from './fields.ts';

export const holdPlaced = defineEvent({
  type: 'hold_placed',
  version: 1,
  payload: z.strictObject({ reason: longText, by: line, documentId: optionalDocument }),
  example: { reason: '公安机关调取材料期间封存。', by: '示例派出所', documentId: null },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['reason', 'by', 'documentId'],
  guard: (state) => (state.legalHold === null ? null : refuse('HOLD_ALREADY')),
  apply: (state, { id, happenedAt }) => ({ ...state, legalHold: { eventId: id, at: happenedAt } }),
});
