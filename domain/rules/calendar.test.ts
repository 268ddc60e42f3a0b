import { describe, expect, it } from 'vitest';
import { Instant, PlainDate } from '../time.ts';
import { addSchoolDays, calendarAt, endsSoon, isSchoolDay, schoolYearOf, unpublishedYears } from './calendar.ts';
import { builtInCalendars, defaultCalendar } from './defaults.ts';

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

describe('what is published', () => {
  it.each([
    ['2026-08-31', 2025],
    ['2026-09-01', 2026],
  ])('%s lies in the school year %i', (day, year) => {
    expect(schoolYearOf(date(day))).toBe(year);
  });

  it('names the school years whose holidays are not announced to their end', () => {
    expect(unpublishedYears(defaultCalendar, date('2025-03-01'))).toEqual([]);
    expect(unpublishedYears(defaultCalendar, date('2025-09-01'))).toEqual([2026]);
    expect(unpublishedYears(defaultCalendar, date('2026-09-01'))).toEqual([2026, 2027]);
  });

  it.each([
    ['2026-11-01', false],
    ['2026-11-02', true],
    ['2027-03-01', true],
  ])('on %s it ends soon: %s', (day, expected) => {
    expect(endsSoon(defaultCalendar, date(day))).toBe(expected);
  });
});

describe('the calendar in force', () => {
  const own = { from: Instant.parse('2026-09-10T00:00:00.000Z'), calendar: { ...defaultCalendar, version: 'own' } };
  const calendars = [...builtInCalendars, own];

  it.each([
    ['1999-01-01T00:00:00.000Z', 'cn-shanghai-2026.2'],
    ['2026-09-09T23:59:59.999Z', 'cn-shanghai-2026.2'],
    ['2026-09-10T00:00:00.000Z', 'own'],
  ])('at %s is %s', (at, version) => {
    expect(calendarAt(calendars, Instant.parse(at)).version).toBe(version);
  });

  it('is the first one before any came into force', () => {
    expect(calendarAt([own], Instant.parse('2020-01-01T00:00:00.000Z')).version).toBe('own');
    expect(() => calendarAt([], own.from)).toThrow('no school calendar is in force');
  });
});
