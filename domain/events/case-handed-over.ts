/** 教师交接 (D33): somebody else is responsible from this moment, and says later that they took it over; who gave it away still sees it. */
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, optionalText, staffRoles, userRef } from './fields.ts';

export const caseHandedOver = defineEvent({
  type: 'case_handed_over',
  version: 1,
  payload: z.strictObject({
    toUserId: userRef,
    reason: z.enum(['sickness', 'leave', 'workload', 'role_change', 'conflict_of_interest', 'other']),
    note: optionalText,
    /** What the successor must know at once. */
    warnings: optionalText,
  }),
  example: {
    toUserId: userRef.parse('0198c5a0-0000-7000-8000-0000000000a3'),
    reason: 'leave',
    note: '沈老师休产假。',
    warnings: '每周五放学前须与家长通话。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages,
  documents: ['D33'],
  listing: { group: 'access', measure: null },
  confidential: ['warnings'],
  correctable: ['note', 'warnings'],
  guard: (state, payload) => (payload.toUserId === state.ownerId ? refuse('HANDOVER_TO_SELF') : null),
  apply: (state, { id, happenedAt, payload }) => {
    // Whoever hands over stays in the picture, unless the very reason is that they should not be.
    const stays = state.ownerId !== null && payload.reason !== 'conflict_of_interest';
    const kept = stays && state.ownerId !== null ? [...state.assignees, state.ownerId] : state.assignees;
    return {
      ...state,
      ownerId: payload.toUserId,
      assignees: [...new Set(kept)].filter((user) => user !== payload.toUserId),
      handover: { eventId: id, fromUserId: state.ownerId, at: happenedAt },
    };
  },
});
