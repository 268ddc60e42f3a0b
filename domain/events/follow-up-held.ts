/** 回访 / 跟踪: the planned look at how the pupil is, by grade and after a referral. */
import { withSignal } from '../case-state.ts';
import { withFollowUp, withGuardianReached, withPupilReached } from '../contacts.ts';
import { refuseAfterDeath } from '../death.ts';
import { refuseSuspects } from '../guardians.ts';
import { contactIsSignal } from '../signals.ts';
import { AskedAnswer, ContactMethod, Incident, RiskChange } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { openStages, guardianPerson, optionalDate, optionalText, disclosed } from './fields.ts';

const guardians: readonly string[] = guardianPerson.options;

export const followUpHeld = defineEvent({
  type: 'follow_up_held',
  version: 2,
  payload: z.strictObject({
    method: ContactMethod,
    with: z
      .array(z.enum(['pupil', 'father', 'mother', 'other_guardian', 'class_teacher', 'hospital']))
      .min(1)
      .max(6),
    suicidalThoughts: AskedAnswer,
    incidents: z.array(Incident).max(2),
    disclosed,
    condition: optionalText,
    treatment: optionalText,
    riskChange: RiskChange,
    action: optionalText,
    nextOn: optionalDate,
  }),
  example: {
    method: 'face',
    with: ['pupil'],
    suicidalThoughts: 'no',
    incidents: [],
    disclosed: [],
    condition: '睡眠改善，与同伴恢复往来。',
    treatment: '按医嘱复诊。',
    riskChange: 'down',
    action: '继续每周辅导。',
    nextOn: null,
  },
  recordedBy: ['psych_teacher', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D13'],
  listing: { group: 'contact', measure: '回访辅导' },
  confidential: ['suicidalThoughts', 'condition', 'treatment', 'disclosed'],
  correctable: ['method', 'with', 'suicidalThoughts', 'incidents', 'condition', 'treatment', 'riskChange', 'action', 'nextOn', 'disclosed', 'happenedAt'],
  guard: (state, payload, recording) => (payload.with.includes('pupil') ? refuseAfterDeath(state, recording) : null) ?? refuseSuspects(state, payload.with),
  apply: (state, { happenedAt, recordedAt, payload }) => {
    const held = withFollowUp(state, happenedAt);
    const seen = payload.with.includes('pupil') ? withPupilReached(held, happenedAt) : held;
    const heard = payload.with.some((whom) => guardians.includes(whom)) ? withGuardianReached(seen, happenedAt) : seen;
    return contactIsSignal(payload) ? withSignal(heard, { happenedAt, recordedAt }) : heard;
  },
  /** Earlier entries never said. */
  upgrade: (payload) => ({ disclosed: [], ...payload }),
});
