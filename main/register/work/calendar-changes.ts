/** Which days another calendar has otherwise. */
import type { SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { addDays, weekdayOf, type PlainDate } from '../../../domain/time.ts';

/** What a day is to a school. `vacation`: outside of every term. */
export type DayKind = 'school' | 'off' | 'vacation' | 'unpublished';
export type DayChange = { readonly date: PlainDate; readonly from: DayKind; readonly to: DayKind };

/** The first so many are told; more than that is another calendar altogether. */
const mostChanges = 1000;

/** Days on which the calendars differ, from the first term of either to the last. */
export function calendarChanges(before: SchoolCalendar, after: SchoolCalendar): readonly DayChange[] {
  const days = [...before.terms, ...after.terms].flatMap(({ from, to }) => [from, to]).toSorted();
  const [first, last] = [days[0], days.at(-1)];
  if (first === undefined || last === undefined) return [];
  const [was, is] = [dayKinds(before), dayKinds(after)];
  const changes: DayChange[] = [];
  for (let date = first; date <= last && changes.length < mostChanges; date = addDays(date, 1)) {
    const [from, to] = [was(date), is(date)];
    if (from !== to) changes.push({ date, from, to });
  }
  return changes;
}

function dayKinds({ terms, holidays, makeUpDays, publishedUntil }: SchoolCalendar): (date: PlainDate) => DayKind {
  const off = new Set<string>(holidays);
  const made = new Set<string>(makeUpDays);
  return (date) => {
    if (!terms.some((term) => term.from <= date && date <= term.to)) return 'vacation';
    if (made.has(date)) return 'school';
    if (weekdayOf(date) > 5 || off.has(date)) return 'off';
    return date > publishedUntil ? 'unpublished' : 'school';
  };
}
