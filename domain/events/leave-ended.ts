/**
 * 休学结束: back at school in full, on trial or for part of the day (the watch after a return begins), or gone for good.
 * Nobody comes back without an assessment that says so (dossier §3.9).
 */
import { withAttendance } from '../attendance.ts';
import type { CaseState } from '../case-state.ts';
import { EventId } from '../ids.ts';
import { refuse } from '../refusal.ts';
import { LeaveEnding, type ReturnConclusion } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { date, openStages, optionalDate, optionalDocument, optionalText, schoolStaffRoles, refuseFutureDay } from './fields.ts';

type Return = Extract<LeaveEnding, 'returned' | 'trial' | 'part_time'>;

/** Ways back that a conclusion opens: who may come in full may also come for less. */
const opened: Record<ReturnConclusion, readonly Return[]> = {
  agreed: ['returned', 'trial', 'part_time'],
  trial: ['trial'],
  part_time: ['part_time'],
  deferred: [],
};

export const leaveEnded = defineEvent({
  type: 'leave_ended',
  version: 2,
  payload: z.strictObject({
    on: date,
    how: LeaveEnding,
    assessmentId: EventId.nullable().default(null).meta({ widget: 'reference', of: 'return_assessment' }),
    /** Last day of a trial or part-time return. */
    until: optionalDate.default(null).meta({ widget: 'date' }),
    hospitalWording: optionalText,
    assessment: optionalText,
    watch: optionalText,
    documentId: optionalDocument,
  }),
  example: {
    on: date.parse('2026-12-14'),
    how: 'returned',
    assessmentId: EventId.parse('0198c5a0-0000-7000-8000-00000000000e'),
    until: null,
    hospitalWording: '目前情绪稳定，无明显抑郁焦虑。',
    assessment: '复学评估小组同意复学。',
    watch: '首月每周辅导一次。',
    documentId: null,
  },
  recordedBy: schoolStaffRoles,
  registers: ['school'],
  stages: openStages,
  documents: ['D16', 'D17', 'D18'],
  listing: { group: 'leave', measure: '休学结束' },
  confidential: [],
  correctable: ['hospitalWording', 'assessment', 'watch', 'documentId'],
  guard: (state, payload, recording) => {
    if (state.leave === null) return refuse('NOT_ON_LEAVE');
    if (payload.on < state.leave.from) return refuse('LEAVE_DATES_REVERSED');
    // A leave that has not begun ends on its first day at the soonest.
    const early = payload.on > state.leave.from ? refuseFutureDay(payload.on, recording) : null;
    if (early !== null) return early;
    const { how } = payload;
    if (!isReturn(how)) return null;
    if (!mayReturn(state, how, payload.assessmentId)) return refuse('RETURN_NOT_ASSESSED');
    if (how === 'returned') return null;
    if (payload.until === null) return refuse('RETURN_UNTIL_MISSING');
    return payload.until < payload.on ? refuse('LEAVE_DATES_REVERSED') : null;
  },
  apply: (state, { happenedAt, payload }) => {
    const over: CaseState = { ...state, leave: null, returning: null, returnedAt: null, trialUntil: null, watchSince: null };
    const { how } = payload;
    if (!isReturn(how)) return { ...over, attendance: state.attendance === 'deceased' ? 'deceased' : 'transferred' };
    const back: CaseState = { ...over, returnedAt: happenedAt, watchSince: happenedAt, trialUntil: how === 'returned' ? null : payload.until };
    return withAttendance(back, how === 'returned' ? 'at_school' : how);
  },
  /** Version 2 names the assessment that let the pupil back and the last day of a trial; earlier entries never said. */
  upgrade: (payload) => ({ assessmentId: null, until: null, ...payload }),
});

function isReturn(how: LeaveEnding): how is Return {
  return how === 'returned' || how === 'trial' || how === 'part_time';
}

function mayReturn({ returning }: CaseState, how: Return, assessmentId: EventId | null): boolean {
  if (returning === null || returning.conclusion === null || assessmentId === null) return false;
  return returning.assessmentId === assessmentId && opened[returning.conclusion].includes(how);
}
