/** 告知家长: the guardian was told, and what they said. A refusal to sign needs two witnesses (dossier §3.2). Nobody is told who is suspected of harming the pupil. */
import { guardianNamed, refuseSuspect } from '../guardians.ts';
import { nameWithoutRemark } from '../name.ts';
import { refuse } from '../refusal.ts';
import { GuardianOpinion } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { guardianPerson, line, openStages, optionalDocument, optionalText, people } from './fields.ts';

export const guardianNotified = defineEvent({
  type: 'guardian_notified',
  version: 2,
  payload: z.strictObject({
    how: z.enum(['face', 'phone', 'post', 'wechat', 'notary']),
    who: guardianPerson,
    to: line,
    relation: line,
    by: people.min(1),
    opinion: GuardianOpinion,
    witnesses: people,
    documentId: optionalDocument,
    note: optionalText,
  }),
  example: {
    how: 'face',
    who: 'father',
    to: '欧阳先生',
    relation: '父亲',
    by: ['沈老师', '陆老师'],
    opinion: 'agrees',
    witnesses: [],
    documentId: null,
    note: '',
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D02', 'D03'],
  listing: { group: 'notice', measure: '告知监护人' },
  confidential: ['note'],
  correctable: ['how', 'to', 'relation', 'documentId', 'note', 'happenedAt'],
  guard: (state, payload) => {
    const suspected = refuseSuspect(state, payload.who);
    if (suspected !== null) return suspected;
    // Who tells the guardian is a party to it and cannot be its witness.
    const tellers = new Set(payload.by.map(nameWithoutRemark));
    const witnesses = new Set(payload.witnesses.map(nameWithoutRemark).filter((one) => !tellers.has(one)));
    return payload.opinion === 'refused_to_sign' && witnesses.size < 2 ? refuse('WITNESSES_MISSING') : null;
  },
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    guardianNotifiedAt: state.guardianNotifiedAt ?? happenedAt,
    guardianOpinion: payload.opinion,
    guardianCooperates: payload.opinion === 'undecided' ? state.guardianCooperates : payload.opinion === 'agrees',
  }),
  upgrade: (payload) => ({ ...payload, who: guardianNamed(payload['relation']) }),
});
