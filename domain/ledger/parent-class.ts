/** 家长课堂: psychological training of parents by the school, at least once in every semester (Qingpu paper). */
import { bothRegisters, line, optionalText, staffRoles } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { headcount, lessonHours } from './fields.ts';

export const parentClass = defineLedger({
  kind: 'parent_class',
  version: 1,
  payload: z.strictObject({
    topic: line,
    speaker: line,
    audience: line,
    form: z.enum(['on_site', 'online', 'both']),
    hours: lessonHours,
    attended: headcount,
    effect: optionalText,
  }),
  example: { topic: '识别青春期情绪危机的信号', speaker: '专职心理教师', audience: '七年级家长', form: 'on_site', hours: 1.5, attended: 210, effect: '' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['topic', 'speaker', 'audience', 'form', 'hours', 'attended', 'effect', 'happenedOn'],
  daysAhead: 0,
});
