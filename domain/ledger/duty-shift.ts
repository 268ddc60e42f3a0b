/** 值班表: who is on duty in the counselling room. A shift may stand for every week until a day, as rosters are written. */
import { bothRegisters, line, optionalDate, optionalLine, staffRoles } from '../events/fields.ts';
import { addDays, daysBetween, type PlainDate } from '../time.ts';
import { z } from '../zod.ts';
import { defineLedger } from './define-ledger.ts';
import { wallClock } from './fields.ts';

/** A roster is made for a term at most. */
const longestDays = 31 * 7;

export const dutyShift = defineLedger({
  kind: 'duty_shift',
  version: 1,
  payload: z.strictObject({ from: wallClock, to: wallClock, teacher: line, place: line, phone: optionalLine, weeklyUntil: optionalDate }),
  example: { from: '12:00', to: '13:00', teacher: '专职心理教师', place: '心理辅导室', phone: '021-00000000', weeklyUntil: null },
  recordedBy: staffRoles,
  registers: bothRegisters,
  correctable: ['from', 'to', 'teacher', 'place', 'phone', 'weeklyUntil', 'happenedOn'],
  daysAhead: longestDays,
  guard: ({ from, to, weeklyUntil }, { happenedOn }) => [
    ...(from < to ? [] : [{ path: 'to', rule: 'not_after_from' }]),
    ...(weeklyUntil === null || (weeklyUntil >= happenedOn && daysBetween(happenedOn, weeklyUntil) <= longestDays)
      ? []
      : [{ path: 'weeklyUntil', rule: 'out_of_range' }]),
  ],
  days: ({ weeklyUntil }, happenedOn) => weekly(happenedOn, weeklyUntil ?? happenedOn),
});

function weekly(from: PlainDate, until: PlainDate): readonly PlainDate[] {
  const weeks = Math.max(0, Math.floor(daysBetween(from, until) / 7));
  return Array.from({ length: weeks + 1 }, (_, week) => addDays(from, 7 * week));
}
