/** 接手确认: the new owner has read the case and answers for it. */
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, counsellorRoles, optionalText } from './fields.ts';

export const handoverAccepted = defineEvent({
  type: 'handover_accepted',
  version: 1,
  payload: z.strictObject({ note: optionalText }),
  example: { note: '已阅全部记录，并与沈老师当面交接。' },
  recordedBy: counsellorRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['note'],
  guard: (state, _payload, { userId }) => (state.handover !== null && state.ownerId === userId ? null : refuse('NOTHING_TO_ACCEPT')),
  apply: (state) => ({ ...state, handover: null }),
});
