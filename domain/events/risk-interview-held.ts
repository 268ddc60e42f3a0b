/**
 * 结构化风险访谈 (D21): every question that a suicide-risk assessment must ask, with an honest third answer to each. The assessor's own grade is a
 * proposal; it never sets the case's grade (domain dossier §3.12, §5.6).
 */
import { withSignal } from '../case-state.ts';
import { refuseAfterDeath } from '../death.ts';
import { laterOf } from '../time.ts';
import { BehaviourRecency, Finding, IdeationStep, ideationSteps, RiskGrade } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, counsellorRoles, disclosed, longText, openStages, optionalDate, optionalLine, optionalText } from './fields.ts';

export const riskInterviewHeld = defineEvent({
  type: 'risk_interview_held',
  version: 1,
  payload: z.strictObject({
    ideation: IdeationStep,
    frequency: z.enum(['none', 'rare', 'weekly', 'daily', 'constant', 'unknown']),
    duration: optionalLine,
    controllable: Finding,
    preparation: Finding,
    farewell: Finding,
    means: Finding,
    behaviour: BehaviourRecency,
    lethality: z.enum(['none', 'low', 'medium', 'high', 'unknown']),
    warningSigns: optionalText,
    psychiatricState: optionalText,
    commandHallucination: Finding,
    stressors: optionalText,
    protectiveFactors: longText,
    violenceRisk: Finding,
    disclosed,
    /** Who said what, and how far it can be relied on. */
    sources: longText,
    proposedGrade: RiskGrade,
    immediateMeasures: longText,
    secondAssessor: optionalLine,
    nextReviewOn: optionalDate,
  }),
  example: {
    ideation: 'with_method',
    frequency: 'weekly',
    duration: '每次半小时左右',
    controllable: 'yes',
    preparation: 'no',
    farewell: 'unknown',
    means: 'no',
    behaviour: 'lifetime',
    lethality: 'low',
    warningSigns: '深夜独处、与母亲争吵之后。',
    psychiatricState: '情绪低落，无幻觉妄想。',
    commandHallucination: 'no',
    stressors: '月考失利，父母分居。',
    protectiveFactors: '牵挂外婆，愿意找沈老师。',
    violenceRisk: 'no',
    disclosed: [],
    sources: '学生本人陈述，较可靠；班主任补充近两周表现。',
    proposedGrade: 'R3',
    immediateMeasures: '当日由家长接回，收起家中刀具与药品。',
    secondAssessor: '陆老师',
    nextReviewOn: optionalDate.parse('2026-09-21'),
  },
  recordedBy: counsellorRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D21'],
  listing: { group: 'discovery', measure: '风险访谈' },
  confidential: [
    'ideation',
    'frequency',
    'duration',
    'controllable',
    'preparation',
    'farewell',
    'means',
    'behaviour',
    'lethality',
    'warningSigns',
    'psychiatricState',
    'commandHallucination',
    'stressors',
    'protectiveFactors',
    'violenceRisk',
    'sources',
    'immediateMeasures',
    'secondAssessor',
    'disclosed',
  ],
  // Answers are not among them: whoever asks again holds another interview.
  correctable: [
    'duration',
    'warningSigns',
    'psychiatricState',
    'stressors',
    'protectiveFactors',
    'sources',
    'immediateMeasures',
    'secondAssessor',
    'nextReviewOn',
    'disclosed',
    'happenedAt',
  ],
  guard: (state, _payload, recording) => refuseAfterDeath(state, recording),
  apply: (state, { id, happenedAt, recordedAt, payload }) => {
    const latest = laterOf(state.proposal?.at ?? null, happenedAt) === happenedAt;
    const heard = {
      ...state,
      interviewedAt: laterOf(state.interviewedAt, happenedAt),
      proposal: latest ? { grade: payload.proposedGrade, eventId: id, at: happenedAt } : state.proposal,
    };
    const grave = ideationSteps.indexOf(payload.ideation) >= ideationSteps.indexOf('with_method');
    const recent = payload.behaviour === 'three_months' || payload.behaviour === 'seventy_two_hours';
    return grave || recent ? withSignal(heard, { happenedAt, recordedAt }) : heard;
  },
});
