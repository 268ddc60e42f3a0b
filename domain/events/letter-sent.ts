/** 发出告知书: the centre tells the head of the school, with advice and a week for the plan (D01). */
import { DocumentId } from '../ids.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { activeStages, line, optionalPackage, optionalText } from './fields.ts';

export const letterSent = defineEvent({
  type: 'letter_sent',
  version: 1,
  payload: z.strictObject({
    school: line,
    letterNumber: line,
    documentId: DocumentId.meta({ widget: 'document' }),
    packageId: optionalPackage,
    phonedTo: optionalText,
  }),
  example: {
    school: '青浦区示例中学',
    letterNumber: '告知〔2026〕7号',
    documentId: DocumentId.parse('0198c5a0-0000-7000-8000-0000000000d1'),
    packageId: null,
    phonedTo: '已电话通知学校德育主任。',
  },
  recordedBy: ['center_counselor', 'center_head'],
  registers: ['center'],
  stages: activeStages,
  documents: ['D01'],
  listing: { group: 'notice', measure: '发出告知书' },
  confidential: [],
  correctable: ['school', 'phonedTo', 'packageId'],
  guard: () => null,
  apply: (state, { happenedAt, payload }) => ({
    ...state,
    letterSent: { number: payload.letterNumber, documentId: payload.documentId, sentAt: happenedAt },
    principalNotifiedAt: state.principalNotifiedAt ?? happenedAt,
  }),
});
