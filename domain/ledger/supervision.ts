/** 督导台账: cases appear by their numbers only, never by names. */
import { bothRegisters, line, longText, optionalText, staffRoles } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';

export const supervision = defineLedger({
  kind: 'supervision',
  version: 1,
  payload: z.strictObject({
    /** Empty when no case of this register was discussed. */
    caseNos: z.array(z.string().trim().min(1).max(40)).max(20).meta({ widget: 'people' }),
    supervisor: line,
    questions: longText,
    advice: longText,
    followUp: optionalText,
  }),
  example: {
    caseNos: [],
    supervisor: '区中心督导师',
    questions: '家长回避就医时的沟通步骤。',
    advice: '先由分管领导约谈并留存书面告知。',
    followUp: '两周内反馈。',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['caseNos', 'supervisor', 'questions', 'advice', 'followUp', 'happenedOn'],
  daysAhead: 0,
  caseNos: ({ caseNos }) => caseNos,
});
