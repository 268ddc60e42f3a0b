/** 复学申请 (D16): guardian and pupil ask to come back; the group that assesses it meets from here on. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { date, openStages, optionalDocument, optionalText, schoolStaffRoles, refuseFutureDay } from './fields.ts';

export const returnApplied = defineEvent({
  type: 'return_applied',
  version: 1,
  payload: z.strictObject({
    on: date,
    materials: z
      .array(z.enum(['application', 'hospital_certificate', 'treatment_record', 'medication_plan', 'guardian_support', 'other']))
      .min(1)
      .max(6),
    hospitalWording: optionalText,
    medication: optionalText,
    wishes: optionalText,
    guardianSupport: optionalText,
    documentId: optionalDocument,
  }),
  example: {
    on: date.parse('2026-11-23'),
    materials: ['application', 'hospital_certificate', 'medication_plan'],
    hospitalWording: '目前情绪稳定，无明显焦虑抑郁情绪，不适随诊。',
    medication: '按医嘱服药，家长保管药品。',
    wishes: '希望回到原班级。',
    guardianSupport: '母亲每日接送，家中有人陪伴。',
    documentId: null,
  },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: openStages,
  documents: ['D16'],
  listing: { group: 'leave', measure: '复学申请' },
  confidential: [],
  correctable: ['on', 'hospitalWording', 'medication', 'wishes', 'guardianSupport', 'documentId'],
  guard: (state) => {
    if (state.leave === null) return refuse('NOT_ON_LEAVE');
    return state.returning !== null && state.returning.conclusion === null ? refuse('RETURN_OPEN_ALREADY') : null;
  },
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.on, recording),
  apply: (state, { id, happenedAt }) => ({
    ...state,
    returning: { id, appliedAt: happenedAt, assessmentId: null, conclusion: null, appealedAt: null },
  }),
});
