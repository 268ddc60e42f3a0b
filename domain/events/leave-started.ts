/** 休学开始: from now on the school contacts parents and pupil every week. */
import { beginIntervention } from '../case-state.ts';
import { refuse } from '../refusal.ts';
import { dateOf, daysBetween } from '../time.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, date, longText, optionalDate, optionalDocument } from './fields.ts';

/** The weekly contacts are counted from the day it names: a mistyped year would owe thousands. */
const mostDaysApart = 366;

export const leaveStarted = defineEvent({
  type: 'leave_started',
  version: 1,
  payload: z.strictObject({ from: date, until: optionalDate, reason: longText, documentId: optionalDocument }),
  example: { from: date.parse('2026-10-12'), until: null, reason: '遵医嘱休学治疗。', documentId: null },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal'],
  registers: ['school'],
  stages: activeStages,
  documents: ['D15'],
  confidential: [],
  correctable: ['until', 'reason', 'documentId'],
  guard: (state, payload, { happenedAt }) => {
    if (state.leave !== null) return refuse('ALREADY_ON_LEAVE');
    if (Math.abs(daysBetween(dateOf(happenedAt), payload.from)) > mostDaysApart) return refuse('LEAVE_TOO_FAR', { days: mostDaysApart });
    return payload.until !== null && payload.until < payload.from ? refuse('LEAVE_DATES_REVERSED') : null;
  },
  apply: (state, { happenedAt, payload }) =>
    beginIntervention(
      { ...state, attendance: 'on_leave', leave: { from: payload.from, until: payload.until, startedAt: happenedAt }, returnedAt: null },
      happenedAt,
    ),
});
