/** 住院: the pupil is an in-patient. A leave or a trial goes on underneath; a watch is over, and begins anew after the discharge. */
import { isGone, withAttendance } from '../attendance.ts';
import { beginIntervention, withSignal } from '../case-state.ts';
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, date, line, optionalDocument, refuseFutureDay, staffRoles } from './fields.ts';

export const hospitalAdmitted = defineEvent({
  type: 'hospital_admitted',
  version: 1,
  payload: z.strictObject({
    hospital: line,
    admittedOn: date,
    voluntary: z.enum(['voluntary', 'guardian_consent', 'emergency', 'unknown']),
    documentId: optionalDocument,
  }),
  example: { hospital: '市精神卫生中心', admittedOn: date.parse('2026-09-24'), voluntary: 'guardian_consent', documentId: null },
  recordedBy: staffRoles,
  registers: ['school', 'center'],
  stages: activeStages,
  documents: [],
  listing: { group: 'referral', measure: '住院' },
  confidential: [],
  correctable: ['hospital', 'voluntary', 'documentId'],
  guard: (state, payload, recording) => {
    if (isGone(state)) return refuse('PUPIL_GONE');
    return state.hospital === null ? refuseFutureDay(payload.admittedOn, recording) : refuse('ALREADY_IN_HOSPITAL');
  },
  apply: (state, { id, happenedAt, recordedAt, payload }) =>
    beginIntervention(
      withSignal(withAttendance({ ...state, watchSince: null, hospital: { eventId: id, admittedOn: payload.admittedOn } }), { happenedAt, recordedAt }),
      happenedAt,
    ),
});
