/** 告知校长: the head of the school knows, and with that the school's own crisis plan can start. */
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { line, openStages, optionalText } from './fields.ts';

export const principalNotified = defineEvent({
  type: 'principal_notified',
  version: 1,
  payload: z.strictObject({ how: z.enum(['face', 'phone', 'written']), to: line, by: line, instruction: optionalText }),
  example: { how: 'face', to: '校长', by: '沈老师', instruction: '启动校园心理危机干预预案，分管副校长牵头。' },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'],
  registers: ['school', 'center'],
  stages: openStages,
  documents: [],
  listing: { group: 'notice', measure: '报告校长' },
  confidential: [],
  correctable: ['how', 'to', 'by', 'instruction', 'happenedAt'],
  guard: () => null,
  apply: (state, { happenedAt }) => ({ ...state, principalNotifiedAt: state.principalNotifiedAt ?? happenedAt }),
});
