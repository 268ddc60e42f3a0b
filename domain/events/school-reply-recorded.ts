/** 学校答复: what a school answered to the letter otherwise than by package. Only the plan ends the wait for it. */
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { openStages, optionalText } from './fields.ts';

export const schoolReplyRecorded = defineEvent({
  type: 'school_reply_recorded',
  version: 1,
  payload: z.strictObject({
    how: z.enum(['paper', 'phone', 'platform']),
    planReceived: z.boolean(),
    measuresReceived: z.boolean(),
    documentNumbers: z.array(z.string().trim().min(1).max(120)).max(20).meta({ widget: 'people' }),
    note: optionalText,
  }),
  example: {
    how: 'paper',
    planReceived: true,
    measuresReceived: true,
    documentNumbers: ['预案〔2026〕7号'],
    note: '学校专人送达，已核对预案与措施。',
  },
  recordedBy: ['center_counselor', 'center_head'],
  registers: ['center'],
  stages: openStages,
  documents: [],
  listing: { group: 'notice', measure: null },
  confidential: [],
  correctable: ['how', 'documentNumbers', 'note', 'happenedAt'],
  guard: () => null,
  apply: (state) => state,
});
