/** 受影响学生 (善后): somebody who saw it, knew the pupil, or may imitate, and is to be looked after. */
import { refuse } from '../refusal.ts';
import { Closeness } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, longText, openStages, optionalText, pupilRef, staffRoles } from './fields.ts';

export const affectedPupilAdded = defineEvent({
  type: 'affected_pupil_added',
  version: 1,
  payload: z.strictObject({ pupilId: pupilRef, closeness: Closeness, concern: longText, plan: optionalText }),
  example: {
    pupilId: pupilRef.parse('0198c5a0-0000-7000-8000-000000000002'),
    closeness: 'witness',
    concern: '目击经过，当晚未能入睡。',
    plan: '次日由心理教师单独谈话。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'emergency', measure: null },
  confidential: [],
  correctable: ['concern', 'plan', 'happenedAt'],
  guard: (state, payload) => {
    if (payload.pupilId === state.pupilId) return refuse('AFFECTED_IS_SUBJECT');
    return state.affected.some(({ pupilId }) => pupilId === payload.pupilId) ? refuse('AFFECTED_ALREADY') : null;
  },
  apply: (state, { id, payload }) => ({ ...state, affected: [...state.affected, { eventId: id, pupilId: payload.pupilId, seenAt: null }] }),
});
