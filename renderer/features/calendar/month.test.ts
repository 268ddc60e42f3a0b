import { describe, expect, it } from 'vitest';
import { isSchoolDay, SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { PlainDate } from '../../../domain/time.ts';
import { kindOfDay, monthOf, moveMonth, weeksOf } from './month.ts';

const day = (text: string) => PlainDate.parse(text);
const calendar = SchoolCalendar.parse({
  version: 'test',
  terms: [{ name: '第一学期', from: '2026-09-01', to: '2027-01-20' }],
  holidays: ['2026-10-01', '2026-10-02'],
  makeUpDays: ['2026-10-10'],
  publishedUntil: '2026-12-31',
});

describe('a day of the calendar', () => {
  it.each([
    ['2026-09-01', 'school'],
    ['2026-09-05', 'weekend'],
    ['2026-10-01', 'holiday'],
    ['2026-10-10', 'make_up'],
    ['2026-08-31', 'vacation'],
    ['2027-01-04', 'unpublished'],
  ] as const)('%s is %s', (date, kind) => {
    expect(kindOfDay(calendar, day(date))).toBe(kind);
  });

  it('is a school day in the view exactly when the clocks count it', () => {
    for (const { date, kind } of ['2026-09-01', '2026-10-01', '2026-12-01'].flatMap((month) => weeksOf(calendar, day(month)).flat())) {
      const counted = isSchoolDay(calendar, date);
      expect([date, counted.ok ? counted.value : 'unpublished']).toEqual([
        date,
        kind === 'unpublished' ? 'unpublished' : kind === 'school' || kind === 'make_up',
      ]);
    }
  });
});

describe('a month', () => {
  it('is shown in whole weeks from Monday', () => {
    const weeks = weeksOf(calendar, day('2026-10-01'));
    expect(weeks.map((week) => week.length)).toEqual([7, 7, 7, 7, 7]);
    expect(weeks[0]?.[0]).toEqual({ date: '2026-09-28', kind: 'school', inMonth: false });
    expect(weeks.flat().filter(({ inMonth }) => inMonth)).toHaveLength(31);
  });

  it('moves over the turn of the year', () => {
    expect(monthOf(day('2026-12-25'))).toBe('2026-12-01');
    expect(moveMonth(day('2026-12-01'), 1)).toBe('2027-01-01');
    expect(moveMonth(day('2027-01-01'), -13)).toBe('2025-12-01');
  });
});
