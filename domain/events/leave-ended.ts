/** 休学结束: back at school (the watch after return begins), on trial, or gone for good. */
import { refuse } from '../refusal.ts';
import { LeaveEnding } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { date, openStages, optionalDocument, optionalText } from './fields.ts';

export const leaveEnded = defineEvent({
  type: 'leave_ended',
  version: 1,
  payload: z.strictObject({
    on: date,
    how: LeaveEnding,
    hospitalWording: optionalText,
    assessment: optionalText,
    watch: optionalText,
    documentId: optionalDocument,
  }),
  example: {
    on: date.parse('2026-12-14'),
    how: 'returned',
    hospitalWording: '目前情绪稳定,无明显抑郁焦虑。',
    assessment: '复学评估小组同意复学。',
    watch: '首月每周辅导一次。',
    documentId: null,
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal'],
  registers: ['school'],
  stages: openStages,
  documents: ['D16', 'D17', 'D18'],
  confidential: [],
  correctable: ['hospitalWording', 'assessment', 'watch', 'documentId'],
  guard: (state, payload) => {
    if (state.leave === null) return refuse('NOT_ON_LEAVE');
    return payload.on < state.leave.from ? refuse('LEAVE_DATES_REVERSED') : null;
  },
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    attendance: 'at_school',
    leave: null,
    returnedAt: payload.how === 'returned' || payload.how === 'trial' ? happenedAt : null,
  }),
});
