/** 二次筛查 / 初访: one person sat down with the pupil. The grade it proposes is a proposal only. */
import { laterOf } from '../time.ts';
import { Finding, RiskGrade } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, openStages, optionalText } from './fields.ts';

export const interviewHeld = defineEvent({
  type: 'interview_held',
  version: 1,
  payload: z.strictObject({
    findings: longText,
    ideation: Finding,
    plan: Finding,
    means: Finding,
    attempt: Finding,
    selfHarm: Finding,
    protectiveFactors: optionalText,
    proposedGrade: RiskGrade.nullable(),
    note: optionalText,
  }),
  example: {
    findings: '情绪低落三周,睡眠差,学业压力大。',
    ideation: 'yes',
    plan: 'no',
    means: 'unknown',
    attempt: 'no',
    selfHarm: 'yes',
    protectiveFactors: '与外婆关系亲近,愿意求助。',
    proposedGrade: 'R3',
    note: '',
  },
  recordedBy: ['psych_teacher', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D21'],
  confidential: ['findings', 'ideation', 'plan', 'means', 'attempt', 'selfHarm', 'protectiveFactors', 'note'],
  correctable: ['findings', 'ideation', 'plan', 'means', 'attempt', 'selfHarm', 'protectiveFactors', 'note', 'happenedAt'],
  guard: () => null,
  apply: (state, { happenedAt }) => ({ ...state, interviewedAt: laterOf(state.interviewedAt, happenedAt) }),
});
