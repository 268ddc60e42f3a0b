/** 同意: somebody who may do so agreed to one thing. The latest word on each kind stands. Who is suspected of harming the pupil agrees to nothing for them (dossier §3.18). */
import { refuseSuspects } from '../guardians.ts';
import { ConsentKind } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, line, openStages, optionalDocument, optionalText, refuseFutureDay, staffRoles } from './fields.ts';

export const consentGiven = defineEvent({
  type: 'consent_given',
  version: 1,
  payload: z.strictObject({
    kind: ConsentKind,
    by: line,
    relation: z.enum(['pupil', 'father', 'mother', 'other_guardian']),
    on: date,
    scope: optionalText,
    documentId: optionalDocument,
  }),
  example: {
    kind: 'counselling',
    by: '欧阳先生',
    relation: 'father',
    on: date.parse('2026-09-14'),
    scope: '个别辅导，本学期。',
    documentId: null,
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: [...openStages, 'closed'],
  documents: ['D04', 'D05'],
  listing: { group: 'notice', measure: null },
  confidential: [],
  correctable: ['by', 'on', 'scope', 'documentId'],
  guard: (state, payload) => refuseSuspects(state, [payload.relation]),
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.on, recording),
  apply: (state, { id, happenedAt, payload }) => ({
    ...state,
    consents: [...state.consents.filter(({ kind }) => kind !== payload.kind), { kind: payload.kind, given: true, at: happenedAt, eventId: id }],
  }),
});
