/** 出院: what the hospital wrote stays as it wrote it. Who comes back to school is watched from that day. */
import { withAttendance } from '../attendance.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { date, fitForSchool, openStages, optionalDate, optionalDocument, optionalText, refuseFutureDay, staffRoles } from './fields.ts';

export const hospitalDischarged = defineEvent({
  type: 'hospital_discharged',
  version: 1,
  payload: z.strictObject({
    dischargedOn: date,
    /** Verbatim; never turned into "cured". */
    wording: optionalText,
    fitForSchool,
    advice: optionalText,
    nextVisitOn: optionalDate,
    documentId: optionalDocument,
  }),
  example: {
    dischargedOn: date.parse('2026-10-20'),
    wording: '目前情绪稳定，未见明显精神病性症状。',
    fitForSchool: 'conditional',
    advice: '按时服药，两周后复诊。',
    nextVisitOn: date.parse('2026-11-03'),
    documentId: null,
  },
  recordedBy: staffRoles,
  registers: ['school', 'center'],
  stages: openStages,
  documents: [],
  listing: { group: 'referral', measure: '出院' },
  confidential: [],
  correctable: ['wording', 'fitForSchool', 'advice', 'nextVisitOn', 'documentId'],
  guard: (state, payload, recording) => {
    if (state.hospital === null) return refuse('NOT_IN_HOSPITAL');
    return payload.dischargedOn < state.hospital.admittedOn ? refuse('LEAVE_DATES_REVERSED') : refuseFutureDay(payload.dischargedOn, recording);
  },
  apply: (state, { happenedAt }) => {
    const out = withAttendance({ ...state, hospital: null });
    return out.attendance === 'at_school' || out.attendance === 'trial' ? { ...out, watchSince: happenedAt } : out;
  },
});
