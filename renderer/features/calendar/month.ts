/** A month of the school calendar: six weeks of days at most, each with what it is. Pure. */
import type { SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { termOf } from '../../../domain/rules/calendar.ts';
import { addDays, mondayOf, PlainDate, weekdayOf } from '../../../domain/time.ts';

export type DayKind = 'school' | 'weekend' | 'holiday' | 'make_up' | 'vacation' | 'unpublished';
export type CalendarDay = { readonly date: PlainDate; readonly kind: DayKind; readonly inMonth: boolean };

/** What the calendar says of a day. */
export function kindOfDay(calendar: SchoolCalendar, date: PlainDate): DayKind {
  if (date > calendar.publishedUntil) return 'unpublished';
  if (calendar.makeUpDays.includes(date)) return 'make_up';
  if (calendar.holidays.includes(date)) return 'holiday';
  if (termOf(calendar, date) === null) return 'vacation';
  return weekdayOf(date) > 5 ? 'weekend' : 'school';
}

/** The first day of the month of a date. */
export function monthOf(date: PlainDate): PlainDate {
  return PlainDate.parse(`${date.slice(0, 8)}01`);
}

/** The first day of the month so many months away. */
export function moveMonth(month: PlainDate, by: number): PlainDate {
  const count = Number(month.slice(0, 4)) * 12 + Number(month.slice(5, 7)) - 1 + by;
  return PlainDate.parse(`${Math.floor(count / 12)}-${String((count % 12) + 1).padStart(2, '0')}-01`);
}

/** Whole weeks, Monday first, that cover the month. */
export function weeksOf(calendar: SchoolCalendar, month: PlainDate): readonly (readonly CalendarDay[])[] {
  const next = moveMonth(month, 1);
  const weeks: CalendarDay[][] = [];
  for (let monday = mondayOf(month); monday < next; monday = addDays(monday, 7)) {
    weeks.push(
      Array.from({ length: 7 }, (_day, index) => {
        const date = addDays(monday, index);
        return { date, kind: kindOfDay(calendar, date), inMonth: date >= month && date < next };
      }),
    );
  }
  return weeks;
}
