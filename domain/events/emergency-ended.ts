/**
 * 应急结束: where the pupil is safe, what follows for class and witnesses, and when the office looks back. A pupil who is still missing stays in
 * danger and is looked for as one whom nobody reaches; a death is recorded as such first.
 */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, leaderRoles, longText, openStages, optionalDate, optionalText } from './fields.ts';

export const emergencyEnded = defineEvent({
  type: 'emergency_ended',
  version: 1,
  payload: z.strictObject({
    outcome: z.enum(['safe_at_school', 'safe_at_home', 'in_hospital', 'missing', 'deceased']),
    aftermath: longText,
    lessons: optionalText,
    reviewOn: optionalDate,
  }),
  example: {
    outcome: 'safe_at_home',
    aftermath: '家长接回看护；班主任安抚班级，两名目击同学已单独谈话。',
    lessons: '课间三楼走廊需增加值守。',
    reviewOn: optionalDate.parse('2026-09-28'),
  },
  recordedBy: ['psych_teacher', ...leaderRoles],
  registers: bothRegisters,
  stages: openStages,
  documents: ['D26', 'D27'],
  listing: { group: 'emergency', measure: '应急结束' },
  confidential: [],
  correctable: ['aftermath', 'lessons', 'reviewOn'],
  guard: (state, { outcome }) => {
    if (state.emergency === null) return refuse('NO_EMERGENCY');
    return outcome === 'deceased' && state.attendance !== 'deceased' ? refuse('DEATH_NOT_RECORDED') : null;
  },
  apply: (state, { payload, happenedAt }) => {
    const over = { ...state, emergency: null, emergencyEndedAt: happenedAt };
    return payload.outcome === 'missing' ? { ...over, lostSince: state.lostSince ?? happenedAt } : { ...over, immediateDanger: false };
  },
});
