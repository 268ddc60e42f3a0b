/**
 * School days. The table of terms, holidays and make-up days is data that an office edits; nothing here guesses a year
 * whose holidays the State Council has not announced. Duties in a crisis run on calendar days and never ask this table.
 */
import { fail, ok, type Result } from '../result.ts';
import { addDays, PlainDate, weekdayOf } from '../time.ts';
import { z } from '../zod.ts';

export const Term = z.strictObject({ name: z.string().min(1).max(60), from: PlainDate, to: PlainDate });
export type Term = z.infer<typeof Term>;

export const SchoolCalendar = z.strictObject({
  version: z.string().min(1).max(60),
  terms: z.array(Term).max(60),
  /** Days off that would be weekdays. */
  holidays: z.array(PlainDate).max(2000),
  /** Saturdays and Sundays on which school is held. */
  makeUpDays: z.array(PlainDate).max(500),
  /** Last day for which holidays are announced. */
  publishedUntil: PlainDate,
});
export type SchoolCalendar = z.infer<typeof SchoolCalendar>;

export type CalendarGap = { readonly code: 'CALENDAR_NOT_PUBLISHED'; readonly date: PlainDate };

/** Longest search for a school day: a summer holiday and a half. */
const searchDays = 400;

/** Whether school is held on the date; refuses dates after `publishedUntil`. */
export function isSchoolDay(calendar: SchoolCalendar, date: PlainDate): Result<boolean, CalendarGap> {
  if (date > calendar.publishedUntil) return fail({ code: 'CALENDAR_NOT_PUBLISHED', date });
  const weekday = weekdayOf(date) <= 5 && !calendar.holidays.includes(date);
  return ok(termOf(calendar, date) !== null && (weekday || calendar.makeUpDays.includes(date)));
}

/** The school day that is `days` school days after the date; the date itself is not counted. */
export function addSchoolDays(calendar: SchoolCalendar, date: PlainDate, days: number): Result<PlainDate, CalendarGap> {
  let left = days;
  let current = date;
  for (let step = 0; left > 0; step += 1) {
    current = addDays(current, 1);
    const school = isSchoolDay(calendar, current);
    if (!school.ok) return school;
    if (step > searchDays) return fail({ code: 'CALENDAR_NOT_PUBLISHED', date: current });
    if (school.value) left -= 1;
  }
  return ok(current);
}

/** The term that the date falls into, or null in the holidays. */
export function termOf(calendar: SchoolCalendar, date: PlainDate): Term | null {
  return calendar.terms.find((term) => term.from <= date && date <= term.to) ?? null;
}
