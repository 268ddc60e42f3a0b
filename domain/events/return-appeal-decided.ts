/** 申诉答复: leaders answer an appeal; either the deferral stands, or the group assesses anew. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, openStages, people } from './fields.ts';

export const returnAppealDecided = defineEvent({
  type: 'return_appeal_decided',
  version: 1,
  payload: z.strictObject({ decision: z.enum(['upheld', 'reassess']), by: people.min(1), reason: longText }),
  example: { decision: 'reassess', by: ['周副校长'], reason: '家长补交了新的医院意见，同意重新评估。' },
  recordedBy: ['vice_principal', 'principal'],
  registers: ['school'],
  stages: openStages,
  documents: [],
  listing: { group: 'leave', measure: '答复复学申诉' },
  confidential: [],
  correctable: ['reason'],
  guard: (state) => (state.returning === null || state.returning.appealedAt === null ? refuse('NO_APPEAL') : null),
  apply: (state, { payload }) => {
    if (state.returning === null) return state;
    const answered = { ...state.returning, appealedAt: null };
    return { ...state, returning: payload.decision === 'upheld' ? answered : { ...answered, assessmentId: null, conclusion: null } };
  },
});
