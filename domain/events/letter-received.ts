/**
 * 收到告知书: the centre's letter reached the school. `happenedAt` is the receipt, from which the week for the plan runs. Whoever read the stick
 * is not the principal, to whom the letter is addressed: that they know is an entry of its own (principal_notified).
 */
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { line, longText, openStages, optionalPackage, optionalText } from './fields.ts';

export const letterReceived = defineEvent({
  type: 'letter_received',
  version: 1,
  payload: z.strictObject({ letterNumber: line, packageId: optionalPackage, receivedBy: line, summary: longText, requirements: optionalText }),
  example: {
    letterNumber: '告知〔2026〕7号',
    packageId: null,
    receivedBy: '校长',
    summary: '热线来电反映该生有自杀倾向，中心已告知家长。',
    requirements: '自收到之日起一周内报送干预预案及已采取措施。',
  },
  recordedBy: ['psych_teacher', 'vice_principal', 'principal'],
  registers: ['school'],
  stages: openStages,
  // The centre telephones first: the case is often opened by hand while the letter waits.
  mayPrecedeOpening: true,
  documents: [],
  listing: { group: 'notice', measure: '收到告知书' },
  confidential: [],
  correctable: ['letterNumber', 'receivedBy', 'summary', 'requirements', 'happenedAt'],
  guard: () => null,
  apply: (state, { happenedAt, id, payload }) => ({
    ...state,
    letter: { number: payload.letterNumber, packageId: payload.packageId, receivedAt: happenedAt, eventId: id },
  }),
});
