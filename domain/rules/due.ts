/** When a duty is due. */
import { addDays, addHours, dateOf, endOf, type Instant } from '../time.ts';
import { addSchoolDays, type SchoolCalendar } from './calendar.ts';
import type { Due, Repeats } from './rule-pack.ts';

/**
 * Due time of a duty opened at the instant. Where the school calendar is not announced that far, calendar days are
 * counted instead: never later than school days would give, and a duty is never without a date.
 */
export function dueOf(due: Due, openedAt: Instant, calendar: SchoolCalendar): Instant {
  if ('hours' in due) return addHours(openedAt, due.hours);
  const date = dateOf(openedAt);
  if (due.calendar === 'calendar') return endOf(addDays(date, due.days));
  const school = addSchoolDays(calendar, date, due.days);
  return endOf(school.ok ? school.value : addDays(date, due.days));
}

/** Days to the next occurrence of a rolling duty, `sinceDays` after its first opening. */
export function stepOf(repeats: Extract<Repeats, { mode: 'rolling' }>, sinceDays: number): number {
  let until = 0;
  for (const step of repeats.steps) {
    until += step.forDays ?? Number.POSITIVE_INFINITY;
    if (sinceDays < until) return step.everyDays;
  }
  return repeats.steps.at(-1)?.everyDays ?? 1;
}
