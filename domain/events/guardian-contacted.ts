/** 家长联系: a contact, or an honest attempt that reached nobody (which settles no duty). */
import { beginIntervention } from '../case-state.ts';
import { laterOf } from '../time.ts';
import { ContactMethod, GuardianAttitude, RiskChange } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, optionalLine, optionalText } from './fields.ts';

export const guardianContacted = defineEvent({
  type: 'guardian_contacted',
  version: 1,
  payload: z.strictObject({
    method: ContactMethod,
    reached: z.boolean(),
    with: optionalLine,
    attitude: GuardianAttitude,
    content: optionalText,
    riskChange: RiskChange,
    next: optionalText,
  }),
  example: {
    method: 'phone',
    reached: true,
    with: '母亲',
    attitude: 'cooperative',
    content: '在家作息规律,按时服药。',
    riskChange: 'same',
    next: '下周三再联系。',
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: activeStages,
  documents: ['D14', 'D24'],
  confidential: ['content'],
  correctable: ['method', 'reached', 'with', 'attitude', 'content', 'riskChange', 'next', 'happenedAt'],
  guard: () => null,
  apply: (state, { happenedAt, payload }) => {
    if (!payload.reached) return state;
    return beginIntervention(
      {
        ...state,
        guardianCooperates: payload.attitude === 'unknown' ? state.guardianCooperates : payload.attitude === 'cooperative',
        contacts: { ...state.contacts, lastGuardianAt: laterOf(state.contacts.lastGuardianAt, happenedAt) },
      },
      happenedAt,
    );
  },
});
