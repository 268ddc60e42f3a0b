/** 宣传: what the office did to be known. */
import { bothRegisters, line, optionalText, staffRoles } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { headcount } from './fields.ts';

export const publicity = defineLedger({
  kind: 'publicity',
  version: 1,
  payload: z.strictObject({
    form: z.enum(['class_meeting', 'lecture', 'broadcast', 'board', 'online', 'week_or_month', 'hotline_card', 'other']),
    topic: line,
    audience: line,
    reached: headcount,
    note: optionalText,
  }),
  example: { form: 'hotline_card', topic: '24小时心理热线告知', audience: '全体学生', reached: 812, note: '' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['form', 'topic', 'audience', 'reached', 'note', 'happenedOn'],
  daysAhead: 0,
});
