/** 撤回同意: what was agreed to is agreed to no longer. What was done before stays done. */
import { refuse } from '../refusal.ts';
import { ConsentKind, stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, line, optionalText, refuseFutureDay, staffRoles } from './fields.ts';

export const consentWithdrawn = defineEvent({
  type: 'consent_withdrawn',
  version: 1,
  payload: z.strictObject({ kind: ConsentKind, by: line, on: date, reason: optionalText }),
  example: { kind: 'recording', by: '欧阳先生', on: date.parse('2026-09-14'), reason: '希望只保留文字记录。' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'notice', measure: null },
  confidential: [],
  correctable: ['by', 'on', 'reason'],
  guard: (state, payload) => (state.consents.some(({ kind, given }) => given && kind === payload.kind) ? null : refuse('CONSENT_UNKNOWN')),
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.on, recording),
  apply: (state, { id, happenedAt, payload }) => ({
    ...state,
    consents: [...state.consents.filter(({ kind }) => kind !== payload.kind), { kind: payload.kind, given: false, at: happenedAt, eventId: id }],
  }),
});
