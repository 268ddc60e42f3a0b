/** 报送预案: the signed version went to the centre, together with the measures taken (the district's paper asks for both). The same version may go again, in answer to a later letter. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { judgedStages, optionalLine, optionalPackage } from './fields.ts';

export const planSubmitted = defineEvent({
  type: 'plan_submitted',
  version: 1,
  payload: z.strictObject({
    planVersion: z.int().min(1).max(999),
    packageId: optionalPackage,
    how: z.enum(['package', 'paper', 'platform']),
    receiptNo: optionalLine,
  }),
  example: { planVersion: 1, packageId: null, how: 'paper', receiptNo: '' },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal'],
  registers: ['school'],
  stages: judgedStages,
  documents: ['D08'],
  listing: { group: 'plan', measure: '预案上报' },
  confidential: [],
  correctable: ['how', 'receiptNo'],
  guard: (state, payload) => {
    if (state.plan === null) return refuse('PLAN_NOT_DRAFTED');
    if (state.plan.status !== 'signed' && state.plan.status !== 'submitted') return refuse('PLAN_NOT_SIGNED');
    if (state.plan.version !== payload.planVersion) return refuse('PLAN_VERSION_STALE', { version: state.plan.version });
    return state.measuresReportedAt !== null || state.plan.content.measuresTaken.length > 0 ? null : refuse('MEASURES_MISSING');
  },
  apply: (state, { happenedAt }) => ({
    ...state,
    plan: state.plan === null ? null : { ...state.plan, status: 'submitted', submittedAt: state.plan.submittedAt ?? happenedAt },
  }),
});
