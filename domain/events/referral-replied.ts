/** 转介回执: what the hospital found, in its own words. Only a hospital diagnoses; the source says who brought the words. */
import { refuse } from '../refusal.ts';
import { laterOf } from '../time.ts';
import { ReplySource, Treatment } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { date, fitForSchool, optionalDate, optionalDocument, optionalText, openStages, referralRef, refuseFutureDay } from './fields.ts';

export const referralReplied = defineEvent({
  type: 'referral_replied',
  version: 1,
  payload: z.strictObject({
    referralId: referralRef,
    source: ReplySource,
    visitedOn: date,
    diagnosis: optionalText,
    treatment: Treatment,
    fitForSchool,
    advice: optionalText,
    nextVisitOn: optionalDate,
    documentId: optionalDocument,
  }),
  example: {
    referralId: referralRef.parse('0198c5a0-0000-7000-8000-00000000000e'),
    source: 'slip',
    visitedOn: date.parse('2026-09-21'),
    diagnosis: '中度抑郁发作',
    treatment: 'outpatient',
    fitForSchool: 'conditional',
    advice: '门诊随访，家长看护。',
    nextVisitOn: null,
    documentId: null,
  },
  recordedBy: ['psych_teacher', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: [],
  listing: { group: 'referral', measure: '收到转介回执' },
  confidential: ['diagnosis', 'advice'],
  correctable: ['source', 'visitedOn', 'diagnosis', 'treatment', 'fitForSchool', 'advice', 'nextVisitOn', 'documentId', 'happenedAt'],
  guard: (state, payload) => (state.referrals.some((referral) => referral.id === payload.referralId) ? null : refuse('REFERRAL_UNKNOWN')),
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.visitedOn, recording),
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    diagnosedAt: payload.diagnosis === '' ? state.diagnosedAt : laterOf(state.diagnosedAt, happenedAt),
    referrals: state.referrals.map((referral) =>
      referral.id === payload.referralId
        ? { ...referral, status: 'replied', repliedAt: referral.repliedAt ?? happenedAt, replySource: payload.source }
        : referral,
    ),
  }),
});
