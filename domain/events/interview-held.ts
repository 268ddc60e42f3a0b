/** 二次筛查 / 初访: one person sat down with the pupil. The grade it proposes is a proposal only. */
import { withSignal } from '../case-state.ts';
import { refuseAfterDeath } from '../death.ts';
import { laterOf } from '../time.ts';
import { Finding, RiskGrade } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { disclosed, longText, openStages, optionalText } from './fields.ts';

export const interviewHeld = defineEvent({
  type: 'interview_held',
  version: 2,
  payload: z.strictObject({
    findings: longText,
    ideation: Finding,
    plan: Finding,
    means: Finding,
    attempt: Finding,
    selfHarm: Finding,
    protectiveFactors: optionalText,
    proposedGrade: RiskGrade.nullable(),
    disclosed,
    note: optionalText,
  }),
  example: {
    findings: '情绪低落三周，睡眠差，学业压力大。',
    ideation: 'yes',
    plan: 'no',
    means: 'unknown',
    attempt: 'no',
    selfHarm: 'yes',
    protectiveFactors: '与外婆关系亲近，愿意求助。',
    proposedGrade: 'R3',
    disclosed: [],
    note: '',
  },
  recordedBy: ['psych_teacher', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D21'],
  listing: { group: 'discovery', measure: '初访' },
  confidential: ['findings', 'ideation', 'plan', 'means', 'attempt', 'selfHarm', 'protectiveFactors', 'note', 'disclosed'],
  correctable: ['findings', 'ideation', 'plan', 'means', 'attempt', 'selfHarm', 'protectiveFactors', 'note', 'disclosed', 'happenedAt'],
  guard: (state, _payload, recording) => refuseAfterDeath(state, recording),
  apply: (state, { id, happenedAt, recordedAt, payload }) => {
    const { proposedGrade: grade, ideation, plan, attempt, selfHarm } = payload;
    const latest = grade !== null && laterOf(state.proposal?.at ?? null, happenedAt) === happenedAt;
    const heard = {
      ...state,
      interviewedAt: laterOf(state.interviewedAt, happenedAt),
      proposal: latest ? { grade, eventId: id, at: happenedAt } : state.proposal,
    };
    return [ideation, plan, attempt, selfHarm].includes('yes') ? withSignal(heard, { happenedAt, recordedAt }) : heard;
  },
  /** Earlier entries never said. */
  upgrade: (payload) => ({ disclosed: [], ...payload }),
});
