/** 返校观察结束: the pupil has settled in again; the grade decides what goes on. */
import { refuse } from '../refusal.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { longText, openStages, staffRoles } from './fields.ts';

export const watchEnded = defineEvent({
  type: 'watch_ended',
  version: 1,
  payload: z.strictObject({ summary: longText }),
  example: { summary: '返校两个月出勤正常，与同伴往来恢复，结束返校观察，转入分级回访。' },
  recordedBy: staffRoles,
  registers: ['school', 'center'],
  stages: openStages,
  documents: [],
  listing: { group: 'leave', measure: '返校观察结束' },
  confidential: [],
  correctable: ['summary'],
  guard: (state) => (state.watchSince === null ? refuse('NOT_WATCHED') : null),
  apply: (state) => ({ ...state, watchSince: null }),
});
