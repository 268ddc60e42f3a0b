/** 签批预案: the vice principal (or the principal) signs the bytes of one version. Nobody signs their own draft. */
import { DocumentId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { judgedStages } from './fields.ts';

export const planSigned = defineEvent({
  type: 'plan_signed',
  version: 1,
  payload: z.strictObject({
    planVersion: z.int().min(1).max(999),
    documentId: DocumentId.meta({ widget: 'document' }),
    signatureId: z.uuid(),
  }),
  example: { planVersion: 1, documentId: DocumentId.parse('0198c5a0-0000-7000-8000-0000000000d7'), signatureId: '0198c5a0-0000-7000-8000-0000000000f1' },
  recordedBy: ['vice_principal', 'principal'],
  registers: ['school'],
  stages: judgedStages,
  documents: [],
  listing: { group: 'plan', measure: '预案签批', offMenu: true },
  confidential: [],
  correctable: [],
  guard: (state, payload, { userId }) => {
    if (state.plan?.status !== 'draft') return refuse('PLAN_NOT_DRAFTED');
    if (state.plan.version !== payload.planVersion) return refuse('PLAN_VERSION_STALE', { version: state.plan.version });
    return state.plan.authorId === userId ? refuse('AUTHOR_CANNOT_SIGN') : null;
  },
  apply: (state, { happenedAt, payload, recordedBy }) => ({
    ...state,
    plan: state.plan === null ? null : { ...state.plan, status: 'signed', documentId: payload.documentId, signedAt: happenedAt, signedBy: recordedBy },
  }),
});
