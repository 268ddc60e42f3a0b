/** 说明理由查阅 (D34): somebody to whom the case is not assigned opened it and said why. Whoever owns it is shown this. */
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, longText } from './fields.ts';

export const caseAccessed = defineEvent({
  type: 'case_accessed',
  version: 1,
  payload: z.strictObject({ reason: longText.min(4) }),
  example: { reason: '责任教师病假，代为处理当日来电。' },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'auditor', 'center_counselor', 'center_head'],
  registers: bothRegisters,
  stages,
  documents: ['D34'],
  listing: { group: 'access', measure: null, offMenu: true },
  confidential: [],
  correctable: [],
  guard: () => null,
  apply: (state) => state,
});
