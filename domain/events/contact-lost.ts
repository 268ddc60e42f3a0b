/** 失联: nobody of the family answers. Says since when, what was tried and what comes next; any reached contact ends it. */
import { startOf } from '../time.ts';
import { z } from '../zod.ts';
import { defineEvent } from './define-event.ts';
import { openStages, bothRegisters, date, longText, refuseFutureDay, staffRoles } from './fields.ts';

export const contactLost = defineEvent({
  type: 'contact_lost',
  version: 1,
  payload: z.strictObject({ since: date, tried: longText, next: longText }),
  example: { since: date.parse('2026-09-10'), tried: '三天内电话六次、家访一次，均无人应答。', next: '联系居委会与派出所协助查找。' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  stages: openStages,
  documents: [],
  listing: { group: 'contact', measure: '失联查找' },
  confidential: [],
  correctable: ['since', 'tried', 'next'],
  guard: () => null,
  standsAs: (_state, payload, recording) => refuseFutureDay(payload.since, recording),
  apply: (state, { payload }) => ({ ...state, lostSince: startOf(payload.since) }),
});
