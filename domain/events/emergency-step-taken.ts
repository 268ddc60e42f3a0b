/** 应急步骤 (D26): one row of the timeline, written while it happens or from notes afterwards. */
import type { CaseState } from '../case-state.ts';
import { barredGuardians, refuseSuspect, type GuardianPerson } from '../guardians.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { EmergencyStep } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, guardianPerson, line, openStages, optionalLine, optionalText, staffRoles } from './fields.ts';

/** What is still to be done once the pupil is safe. */
const afterwards: readonly EmergencyStep[] = ['center_told', 'minor_office_told', 'bureau_told', 'witnesses_cared_for', 'spokesperson_named'];

export const emergencyStepTaken = defineEvent({
  type: 'emergency_step_taken',
  version: 1,
  payload: z.strictObject({
    step: EmergencyStep,
    by: line,
    told: optionalLine,
    /** Which guardian was told; nobody is left open where one of them is suspected. */
    who: guardianPerson.nullable().default(null),
    note: optionalText,
  }),
  example: { step: 'guardian_told', by: '陆老师', told: '欧阳先生', who: 'father', note: '电话接通，父亲二十分钟内到校。' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D26'],
  listing: { group: 'emergency', measure: '应急处置' },
  confidential: [],
  correctable: ['by', 'told', 'note', 'happenedAt'],
  guard: (state, payload) => {
    const suspected = refuseTold(state, payload);
    if (suspected !== null) return suspected;
    if (state.emergency !== null) return null;
    return state.emergencyEndedAt !== null && afterwards.includes(payload.step) ? null : refuse('NO_EMERGENCY');
  },
  apply: (state) => state,
});

function refuseTold(state: CaseState, { step, who }: { readonly step: EmergencyStep; readonly who: GuardianPerson | null }): Refusal | null {
  if (who !== null) return refuseSuspect(state, who);
  return step === 'guardian_told' && barredGuardians(state).length > 0 ? refuse('GUARDIAN_SUSPECTED') : null;
}
