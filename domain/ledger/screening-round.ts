/** 筛查: one round of screening of the whole school, in numbers (dossier §3.16). Every September, all pupils (Qingpu paper). */
import { bothRegisters, optionalText, staffRoles } from '../events/fields.ts';
import { Instrument } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { headcount } from './fields.ts';

export const screeningRound = defineLedger({
  kind: 'screening_round',
  version: 1,
  payload: z.strictObject({
    instruments: z.array(Instrument).min(1).max(8),
    expected: headcount,
    tested: headcount,
    exempt: headcount,
    absent: headcount,
    invalid: headcount,
    flagged: headcount,
    note: optionalText,
  }),
  example: { instruments: ['MHT'], expected: 812, tested: 798, exempt: 4, absent: 10, invalid: 12, flagged: 41, note: '请假学生于十月补测。' },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['instruments', 'expected', 'tested', 'exempt', 'absent', 'invalid', 'flagged', 'note', 'happenedOn'],
  daysAhead: 0,
  guard: ({ expected, tested, exempt, absent, invalid, flagged }) => [
    ...(expected === tested + exempt + absent ? [] : [{ path: 'expected', rule: 'does_not_add_up' }]),
    ...(invalid <= tested ? [] : [{ path: 'invalid', rule: 'more_than_tested' }]),
    ...(flagged <= tested ? [] : [{ path: 'flagged', rule: 'more_than_tested' }]),
  ],
});
