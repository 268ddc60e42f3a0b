/** 研判: people decide the grade. One person raises it at once; lowering takes a conference of two or more (dossier §2.2). */
import { gradeRank } from '../case-state.ts';
import { refuse } from '../refusal.ts';
import { CaseOutcome, DistrictTrigger, RiskGrade } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, openStages, people } from './fields.ts';

export const gradeDecided = defineEvent({
  type: 'grade_decided',
  version: 1,
  payload: z.strictObject({
    grade: RiskGrade,
    outcome: CaseOutcome,
    reason: longText,
    evidence: longText,
    participants: people.min(1),
    triggers: z.array(DistrictTrigger).max(3),
  }),
  example: {
    grade: 'R3',
    outcome: 'crisis',
    reason: '有自杀意念并提及方式,需按橙色等级管理。',
    evidence: '初访记录;班主任观察;PHQ-9 第 9 题阳性。',
    participants: ['沈老师', '周副校长'],
    triggers: ['suicidal_tendency'],
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D02', 'D06', 'D19', 'D21'],
  confidential: ['evidence'],
  correctable: ['reason', 'evidence'],
  guard: (state, payload) => {
    if (payload.outcome === 'not_crisis' && gradeRank(payload.grade) > gradeRank('R1')) return refuse('OUTCOME_NEEDS_LOW_GRADE');
    const lowers = gradeRank(payload.grade) < gradeRank(state.grade);
    return lowers && new Set(payload.participants).size < 2 ? refuse('GRADE_LOWERING_NEEDS_TWO') : null;
  },
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    grade: payload.grade,
    previousGrade: state.grade,
    highestGrade: gradeRank(payload.grade) > gradeRank(state.highestGrade) ? payload.grade : state.highestGrade,
    gradeDecidedAt: happenedAt,
    outcome: payload.outcome,
    triggers: [...new Set([...state.triggers, ...payload.triggers])],
  }),
});
