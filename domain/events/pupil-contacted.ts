/** 学生联系: the other half of the weekly contact. Suicidal thoughts are asked about, or it says that nobody asked. */
import { withSignal } from '../case-state.ts';
import { withFailedAttempt, withPupilReached } from '../contacts.ts';
import { refuseAfterDeath } from '../death.ts';
import { contactIsSignal } from '../signals.ts';
import { AskedAnswer, ContactMethod, Incident, RiskChange } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { disclosed, openStages, optionalText } from './fields.ts';

export const pupilContacted = defineEvent({
  type: 'pupil_contacted',
  version: 2,
  payload: z.strictObject({
    method: ContactMethod,
    reached: z.boolean(),
    suicidalThoughts: AskedAnswer,
    incidents: z.array(Incident).max(2),
    disclosed,
    content: optionalText,
    riskChange: RiskChange,
    next: optionalText,
  }),
  example: {
    method: 'home_visit',
    reached: true,
    suicidalThoughts: 'no',
    incidents: [],
    disclosed: [],
    content: '精神状态较上周好，愿意画画。',
    riskChange: 'down',
    next: '下周三视频联系。',
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D14'],
  listing: { group: 'contact', measure: '联系学生' },
  confidential: ['suicidalThoughts', 'content', 'disclosed'],
  correctable: ['method', 'reached', 'suicidalThoughts', 'incidents', 'content', 'riskChange', 'next', 'disclosed', 'happenedAt'],
  guard: (state, _payload, recording) => refuseAfterDeath(state, recording),
  apply: (state, { happenedAt, recordedAt, payload }) => {
    const met = payload.reached ? withPupilReached(state, happenedAt) : withFailedAttempt(state, 'failedPupil');
    return contactIsSignal(payload) ? withSignal(met, { happenedAt, recordedAt }) : met;
  },
  /** Earlier entries never said. */
  upgrade: (payload) => ({ disclosed: [], ...payload }),
});
