/** 退回预案: the leader sends the draft back with a comment; the next version answers it. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { judgedStages, longText } from './fields.ts';

export const planReturned = defineEvent({
  type: 'plan_returned',
  version: 1,
  payload: z.strictObject({ planVersion: z.int().min(1).max(999), comment: longText }),
  example: { planVersion: 1, comment: '请补充午休时段的看护安排。' },
  recordedBy: ['vice_principal', 'principal'],
  registers: ['school'],
  stages: judgedStages,
  documents: [],
  listing: { group: 'plan', measure: null, offMenu: true },
  confidential: [],
  correctable: [],
  guard: (state, payload) => {
    if (state.plan?.status !== 'draft') return refuse('PLAN_NOT_DRAFTED');
    return state.plan.version === payload.planVersion ? null : refuse('PLAN_VERSION_STALE', { version: state.plan.version });
  },
  apply: (state) => ({ ...state, plan: state.plan === null ? null : { ...state.plan, status: 'returned' } }),
});
