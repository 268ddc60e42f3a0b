/** The built-in tables against an independent one. */
import chineseDays from 'chinese-days';
import { describe, expect, it } from 'vitest';
import { addDays, daysBetween, PlainDate, weekdayOf } from '../time.ts';
import { termOf } from './calendar.ts';
import { defaultCalendar } from './defaults.ts';

const first = PlainDate.parse('2023-09-01');
const days = Array.from({ length: daysBetween(first, defaultCalendar.publishedUntil) + 1 }, (_none, index) => addDays(first, index));
const weekend = (day: PlainDate): boolean => weekdayOf(day) > 5;

describe('holidays of the State Council', () => {
  it('are the weekdays off, each once and in order', () => {
    expect(defaultCalendar.holidays).toEqual(days.filter((day) => !weekend(day) && chineseDays.isHoliday(day)));
  });

  it('are made up on the weekends that count as working days', () => {
    expect(defaultCalendar.makeUpDays).toEqual(days.filter((day) => weekend(day) && chineseDays.isWorkday(day)));
  });

  it('are known to the end of 2026', () => {
    expect(defaultCalendar.publishedUntil).toBe('2026-12-31');
  });
});

describe('terms of the built-in calendar', () => {
  it('follow one another from autumn 2023 to autumn 2026, two in each school year', () => {
    const { terms } = defaultCalendar;
    expect(terms.map(({ name }) => name)).toEqual([2023, 2024, 2025, 2026].flatMap((year) => [`${year}学年第一学期`, `${year}学年第二学期`]).slice(0, -1));
    expect(terms.every(({ from, to }) => from < to)).toBe(true);
    expect(terms.slice(1).every(({ from }, index) => from > (terms[index]?.to ?? ''))).toBe(true);
  });

  it('hold more than 80 school days each, as far as holidays are announced', () => {
    for (const term of defaultCalendar.terms.filter(({ to }) => to <= defaultCalendar.publishedUntil)) {
      const held = days.filter((day) => termOf(defaultCalendar, day) === term && !weekend(day) && !defaultCalendar.holidays.includes(day));
      expect(held.length).toBeGreaterThan(80);
    }
  });
});
