/** 特别保密: from now on even the office's counsellors say why before they open the case. */
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, leaderRoles, longText } from './fields.ts';

export const caseSealed = defineEvent({
  type: 'case_sealed',
  version: 1,
  payload: z.strictObject({ reason: longText }),
  example: { reason: '涉及教职工子女，仅限责任教师与分管领导知悉。' },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['reason'],
  guard: (state) => (state.sealed === null ? null : refuse('SEALED_ALREADY')),
  apply: (state, { id, happenedAt }) => ({ ...state, sealed: { eventId: id, at: happenedAt } }),
});
