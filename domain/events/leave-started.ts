/** 休学开始: from now on the school contacts parents and pupil every week. A trial or a watch after an earlier return is over with it. */
import { isGone, withAttendance } from '../attendance.ts';
import { beginIntervention } from '../case-state.ts';
import { refuse } from '../refusal.ts';
import { dateOf, daysBetween } from '../time.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, date, longText, optionalDate, optionalDocument, schoolStaffRoles } from './fields.ts';

/** The weekly contacts are counted from the day it names: a mistyped year would owe thousands. */
const mostDaysApart = 366;

export const leaveStarted = defineEvent({
  type: 'leave_started',
  version: 1,
  payload: z.strictObject({ from: date, until: optionalDate, reason: longText, documentId: optionalDocument }),
  example: { from: date.parse('2026-10-12'), until: null, reason: '遵医嘱休学治疗。', documentId: null },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: activeStages,
  documents: ['D15'],
  listing: { group: 'leave', measure: '休学' },
  confidential: [],
  correctable: ['until', 'reason', 'documentId'],
  guard: (state, payload, { happenedAt }) => {
    if (isGone(state)) return refuse('PUPIL_GONE');
    if (state.leave !== null) return refuse('ALREADY_ON_LEAVE');
    if (Math.abs(daysBetween(dateOf(happenedAt), payload.from)) > mostDaysApart) return refuse('LEAVE_TOO_FAR', { days: mostDaysApart });
    return payload.until !== null && payload.until < payload.from ? refuse('LEAVE_DATES_REVERSED') : null;
  },
  apply: (state, { happenedAt, payload }) =>
    beginIntervention(
      withAttendance({
        ...state,
        leave: { from: payload.from, until: payload.until, startedAt: happenedAt },
        returning: null,
        returnedAt: null,
        trialUntil: null,
        watchSince: null,
      }),
      happenedAt,
    ),
});
