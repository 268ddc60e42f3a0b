/**
 * Dates and instants as text: `PlainDate` is a day in the office's zone, `Instant` a UTC moment with milliseconds.
 * China has one zone and no daylight saving, so the office zone is a fixed offset and day arithmetic is exact.
 */
import { z } from './zod.ts';

export const PlainDate = z.iso.date().brand<'PlainDate'>();
export type PlainDate = z.infer<typeof PlainDate>;
export const Instant = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/)
  .refine((text) => !Number.isNaN(Date.parse(text)))
  .brand<'Instant'>();
export type Instant = z.infer<typeof Instant>;

const dayMs = 86_400_000;
/** UTC+08:00, all of China. */
const officeOffsetMs = 8 * 3_600_000;

/** The instant of `ms` milliseconds since 1970 UTC. */
export function instantOf(ms: number): Instant {
  return new Date(ms).toISOString() as Instant;
}

/** Milliseconds since 1970 UTC. */
export function msOf(instant: Instant): number {
  return Date.parse(instant);
}

/** The office's calendar day in which the instant falls. */
export function dateOf(instant: Instant): PlainDate {
  return new Date(msOf(instant) + officeOffsetMs).toISOString().slice(0, 10) as PlainDate;
}

/** Office wall-clock time `HH:MM` of the instant. */
export function clockOf(instant: Instant): string {
  return new Date(msOf(instant) + officeOffsetMs).toISOString().slice(11, 16);
}

/** First instant of the office day. */
export function startOf(date: PlainDate): Instant {
  return instantOf(Date.parse(`${date}T00:00:00.000Z`) - officeOffsetMs);
}

/** Last millisecond of the office day: what "within seven days" ends on. */
export function endOf(date: PlainDate): Instant {
  return instantOf(msOf(startOf(date)) + dayMs - 1);
}

/** The instant at `hour:minute` office time of the day. */
export function atClock(date: PlainDate, hour: number, minute = 0): Instant {
  return instantOf(msOf(startOf(date)) + (hour * 60 + minute) * 60_000);
}

/** The date `days` calendar days later (earlier if negative). */
export function addDays(date: PlainDate, days: number): PlainDate {
  return new Date(Date.parse(`${date}T00:00:00.000Z`) + days * dayMs).toISOString().slice(0, 10) as PlainDate;
}

/** The instant `hours` later. */
export function addHours(instant: Instant, hours: number): Instant {
  return instantOf(msOf(instant) + hours * 3_600_000);
}

/** Whole calendar days from `from` to `to` (negative if `to` is earlier). */
export function daysBetween(from: PlainDate, to: PlainDate): number {
  return Math.round((Date.parse(`${to}T00:00:00.000Z`) - Date.parse(`${from}T00:00:00.000Z`)) / dayMs);
}

/** ISO weekday, 1 = Monday … 7 = Sunday. */
export function weekdayOf(date: PlainDate): number {
  return new Date(`${date}T00:00:00.000Z`).getUTCDay() || 7;
}

/** The Monday of the date's week. */
export function mondayOf(date: PlainDate): PlainDate {
  return addDays(date, 1 - weekdayOf(date));
}

/** The later of two instants; null counts as never. Instants compare as text because their form is fixed. */
export function laterOf(first: Instant | null, second: Instant): Instant {
  return first !== null && first > second ? first : second;
}
