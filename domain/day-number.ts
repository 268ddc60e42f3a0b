/**
 * Days of the Gregorian calendar as whole numbers, 0 for 1970-01-01. Clocks of duties count days by the hundred for each case, and the platform's
 * own way there, through a Date and its ISO text, takes twenty times as long.
 */

const dayMs = 86_400_000;

/** Days of a common year before each month. */
const daysBefore = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334] as const;

function isLeap(year: number): boolean {
  return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
}

/** Leap years before the year, counted from year 1. */
function leapsBefore(year: number): number {
  return Math.floor((year - 1) / 4) - Math.floor((year - 1) / 100) + Math.floor((year - 1) / 400);
}

const leapsBefore1970 = leapsBefore(1970);

function startOfYear(year: number): number {
  return 365 * (year - 1970) + leapsBefore(year) - leapsBefore1970;
}

/** Days of the year before its month (1 … 12). */
function startOfMonth(year: number, month: number): number {
  return (daysBefore[month - 1] ?? 0) + (month > 2 && isLeap(year) ? 1 : 0);
}

const zero = 48;

/** The number that `length` digits of the text from `from` on write. */
export function digitsAt(text: string, from: number, length: number): number {
  let value = 0;
  for (let index = from; index < from + length; index += 1) value = value * 10 + text.charCodeAt(index) - zero;
  return value;
}

/** Of the day that begins the text, `YYYY-MM-DD`. Days past the end of the month run on into the next. */
export function dayNumberOf(text: string): number {
  const [year, month] = [digitsAt(text, 0, 4), digitsAt(text, 5, 2)];
  return startOfYear(year) + startOfMonth(year, month) + digitsAt(text, 8, 2) - 1;
}

const twoDigits: readonly string[] = Array.from({ length: 100 }, (_, value) => String(value).padStart(2, '0'));

/** 0 … 99 as two digits. */
export function two(value: number): string {
  return twoDigits[value] ?? '';
}

const firstDay = startOfYear(0);
const lastDay = startOfYear(10_000) - 1;

/** The day as `YYYY-MM-DD`; outside the years of four digits what the platform makes of it. Throws for what is no number. */
export function textOfDay(day: number): string {
  if (!(day >= firstDay && day <= lastDay)) return new Date(day * dayMs).toISOString().slice(0, 10);
  let year = 1970 + Math.floor(day / 365.2425);
  if (day < startOfYear(year)) year -= 1;
  else if (day >= startOfYear(year + 1)) year += 1;
  const within = day - startOfYear(year);
  let month = 12;
  while (startOfMonth(year, month) > within) month -= 1;
  return `${two(Math.floor(year / 100))}${two(year % 100)}-${two(month)}-${two(within - startOfMonth(year, month) + 1)}`;
}
