/** 已关怀: somebody has looked after an affected pupil, and what came of it. */
import { EventId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, openStages, optionalText, staffRoles } from './fields.ts';

export const affectedPupilSeen = defineEvent({
  type: 'affected_pupil_seen',
  version: 1,
  payload: z.strictObject({
    affectedId: EventId.meta({ widget: 'reference', of: 'affected' }),
    result: z.enum(['no_need', 'watched', 'own_case']),
    note: optionalText,
  }),
  example: {
    affectedId: EventId.parse('0198c5a0-0000-7000-8000-00000000000e'),
    result: 'watched',
    note: '情绪平稳，两周后再看。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'emergency', measure: '关怀受影响学生' },
  confidential: [],
  correctable: ['result', 'note', 'happenedAt'],
  guard: (state, payload) => (state.affected.some(({ eventId }) => eventId === payload.affectedId) ? null : refuse('AFFECTED_UNKNOWN')),
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    affected: state.affected.map((one) => (one.eventId === payload.affectedId ? { ...one, seenAt: one.seenAt ?? happenedAt } : one)),
  }),
});
