/** 送诊书面通知近亲属 (D12). Nobody writes to who is suspected of harming the pupil (dossier §3.18). */
import { refuseSuspect } from '../guardians.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { guardianPerson, line, openStages, optionalDocument, people, schoolStaffRoles } from './fields.ts';

export const kinNotifiedInWriting = defineEvent({
  type: 'kin_notified_in_writing',
  version: 1,
  payload: z.strictObject({
    who: guardianPerson,
    to: line,
    relation: line,
    how: z.enum(['face', 'post', 'notary']),
    documentId: optionalDocument,
    witnesses: people,
  }),
  example: { who: 'father', to: '欧阳先生', relation: '父亲', how: 'face', documentId: null, witnesses: [] },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: openStages,
  documents: ['D12'],
  listing: { group: 'referral', measure: '书面通知近亲属' },
  confidential: [],
  correctable: ['to', 'relation', 'documentId', 'happenedAt'],
  guard: (state, payload) => refuseSuspect(state, payload.who),
  apply: (state) => state,
});
