/** 转介: the pupil is sent to a hospital. The reply slip is owed until it comes. */
import { beginIntervention } from '../case-state.ts';
import { refuseAfterDeath } from '../death.ts';
import { ReferralUrgency } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, line, longText, optionalDocument, optionalLine } from './fields.ts';

export const referralMade = defineEvent({
  type: 'referral_made',
  version: 1,
  payload: z.strictObject({
    hospital: line,
    department: optionalLine,
    urgency: ReferralUrgency,
    reason: longText,
    guardianConsent: z.enum(['written', 'oral', 'refused', 'emergency']),
    documentId: optionalDocument,
  }),
  example: {
    hospital: '区精神卫生中心',
    department: '儿少门诊',
    urgency: 'soon',
    reason: '持续情绪低落伴自杀意念，建议专科评估。',
    guardianConsent: 'written',
    documentId: null,
  },
  recordedBy: ['psych_teacher', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: activeStages,
  documents: ['D03', 'D11', 'D12'],
  listing: { group: 'referral', measure: '转介' },
  confidential: [],
  correctable: ['hospital', 'department', 'reason', 'documentId', 'happenedAt'],
  guard: (state, _payload, recording) => refuseAfterDeath(state, recording),
  apply: (state, { id, happenedAt, payload }) =>
    beginIntervention(
      {
        ...state,
        referrals: [
          ...state.referrals,
          { id, hospital: payload.hospital, urgency: payload.urgency, madeAt: happenedAt, status: 'open', repliedAt: null, replySource: null },
        ],
      },
      happenedAt,
    ),
});
