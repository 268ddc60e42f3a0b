/** 个案辅导 (D20): one session with the pupil. What was said stays with the counsellors. */
import { withSignal } from '../case-state.ts';
import { withFollowUp, withPupilReached } from '../contacts.ts';
import { refuseAfterDeath } from '../death.ts';
import { contactIsSignal } from '../signals.ts';
import { AskedAnswer, ContactMethod, Incident, RiskChange } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { openStages, bothRegisters, counsellorRoles, optionalLine, optionalText, disclosed } from './fields.ts';

const Problem = z.enum([
  'study',
  'emotion_love',
  'peers',
  'family',
  'teachers',
  'development',
  'mood',
  'behaviour',
  'stress_reaction',
  'disorder',
  'recovery',
  'trauma',
  'bullying',
  'network',
  'refusal',
  'loss',
  'other',
]);

export const counsellingHeld = defineEvent({
  type: 'counselling_held',
  version: 1,
  payload: z.strictObject({
    minutes: z.int().min(5).max(300),
    place: optionalLine,
    method: ContactMethod,
    problem: z.array(Problem).max(17),
    goals: optionalText,
    course: optionalText,
    next: optionalText,
    suicidalThoughts: AskedAnswer,
    incidents: z.array(Incident).max(2),
    disclosed,
    riskChange: RiskChange,
  }),
  example: {
    minutes: 45,
    place: '心理辅导室',
    method: 'face',
    problem: ['mood', 'family'],
    goals: '稳定情绪，梳理与母亲的争吵。',
    course: '以绘画开场，练习呼吸放松，约定求助步骤。',
    next: '下周五同一时间。',
    suicidalThoughts: 'no',
    incidents: [],
    disclosed: [],
    riskChange: 'same',
  },
  recordedBy: counsellorRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: ['D20'],
  listing: { group: 'contact', measure: '个案辅导' },
  confidential: ['problem', 'goals', 'course', 'next', 'suicidalThoughts', 'incidents', 'riskChange', 'disclosed'],
  correctable: ['minutes', 'place', 'method', 'problem', 'goals', 'course', 'next', 'suicidalThoughts', 'incidents', 'riskChange', 'disclosed', 'happenedAt'],
  guard: (state, _payload, recording) => refuseAfterDeath(state, recording),
  apply: (state, { happenedAt, recordedAt, payload }) => {
    const seen = withPupilReached(withFollowUp(state, happenedAt), happenedAt);
    return contactIsSignal(payload) ? withSignal(seen, { happenedAt, recordedAt }) : seen;
  },
});
