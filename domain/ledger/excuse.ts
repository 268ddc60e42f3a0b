/** A leader says why a period of an office clock need not be kept. Made by `ledger.excuse` alone, which checks that the period is open. */
import { bothRegisters, leaderRoles, longText } from '../events/fields.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';

export const excuse = defineLedger({
  kind: 'excuse',
  version: 1,
  payload: z.strictObject({ dutyId: z.string().min(1).max(120), reason: longText }),
  example: { dutyId: 'T_TRAIN:2026-10', reason: '督导师因病,并入十一月两次进行。' },
  recordedBy: leaderRoles,
  registers: bothRegisters,
  correctable: [],
  daysAhead: 0,
});
