/** 值班记录: how many came, why in general, and what was handed over; no names. */
import { bothRegisters, line, optionalText, staffRoles } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { headcount } from './fields.ts';

const reasons = ['study', 'peers', 'family', 'emotion', 'teachers', 'crisis', 'appointment', 'other'] as const;

export const dutyLog = defineLedger({
  kind: 'duty_log',
  version: 1,
  payload: z.strictObject({
    teacher: line,
    visits: headcount,
    reasons: z.array(z.enum(reasons)).max(reasons.length),
    urgent: optionalText,
    handedOver: optionalText,
  }),
  example: { teacher: '专职心理教师', visits: 4, reasons: ['study', 'peers'], urgent: '', handedOver: '一人约定次日再来。' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['teacher', 'visits', 'reasons', 'urgent', 'handedOver', 'happenedOn'],
  daysAhead: 0,
});
