/** 指定知情人员: who sees everything of the case beside its owner. */
import type { CaseState } from '../case-state.ts';
import type { UserId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, longText, staffRoles, userRef } from './fields.ts';

const users = z.array(userRef).max(20);

export const caseAssigned = defineEvent({
  type: 'case_assigned',
  version: 1,
  payload: z.strictObject({ add: users, remove: users, reason: longText }),
  example: {
    add: [userRef.parse('0198c5a0-0000-7000-8000-0000000000a3')],
    remove: [],
    reason: '何老师协助每周辅导，需要了解个案全貌。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['reason'],
  guard: (state, payload) => {
    const after = assigneesAfter(state, payload);
    const same = after.length === state.assignees.length && after.every((user) => state.assignees.includes(user));
    return same ? refuse('NOTHING_CHANGED') : null;
  },
  apply: (state, { payload }) => ({ ...state, assignees: [...assigneesAfter(state, payload)] }),
});

/** The owner needs no assignment; who is both added and removed is removed. */
function assigneesAfter({ assignees, ownerId }: CaseState, { add, remove }: { add: readonly UserId[]; remove: readonly UserId[] }): readonly UserId[] {
  return [...new Set([...assignees, ...add])].filter((user) => user !== ownerId && !remove.includes(user));
}
