/** 启动应急 (D26): minute 0 of an emergency. Reporting lines run from here and never pause. */
import { withSignal } from '../case-state.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, line, longText, openStages, optionalText, staffRoles } from './fields.ts';

export const emergencyStarted = defineEvent({
  type: 'emergency_started',
  version: 1,
  payload: z.strictObject({
    kind: z.enum(['attempt', 'self_injury', 'threat', 'runaway', 'violence', 'death', 'disaster', 'other']),
    foundBy: line,
    place: line,
    injuries: optionalText,
    summary: longText,
  }),
  example: {
    kind: 'self_injury',
    foundBy: '陆老师',
    place: '教学楼三楼走廊',
    injuries: '左前臂表浅划伤',
    summary: '课间发现学生划伤手臂，情绪激动，已有老师陪同。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D26'],
  listing: { group: 'emergency', measure: '启动应急' },
  confidential: [],
  correctable: ['foundBy', 'place', 'injuries', 'summary', 'happenedAt'],
  guard: (state) => (state.emergency === null ? null : refuse('EMERGENCY_RUNNING')),
  apply: (state, { id, happenedAt, recordedAt }) =>
    withSignal({ ...state, emergency: { eventId: id, startedAt: happenedAt }, immediateDanger: true }, { happenedAt, recordedAt }),
});
