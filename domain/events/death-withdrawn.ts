/** 死亡登记更正: the death was recorded in error. The pupil is where they were; what they need now, people judge anew at once. */
import { withoutDeath } from '../death.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, leaderRoles, longText, openStages } from './fields.ts';

export const deathWithdrawn = defineEvent({
  type: 'death_withdrawn',
  version: 1,
  payload: z.strictObject({ reason: longText }),
  example: { reason: '登记时误选了学生，经与家长当面核实，学生在校。' },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'emergency', measure: null },
  confidential: [],
  correctable: ['reason'],
  guard: (state) => (state.attendance === 'deceased' ? null : refuse('NO_DEATH')),
  apply: (state) => (state.attendance === 'deceased' ? withoutDeath(state) : state),
});
