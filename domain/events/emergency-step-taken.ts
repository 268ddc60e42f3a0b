/** 应急步骤 (D26): one row of the timeline, written while it happens or from notes afterwards. */
import { refuse } from '../refusal.ts';
import { EmergencyStep } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, line, openStages, optionalLine, optionalText, staffRoles } from './fields.ts';

/** What is still to be done once the pupil is safe. */
const afterwards: readonly EmergencyStep[] = ['center_told', 'minor_office_told', 'bureau_told', 'witnesses_cared_for', 'spokesperson_named'];

export const emergencyStepTaken = defineEvent({
  type: 'emergency_step_taken',
  version: 1,
  payload: z.strictObject({ step: EmergencyStep, by: line, told: optionalLine, note: optionalText }),
  example: { step: 'guardian_told', by: '陆老师', told: '欧阳先生', note: '电话接通，父亲二十分钟内到校。' },
  recordedBy: [...staffRoles, 'class_teacher'],
  registers: bothRegisters,
  stages: openStages,
  documents: ['D26'],
  listing: { group: 'emergency', measure: '应急处置' },
  confidential: [],
  correctable: ['by', 'told', 'note', 'happenedAt'],
  guard: (state, payload) => {
    if (state.emergency !== null) return null;
    return state.emergencyEndedAt !== null && afterwards.includes(payload.step) ? null : refuse('NO_EMERGENCY');
  },
  apply: (state) => state,
});
