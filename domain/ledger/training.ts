/** 培训台账: who was trained in what. The Qingpu paper asks for monthly training of psychology teachers and volunteers. */
import { bothRegisters, line, optionalText, staffRoles } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { headcount, lessonHours } from './fields.ts';

export const trainingTypes = ['psych_teacher', 'class_teachers', 'all_staff', 'peer_monitors', 'parents', 'volunteers'] as const;

export const training = defineLedger({
  kind: 'training',
  version: 1,
  payload: z.strictObject({
    type: z.enum(trainingTypes),
    topic: line,
    trainer: line,
    hours: lessonHours,
    attended: headcount,
    effect: optionalText,
  }),
  example: { type: 'psych_teacher', topic: '危机个案研判与转介流程', trainer: '区中心督导师', hours: 2, attended: 6, effect: '完成案例演练一则。' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['type', 'topic', 'trainer', 'hours', 'attended', 'effect', 'happenedOn'],
  daysAhead: 0,
});
