/** 转学 / 升学移交 (D33): the pupil goes to another school, and the case with them. By consent only where the consent is on record. */
import { refuse } from '../refusal.ts';
import { isGone } from '../attendance.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { bothRegisters, date, line, openStages, optionalDocument, optionalLine, optionalText, staffRoles, refuseFutureDay } from './fields.ts';

export const pupilTransferred = defineEvent({
  type: 'pupil_transferred',
  version: 1,
  payload: z.strictObject({
    toSchool: line,
    on: date,
    basis: z.enum(['consent', 'legal_duty', 'emergency']),
    consentDocumentId: optionalDocument,
    handedBy: line,
    handedTo: optionalLine,
    how: z.enum(['package', 'paper', 'through_center']),
    note: optionalText,
  }),
  example: {
    toSchool: '示例第二中学',
    on: date.parse('2026-09-01'),
    basis: 'legal_duty',
    consentDocumentId: null,
    handedBy: '沈老师',
    handedTo: '何老师',
    how: 'through_center',
    note: '',
  },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: [...openStages, 'closed'],
  documents: ['D33'],
  listing: { group: 'access', measure: '转学移交' },
  confidential: [],
  correctable: ['toSchool', 'on', 'consentDocumentId', 'handedBy', 'handedTo', 'note', 'happenedAt'],
  guard: (state, payload) => {
    if (state.attendance === 'deceased') return refuse('PUPIL_GONE');
    const consented = state.consents.some(({ kind, given }) => kind === 'transfer' && given);
    return payload.basis === 'consent' && !consented ? refuse('CONSENT_MISSING') : null;
  },
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.on, recording),
  /** Leave, hospital and return end by entries of their own: what is still owed there shows until somebody says so. So do trial and watch, until the other school has the pupil. */
  apply: (state, { id, payload }) => ({
    ...state,
    attendance: isGone(state) ? state.attendance : 'transferred',
    transfer: { eventId: id, on: payload.on, confirmedAt: null },
  }),
});
