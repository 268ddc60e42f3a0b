/**
 * School days. The table of terms, holidays and make-up days is data that an office edits; nothing here guesses a year
 * whose holidays the State Council has not announced. Duties in a crisis run on calendar days and never ask this table.
 */
import { fail, ok, type Result } from '../result.ts';
import { addDays, PlainDate, weekdayOf, type Instant } from '../time.ts';
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

/** A calendar and since when the office counts by it. */
export type DatedCalendar = { readonly from: Instant; readonly calendar: SchoolCalendar };

export type CalendarGap = { readonly code: 'CALENDAR_NOT_PUBLISHED'; readonly date: PlainDate };

/** Longest search for a school day: a summer holiday and a half. */
const searchDays = 400;

type Exceptions = { readonly holidays: ReadonlySet<PlainDate>; readonly makeUpDays: ReadonlySet<PlainDate> };

const exceptions = new WeakMap<SchoolCalendar, Exceptions>();

/** A calendar never changes, and clocks ask it day by day: its lists are made into sets once. */
function exceptionsOf(calendar: SchoolCalendar): Exceptions {
  const found = exceptions.get(calendar) ?? { holidays: new Set(calendar.holidays), makeUpDays: new Set(calendar.makeUpDays) };
  exceptions.set(calendar, found);
  return found;
}

/** Whether school is held on the date; refuses dates after `publishedUntil`. */
export function isSchoolDay(calendar: SchoolCalendar, date: PlainDate): Result<boolean, CalendarGap> {
  if (date > calendar.publishedUntil) return fail({ code: 'CALENDAR_NOT_PUBLISHED', date });
  const { holidays, makeUpDays } = exceptionsOf(calendar);
  const weekday = weekdayOf(date) <= 5 && !holidays.has(date);
  return ok(termOf(calendar, date) !== null && (weekday || makeUpDays.has(date)));
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

/** The calendar in force at the instant. `calendars` in order of coming into force; before the first one, that one. */
export function calendarAt(calendars: readonly DatedCalendar[], at: Instant): SchoolCalendar {
  const inForce = calendars.findLast(({ from }) => from <= at) ?? calendars[0];
  if (inForce === undefined) throw new Error('no school calendar is in force');
  return inForce.calendar;
}

/** One calendar of several, the later ones last: a new year's table put behind those before it. */
export function joinedCalendar(version: string, calendars: readonly [SchoolCalendar, ...SchoolCalendar[]]): SchoolCalendar {
  const [first, ...rest] = calendars;
  return rest.reduce<SchoolCalendar>(
    (joined, next) => ({
      version,
      terms: [...joined.terms, ...next.terms],
      holidays: [...joined.holidays, ...next.holidays],
      makeUpDays: [...joined.makeUpDays, ...next.makeUpDays],
      publishedUntil: next.publishedUntil > joined.publishedUntil ? next.publishedUntil : joined.publishedUntil,
    }),
    { ...first, version },
  );
}

/** A school year begins in September and bears the number of that year. */
export function schoolYearOf(date: PlainDate): number {
  const year = Number(date.slice(0, 4));
  return date.slice(5) >= '09-01' ? year : year - 1;
}

/** School years, the current one and the next, whose holidays are not announced to their end: clocks in school days may be estimates there. */
export function unpublishedYears(calendar: SchoolCalendar, today: PlainDate): readonly number[] {
  const year = schoolYearOf(today);
  return [year, year + 1].filter((one) => calendar.publishedUntil < `${one + 1}-08-31`);
}

/** Days before the end of what is published in which an office should bring in the next table. */
const warningDays = 60;

/** Whether today is so near to the end of what is published that clocks will soon fall back to calendar days. */
export function endsSoon(calendar: SchoolCalendar, today: PlainDate): boolean {
  return calendar.publishedUntil < addDays(today, warningDays);
}
