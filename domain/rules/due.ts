/** When a duty is due. */
import type { Payload } from '../events/define-event.ts';
import { addDays, addHours, dateOf, endOf, instantOf, laterOf, msOf, PlainDate, type Instant } from '../time.ts';
import { addSchoolDays, type SchoolCalendar } from './calendar.ts';
import type { Due, Repeats } from './rule.ts';

export type DueMoment = {
  readonly dueAt: Instant;
  /** School days were asked for, and the calendar is not published that far. */
  readonly estimated: boolean;
};

/** What the due moment is counted from; `fields` are those of the opening entry, or of its item. */
export type DueFrom = { readonly openedAt: Instant; readonly calendar: SchoolCalendar; readonly fields: Payload };

/**
 * Due moment of a duty. Where the school calendar is not announced that far, calendar days are counted instead: never later
 * than school days would give, and a duty is never without a date. Never before the opening.
 */
export function dueOf(due: Due, from: DueFrom): DueMoment {
  const { openedAt } = from;
  if ('minutes' in due) return { dueAt: instantOf(msOf(openedAt) + due.minutes * 60_000), estimated: false };
  if ('hours' in due) return { dueAt: addHours(openedAt, due.hours), estimated: false };
  const date = dateOf(openedAt);
  if ('payload' in due) {
    const named = PlainDate.safeParse(from.fields[due.payload]);
    const day = named.success ? addDays(named.data, -(due.daysBefore ?? 0)) : addDays(date, due.elseDays ?? 0);
    return { dueAt: laterOf(endOf(day), endOf(date)), estimated: false };
  }
  if (due.calendar === 'calendar') return { dueAt: endOf(addDays(date, due.days)), estimated: false };
  const school = addSchoolDays(from.calendar, date, due.days);
  return { dueAt: endOf(school.ok ? school.value : addDays(date, due.days)), estimated: !school.ok };
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
