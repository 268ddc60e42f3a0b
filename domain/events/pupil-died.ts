/** 死亡登记: the case becomes a record of what was done, and of the care for those who stay (哀伤善后). */
import { withDeath } from '../death.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, leaderRoles, longText, openStages, refuseFutureDay } from './fields.ts';

export const pupilDied = defineEvent({
  type: 'pupil_died',
  version: 1,
  payload: z.strictObject({ on: date, circumstances: longText, familySupport: longText }),
  example: { on: date.parse('2026-11-02'), circumstances: '因病在医院离世。', familySupport: '校领导与班主任家访慰问，区中心提供哀伤辅导。' },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D27'],
  listing: { group: 'emergency', measure: null },
  confidential: ['circumstances'],
  correctable: ['on', 'circumstances', 'familySupport', 'happenedAt'],
  guard: (state) => (state.attendance === 'deceased' ? refuse('PUPIL_GONE') : null),
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.on, recording),
  apply: withDeath,
});
