/** 转介进展: what is known of a referral before the hospital answers. A referral that came to nothing owes no slip, and an urgent one then asks for another way. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { counsellorRoles, openStages, optionalText, referralRef } from './fields.ts';

export const referralUpdated = defineEvent({
  type: 'referral_updated',
  version: 1,
  payload: z.strictObject({
    referralId: referralRef,
    status: z.enum(['accepted', 'declined', 'revoked', 'no_show']),
    how: z.enum(['phone', 'paper', 'face', 'guardian_oral']),
    note: optionalText,
  }),
  example: {
    referralId: referralRef.parse('0198c5a0-0000-7000-8000-00000000000e'),
    status: 'accepted',
    how: 'phone',
    note: '儿少门诊已收转介函，约定周四上午就诊。',
  },
  recordedBy: counsellorRoles,
  registers: ['school', 'center'],
  stages: openStages,
  documents: [],
  listing: { group: 'referral', measure: null },
  confidential: [],
  correctable: ['how', 'note', 'happenedAt'],
  guard: (state, payload) => {
    const referral = state.referrals.find(({ id }) => id === payload.referralId);
    if (referral === undefined) return refuse('REFERRAL_UNKNOWN');
    return referral.repliedAt === null ? null : refuse('REFERRAL_ANSWERED');
  },
  apply: (state, { payload }) => ({
    ...state,
    referrals: state.referrals.map((referral) => (referral.id === payload.referralId ? { ...referral, status: payload.status } : referral)),
  }),
});
