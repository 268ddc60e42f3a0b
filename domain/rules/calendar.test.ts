import { describe, expect, it } from 'vitest';
import { PlainDate } from '../time.ts';
import { addSchoolDays, isSchoolDay } from './calendar.ts';
import { defaultCalendar } from './defaults.ts';

const date = (text: string): PlainDate => PlainDate.parse(text);

describe('school calendar', () => {
  it.each([
    ['2026-09-30', true, 'a Wednesday in term'],
    ['2026-10-01', false, 'National Day'],
    ['2026-10-10', true, 'a make-up Saturday'],
    ['2026-10-11', false, 'an ordinary Sunday'],
    ['2026-02-28', false, 'a make-up Saturday outside term'],
    ['2026-07-15', false, 'a Wednesday in the summer holidays'],
  ])('%s: %s (%s)', (day, expected) => {
    expect(isSchoolDay(defaultCalendar, date(day))).toEqual({ ok: true, value: expected });
  });

  it('does not guess a year that is not announced', () => {
    expect(isSchoolDay(defaultCalendar, date('2027-01-04'))).toEqual({ ok: false, error: { code: 'CALENDAR_NOT_PUBLISHED', date: '2027-01-04' } });
    expect(addSchoolDays(defaultCalendar, date('2026-12-30'), 5)).toMatchObject({ ok: false, error: { code: 'CALENDAR_NOT_PUBLISHED' } });
  });

  it.each([
    ['2026-09-18', 1, '2026-09-20', 'the make-up Sunday counts'],
    ['2026-09-30', 1, '2026-10-08', 'the holiday does not'],
    ['2026-06-30', 1, '2026-09-01', 'over the summer'],
    ['2026-09-30', 0, '2026-09-30', 'no day at all'],
  ])('%s and %i school days is %s (%s)', (from, days, expected) => {
    expect(addSchoolDays(defaultCalendar, date(from), days)).toEqual({ ok: true, value: expected });
  });
});
