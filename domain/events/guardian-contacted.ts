/** 家长联系: a contact, or an honest attempt that reached nobody (which settles no duty). */
import { withSignal } from '../case-state.ts';
import { withFailedAttempt, withGuardianReached } from '../contacts.ts';
import { guardianNamed, refuseSuspect } from '../guardians.ts';
import { contactIsSignal } from '../signals.ts';
import { ContactMethod, GuardianAttitude, RiskChange } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { openStages, guardianPerson, optionalLine, optionalText, disclosed } from './fields.ts';

export const guardianContacted = defineEvent({
  type: 'guardian_contacted',
  version: 2,
  payload: z.strictObject({
    method: ContactMethod,
    reached: z.boolean(),
    who: guardianPerson,
    with: optionalLine,
    attitude: GuardianAttitude,
    content: optionalText,
    disclosed,
    riskChange: RiskChange,
    next: optionalText,
  }),
  example: {
    method: 'phone',
    reached: true,
    who: 'mother',
    with: '母亲',
    attitude: 'cooperative',
    content: '在家作息规律，按时服药。',
    disclosed: [],
    riskChange: 'same',
    next: '下周三再联系。',
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: ['D14', 'D24'],
  listing: { group: 'contact', measure: '联系家长' },
  confidential: ['content', 'disclosed'],
  correctable: ['method', 'reached', 'with', 'attitude', 'content', 'riskChange', 'next', 'disclosed', 'happenedAt'],
  guard: (state, payload) => refuseSuspect(state, payload.who),
  apply: (state, { happenedAt, recordedAt, payload }) => {
    const cooperates = payload.attitude === 'unknown' ? state.guardianCooperates : payload.attitude === 'cooperative';
    const met = payload.reached ? { ...withGuardianReached(state, happenedAt), guardianCooperates: cooperates } : withFailedAttempt(state, 'failedGuardian');
    return contactIsSignal(payload) ? withSignal(met, { happenedAt, recordedAt }) : met;
  },
  upgrade: (payload) => ({ ...payload, who: guardianNamed(payload['with']), disclosed: [] }),
});
