/** 落实决定: what a conference decided was done, by whom it was given to. */
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, longText, obligationRef, openStages, optionalDocument, refuseUnlessOpen, staffRoles } from './fields.ts';

export const decisionCarriedOut = defineEvent({
  type: 'decision_carried_out',
  version: 1,
  payload: z.strictObject({ obligationId: obligationRef, result: longText, documentId: optionalDocument }),
  example: { obligationId: '0198c5a0-0000-7000-8000-00000000000e:T_DECISION:decisions-1:1', result: '已调整座位，并告知任课教师。', documentId: null },
  recordedBy: [...staffRoles, 'class_teacher'],
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'discovery', measure: '落实研判决定' },
  confidential: [],
  correctable: ['result', 'documentId', 'happenedAt'],
  guard: (_state, payload, recording) => refuseUnlessOpen(payload.obligationId, recording),
  apply: (state) => state,
});
