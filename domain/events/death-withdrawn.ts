/** 死亡登记更正: the death was recorded in error. It opens nothing that the death ended; what the pupil needs now, people judge anew. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, leaderRoles, longText, openStages } from './fields.ts';

export const deathWithdrawn = defineEvent({
  type: 'death_withdrawn',
  version: 1,
  payload: z.strictObject({ reason: longText }),
  example: { reason: '登记时误选了学生,经与家长当面核实,学生在校。' },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'emergency', measure: null },
  confidential: [],
  correctable: ['reason'],
  guard: (state) => (state.attendance === 'deceased' ? null : refuse('NO_DEATH')),
  /** Leave, hospital stay and trial ended with the death; only a move to another school outlasts it. */
  apply: (state) => (state.attendance === 'deceased' ? { ...state, attendance: state.transfer === null ? 'at_school' : 'transferred' } : state),
});
