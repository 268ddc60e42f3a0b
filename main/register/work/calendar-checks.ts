/** What a school calendar must keep to beyond its shape. A calendar that contradicts itself is refused whole: clocks run on it. */
import type { PayloadIssue } from '../../../domain/refusal.ts';
import type { SchoolCalendar, Term } from '../../../domain/rules/calendar.ts';
import { daysBetween, weekdayOf, type PlainDate } from '../../../domain/time.ts';

const years = { first: '2000-01-01', last: '2100-12-31' };
/** A term of more than a year is a mistyped one. */
const longestTermDays = 366;

/** Where the calendar contradicts itself: at most 50 places. */
export function calendarIssues(calendar: SchoolCalendar): readonly PayloadIssue[] {
  const { terms, holidays, makeUpDays, publishedUntil } = calendar;
  const off = new Set<string>(holidays);
  return [
    ...terms.flatMap((term, index) => termIssues(term, terms.slice(0, index)).map((rule) => ({ path: `terms.${index}`, rule }))),
    ...listIssues('holidays', holidays),
    ...listIssues('makeUpDays', makeUpDays),
    ...makeUpDays.flatMap((day, index) => (weekdayOf(day) > 5 ? [] : [{ path: `makeUpDays.${index}`, rule: 'not_a_weekend' }])),
    ...makeUpDays.flatMap((day, index) => (off.has(day) ? [{ path: `makeUpDays.${index}`, rule: 'also_a_holiday' }] : [])),
    ...(isPossible(publishedUntil) ? [] : [{ path: 'publishedUntil', rule: 'impossible_year' }]),
  ].slice(0, 50);
}

function termIssues(term: Term, earlier: readonly Term[]): readonly string[] {
  if (!isPossible(term.from) || !isPossible(term.to)) return ['impossible_year'];
  if (term.from > term.to) return ['reversed'];
  return [
    ...(daysBetween(term.from, term.to) > longestTermDays ? ['too_long'] : []),
    ...(earlier.some((one) => one.from <= term.to && term.from <= one.to) ? ['overlaps'] : []),
    ...(earlier.some((one) => one.name === term.name) ? ['name_twice'] : []),
  ];
}

function listIssues(list: string, days: readonly PlainDate[]): readonly PayloadIssue[] {
  const seen = new Set<string>();
  return days.flatMap((day, index) => {
    const rule = seen.has(day) ? 'day_twice' : isPossible(day) ? null : 'impossible_year';
    seen.add(day);
    return rule === null ? [] : [{ path: `${list}.${index}`, rule }];
  });
}

function isPossible(day: string): boolean {
  return day >= years.first && day <= years.last;
}
