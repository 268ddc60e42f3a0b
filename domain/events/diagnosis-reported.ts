/** 就医诊断登记: what a hospital found reached the office without a referral of its own. Word for word; only a hospital diagnoses. */
import { laterOf } from '../time.ts';
import { Treatment } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, counsellorRoles, date, fitForSchool, line, longText, openStages, optionalDocument, refuseFutureDay } from './fields.ts';

export const diagnosisReported = defineEvent({
  type: 'diagnosis_reported',
  version: 1,
  payload: z.strictObject({
    hospital: line,
    visitedOn: date,
    wording: longText,
    source: z.enum(['document', 'guardian_oral', 'hospital_call']),
    treatment: Treatment,
    fitForSchool,
    documentId: optionalDocument,
  }),
  example: {
    hospital: '区精神卫生中心',
    visitedOn: date.parse('2026-09-12'),
    wording: '中度抑郁发作，建议规律服药，两周后复诊。',
    source: 'document',
    treatment: 'outpatient',
    fitForSchool: 'conditional',
    documentId: null,
  },
  recordedBy: counsellorRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'discovery', measure: '登记就医诊断' },
  confidential: ['wording', 'treatment'],
  correctable: ['hospital', 'visitedOn', 'wording', 'source', 'treatment', 'fitForSchool', 'documentId', 'happenedAt'],
  guard: () => null,
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.visitedOn, recording),
  apply: (state, { happenedAt }) => ({ ...state, diagnosedAt: laterOf(state.diagnosedAt, happenedAt) }),
});
