/** 送诊书面通知近亲属 (D12). Nobody writes to a family that is suspected as a whole (dossier §3.18). */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { line, openStages, optionalDocument, people, schoolStaffRoles } from './fields.ts';

export const kinNotifiedInWriting = defineEvent({
  type: 'kin_notified_in_writing',
  version: 1,
  payload: z.strictObject({ to: line, relation: line, how: z.enum(['face', 'post', 'notary']), documentId: optionalDocument, witnesses: people }),
  example: { to: '欧阳先生', relation: '父亲', how: 'face', documentId: null, witnesses: [] },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: openStages,
  documents: ['D12'],
  listing: { group: 'referral', measure: '书面通知近亲属' },
  confidential: [],
  correctable: ['to', 'relation', 'documentId', 'happenedAt'],
  guard: (state) => (state.guardianSuspects.includes('all') ? refuse('GUARDIAN_SUSPECTED') : null),
  apply: (state) => state,
});
