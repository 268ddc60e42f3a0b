/** 备案: the school reports to the centre and to the office for the protection of minors ("及时上报心理中心和未保办备案"). */
import { FilingAddressee } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, optionalDocument, optionalLine } from './fields.ts';

export const caseFiled = defineEvent({
  type: 'case_filed',
  version: 1,
  payload: z.strictObject({
    to: z.array(FilingAddressee).min(1).max(2),
    report: z.enum(['first', 'further', 'final']),
    how: z.enum(['package', 'paper', 'phone', 'platform']),
    documentId: optionalDocument,
    receiptNo: optionalLine,
  }),
  example: { to: ['center', 'minor_protection_office'], report: 'first', how: 'paper', documentId: null, receiptNo: '' },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal'],
  registers: ['school'],
  stages: activeStages,
  documents: ['D06'],
  listing: { group: 'notice', measure: '备案' },
  confidential: [],
  correctable: ['how', 'documentId', 'receiptNo'],
  guard: () => null,
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    filedAt: state.filedAt ?? happenedAt,
    filedTo: [...new Set([...state.filedTo, ...payload.to])],
  }),
});
