/**
 * Moments of the office's wall clock: a `Date` whose UTC parts are what the office's clocks show, so the machine's own zone
 * never matters.
 */
import { atClock, type Instant, type PlainDate } from '../../domain/time.ts';

/** Wall clock text `2026-11-21 14:30`, or the date alone, as a picked moment; null if it is no date. */
export function parseWall(text: string): Date | null {
  const match = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[ T](\d{1,2}):(\d{2}))?$/.exec(text.trim());
  if (match === null) return null;
  const [, year, month, day, hour = '0', minute = '0'] = match;
  const at = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute)));
  const same = at.getUTCMonth() === Number(month) - 1 && at.getUTCDate() === Number(day) && Number(hour) < 24 && Number(minute) < 60;
  return same ? at : null;
}

/** A day whose next digit would make no day, or a time with both digits of its minutes. */
const wholeDay = /[-/.](?:\d{2}|[4-9])$/;
const wholeMinute = /:\d{2}$/;

/**
 * What is being typed, as soon as nothing can follow that would make another moment of it. The picker writes out what it understands, so it must not
 * understand `2026-11-2` while `2026-11-21` is typed, nor a day whose time is still to come.
 */
export function parseTyped(text: string, toTheMinute: boolean): Date | null {
  return (toTheMinute ? wholeMinute : wholeDay).test(text.trim()) ? parseWall(text) : null;
}

/** `2026-11-21 14:30` of a picked moment. */
export function wallText(at: Date): string {
  return at.toISOString().slice(0, 16).replace('T', ' ');
}

/** The instant at which the office's clocks show this. */
export function instantOfWall(at: Date): Instant {
  const [day = '', clock = ''] = wallText(at).split(' ');
  const [hour = '0', minute = '0'] = clock.split(':');
  return atClock(day as PlainDate, Number(hour), Number(minute));
}
