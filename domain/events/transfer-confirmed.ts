/** 移交回执: the receiving school says that the case arrived. */
import { refuse } from '../refusal.ts';
import { stages } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, line, optionalLine, staffRoles, refuseFutureDay } from './fields.ts';

export const transferConfirmed = defineEvent({
  type: 'transfer_confirmed',
  version: 1,
  payload: z.strictObject({ receivedBy: line, on: date, receiptNo: optionalLine }),
  example: { receivedBy: '何老师', on: date.parse('2026-09-04'), receiptNo: '移交〔2026〕3号' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages,
  documents: [],
  listing: { group: 'access', measure: null },
  confidential: [],
  correctable: ['receivedBy', 'on', 'receiptNo', 'happenedAt'],
  guard: (state) => (state.transfer === null || state.transfer.confirmedAt !== null ? refuse('TRANSFER_UNKNOWN') : null),
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.on, recording),
  /** Trial and watch were this school's. */
  apply: (state, { happenedAt }) => ({
    ...state,
    trialUntil: null,
    watchSince: null,
    transfer: state.transfer === null ? null : { ...state.transfer, confirmedAt: happenedAt },
  }),
});
