/**
 * 研判: people decide the grade. One person raises it at once; a lowering rests on a conference that two people signed and on one full follow-up
 * cycle without a sign of danger (dossier §2.2).
 */
import { gradeRank, type CaseState } from '../case-state.ts';
import { loweringRefused, lowers } from '../grading.ts';
import { refuse } from '../refusal.ts';
import { addHours, laterOf } from '../time.ts';
import { CaseOutcome, DistrictTrigger, RiskGrade, type CrisisType } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, longText, openStages, optionalConference, people, staffRoles } from './fields.ts';

/** How long before it was written down a decision may begin its follow-up cycle. */
const mostHoursBack = 24;

const lifeThreatening: readonly CrisisType[] = ['self_harm', 'suicidal_ideation', 'suicide_plan', 'suicide_attempt'];

export const gradeDecided = defineEvent({
  type: 'grade_decided',
  version: 2,
  payload: z.strictObject({
    grade: RiskGrade,
    outcome: CaseOutcome,
    reason: longText,
    evidence: longText,
    participants: people.min(1),
    triggers: z.array(DistrictTrigger).max(3),
    /** The conference that a lowering rests on. */
    conferenceId: optionalConference,
  }),
  example: {
    grade: 'R3',
    outcome: 'crisis',
    reason: '有自杀意念并提及方式，需按橙色等级管理。',
    evidence: '初访记录；班主任观察；PHQ-9 第 9 题阳性。',
    participants: ['沈老师', '周副校长'],
    triggers: ['suicidal_tendency'],
    conferenceId: null,
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D02', 'D06', 'D19', 'D21'],
  listing: { group: 'discovery', measure: '研判定级' },
  confidential: ['evidence'],
  correctable: ['reason', 'evidence'],
  guard: (state, payload, recording) => {
    if (payload.outcome === 'not_crisis' && gradeRank(payload.grade) > gradeRank('R1')) return refuse('OUTCOME_NEEDS_LOW_GRADE');
    // A centre judges by what it saw itself; a school needs a hospital's finding, or the centre's letter that speaks of one.
    const diagnosed = state.diagnosedAt !== null || state.letter !== null || recording.registerKind === 'center';
    if (payload.triggers.includes('moderate_depression_diagnosed') && !diagnosed) return refuse('DIAGNOSIS_MISSING');
    const lowering = loweringRefused(state, payload, recording);
    if (lowering !== null) return lowering;
    // Whoever meets a trigger of the district is orange at least (dossier §2.2).
    if (payload.triggers.length > 0 && gradeRank(payload.grade) < gradeRank('R3')) return refuse('TRIGGER_NEEDS_HIGH_GRADE');
    if (payload.outcome === 'not_crisis' && lifeAtStake(state) && state.interviewedAt === null) return refuse('NOT_INTERVIEWED');
    return null;
  },
  apply: (state, { happenedAt, recordedAt, payload }) => {
    const first = state.gradeDecidedAt === null;
    const high = gradeRank(payload.grade) >= gradeRank('R3');
    const lower = lowers(state, payload);
    const stepsDown = lower && gradeRank(state.grade) >= gradeRank('R3');
    // Said to have happened long ago, it must not end the cycle that it begins.
    const begins = laterOf(happenedAt, addHours(recordedAt, -mostHoursBack));
    return {
      ...state,
      grade: payload.grade,
      previousGrade: state.grade,
      highestGrade: gradeRank(payload.grade) > gradeRank(state.highestGrade) ? payload.grade : state.highestGrade,
      gradeDecidedAt: happenedAt,
      gradeSince: first || payload.grade !== state.grade ? begins : state.gradeSince,
      downgradedAt: high ? null : stepsDown ? happenedAt : state.downgradedAt,
      // People looked, and judged that nothing is to be feared at once.
      immediateDanger: high && !lower && state.immediateDanger,
      outcome: payload.outcome,
      triggers: [...new Set([...state.triggers, ...payload.triggers])],
    };
  },
  upgrade: (payload) => ({ ...payload, conferenceId: null }),
});

/** Whether what is known so far speaks of a danger to the pupil's own life: nobody sets that aside without having talked to the pupil. */
function lifeAtStake({ immediateDanger, crisisTypes }: CaseState): boolean {
  return immediateDanger || crisisTypes.some((type) => lifeThreatening.includes(type));
}
