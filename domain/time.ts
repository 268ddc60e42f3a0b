/**
 * Dates and instants as text: `PlainDate` is a day in the office's zone, `Instant` a UTC moment with milliseconds.
 * China has one zone and no daylight saving, so the office zone is a fixed offset and day arithmetic is exact.
 */
import { dayNumberOf, digitsAt, textOfDay, two } from './day-number.ts';
import { z } from './zod.ts';

export const PlainDate = z.iso.date().brand<'PlainDate'>();
export type PlainDate = z.infer<typeof PlainDate>;
/** Exactly as the platform writes it: a day that there is, hours to 23, three digits of a second. */
export const Instant = z.iso.datetime({ precision: 3 }).brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** UTC+08:00, all of China: at 16:00 UTC the office's next day begins. */
const officeOffsetHours = 8;
const firstHour = 24 - officeOffsetHours;

/** From and to where a year has four digits. */
const [firstMs, lastMs] = [Date.parse('0000-01-01T00:00:00.000Z'), Date.parse('9999-12-31T23:59:59.999Z')];

/** The instant of `ms` milliseconds since 1970 UTC. */
export function instantOf(ms: number): Instant {
  const whole = Math.trunc(ms);
  if (!(whole >= firstMs && whole <= lastMs)) return new Date(ms).toISOString() as Instant;
  const day = Math.floor(whole / dayMs);
  const rest = whole - day * dayMs;
  const [seconds, thousandths] = [Math.floor(rest / 1000), rest % 1000];
  const minutes = Math.floor(seconds / 60);
  const clock = `${two(Math.floor(minutes / 60))}:${two(minutes % 60)}:${two(seconds % 60)}`;
  return `${textOfDay(day)}T${clock}.${Math.floor(thousandths / 100)}${two(thousandths % 100)}Z` as Instant;
}

/** Milliseconds since 1970 UTC. */
export function msOf(instant: Instant): number {
  const minutes = digitsAt(instant, 11, 2) * 60 + digitsAt(instant, 14, 2);
  return dayNumberOf(instant) * dayMs + minutes * 60_000 + digitsAt(instant, 17, 2) * 1000 + digitsAt(instant, 20, 3);
}

/** The office's calendar day in which the instant falls. */
export function dateOf(instant: Instant): PlainDate {
  const next = digitsAt(instant, 11, 2) >= firstHour;
  return textOfDay(dayNumberOf(instant) + (next ? 1 : 0)) as PlainDate;
}

/** Office wall-clock time `HH:MM` of the instant. */
export function clockOf(instant: Instant): string {
  return `${two((digitsAt(instant, 11, 2) + officeOffsetHours) % 24)}:${instant.slice(14, 16)}`;
}

/** First instant of the office day. */
export function startOf(date: PlainDate): Instant {
  return `${textOfDay(dayNumberOf(date) - 1)}T${two(firstHour)}:00:00.000Z` as Instant;
}

/** Last millisecond of the office day: what "within seven days" ends on. */
export function endOf(date: PlainDate): Instant {
  return `${date}T${two(firstHour - 1)}:59:59.999Z` as Instant;
}

/** The instant at `hour:minute` office time of the day. */
export function atClock(date: PlainDate, hour: number, minute = 0): Instant {
  return instantOf(dayNumberOf(date) * dayMs + ((hour - officeOffsetHours) * 60 + minute) * 60_000);
}

/** The date `days` calendar days later (earlier if negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return textOfDay(dayNumberOf(date) + days) as PlainDate;
}

/** The instant `hours` later. */
export function addHours(instant: Instant, hours: number): Instant {
  return instantOf(msOf(instant) + hours * hourMs);
}

/** Whole calendar days from `from` to `to` (negative if `to` is earlier). */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return dayNumberOf(to) - dayNumberOf(from);
}

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: PlainDate): number {
  // Day 0 was a Thursday.
  return ((((dayNumberOf(date) + 3) % 7) + 7) % 7) + 1;
}

/** The Monday of the date's week. */
export function mondayOf(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** The later of two instants; null counts as never. Instants compare as text because their form is fixed. */
export function laterOf(first: Instant | null, second: Instant): Instant {
  return first !== null && first > second ? first : second;
}
