/**
 * The periods of an office rule: weeks, months, terms, and months of the school year. A period is owed under the rules that were in force
 * when it opened, and by the calendar that was in force when it ended, or now while it runs: neither a new pack nor a new calendar
 * rewrites a period that is over.
 */
import { isSchoolDay, schoolYearOf, termOf, type DatedCalendar, type SchoolCalendar, type Term } from '../rules/calendar.ts';
import { addDays, endOf, mondayOf, weekdayOf, type Instant, type PlainDate } from '../time.ts';
import type { OfficeRule } from './office-rules.ts';
import { withUsualTerms } from './usual-terms.ts';

export type Span = {
  /** 2026-09-21 (a week's Monday), 2026-09, the name of a term, 2026学年-09. */
  readonly label: string;
  readonly first: PlainDate;
  readonly last: PlainDate;
  /** Last day on which what happened still counts: later than `last` only where a miss can be made good. */
  readonly countsUntil: PlainDate;
};

export type Period = Span & {
  readonly opensOn: PlainDate;
  /** Part of it is not published yet: holidays may turn out otherwise. */
  readonly estimated: boolean;
};

export type PeriodsInput = {
  readonly calendars: readonly DatedCalendar[];
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly now: Instant;
  /** The register's first day. */
  readonly since: PlainDate;
};

/** The last in a list by activation that was in force at the moment; the first has been in force for ever. */
export function inForceAt<T extends { readonly from: Instant }>(list: readonly T[], at: Instant): T | undefined {
  return list.findLast(({ from }) => from <= at) ?? list[0];
}

/** Periods of the rule that touch `from` to `to` and owe something, in order. Where no term is published, the usual ones are an estimate. */
export function periodsOf(rule: OfficeRule, asked: PeriodsInput): readonly Period[] {
  const calendars = asked.calendars.map((one) => ({ ...one, calendar: withUsualTerms(one.calendar, asked.to) }));
  const input = { ...asked, calendars };
  const bounds = boundsOf(input);
  return bounds === null ? [] : spansOf(rule, input, bounds).flatMap((span) => owed(span, rule, input));
}

type Bounds = { readonly from: PlainDate; readonly to: PlainDate };

/** Outside of every known term nothing is owed, so there is nothing to look for. */
function boundsOf({ calendars, from, to, since }: PeriodsInput): Bounds | null {
  const terms = calendars.flatMap(({ calendar }) => calendar.terms);
  const firsts = terms.map((term) => term.from).toSorted();
  const lasts = terms.map((term) => term.to).toSorted();
  const [first, last] = [firsts[0], lasts.at(-1)];
  if (first === undefined || last === undefined) return null;
  const bounds = { from: latest(from, since, first), to: earliest(to, last) };
  return bounds.from <= bounds.to ? bounds : null;
}

function spansOf(rule: OfficeRule, input: PeriodsInput, bounds: Bounds): readonly Span[] {
  switch (rule.period.unit) {
    case 'week':
      return weeks(bounds);
    case 'month':
      return months(bounds).map(({ month, first, last }) => ({ label: month, first, last, countsUntil: last }));
    case 'term':
      return termsOf(input)
        .filter((term) => term.from <= bounds.to && term.to >= bounds.from)
        .map((term) => ({ label: term.name, first: term.from, last: term.to, countsUntil: term.to }));
    case 'school_year':
      return schoolMonths(rule, rule.period.months, bounds);
    default:
      return rule.period satisfies never;
  }
}

function weeks({ from, to }: Bounds): readonly Span[] {
  const spans: Span[] = [];
  for (let first = mondayOf(from); first <= to; first = addDays(first, 7)) {
    const last = addDays(first, 6);
    spans.push({ label: first, first, last, countsUntil: last });
  }
  return spans;
}

type Month = { readonly month: string; readonly first: PlainDate; readonly last: PlainDate };

function months({ from, to }: Bounds): readonly Month[] {
  const found: Month[] = [];
  for (let first = firstOfMonth(from); first <= to;) {
    const next = firstOfMonth(addDays(first, 31));
    found.push({ month: first.slice(0, 7), first, last: addDays(next, -1) });
    first = next;
  }
  return found;
}

/** What was missed may be made good until the next such month begins. */
function schoolMonths(rule: OfficeRule, wanted: readonly number[], bounds: Bounds): readonly Span[] {
  return months(bounds)
    .filter(({ first }) => wanted.includes(monthOf(first)))
    .map(({ first, last }) => {
      let next = addDays(last, 1);
      while (!wanted.includes(monthOf(next))) next = firstOfMonth(addDays(next, 31));
      return { label: labelOfMonth(first), first, last, countsUntil: earliest(addDays(last, rule.lateDays), addDays(next, -1)) };
    });
}

function labelOfMonth(first: PlainDate): string {
  return `${String(schoolYearOf(first))}学年-${first.slice(5, 7)}`;
}

/** Every term as the calendar has it that decides about it. */
function termsOf({ calendars, now }: PeriodsInput): readonly Term[] {
  return calendars
    .flatMap((one) => one.calendar.terms.filter((term) => deciding(calendars, term.to, now) === one))
    .toSorted((a, b) => (a.from < b.from ? -1 : 1));
}

function deciding(calendars: readonly DatedCalendar[], last: PlainDate, now: Instant): DatedCalendar | undefined {
  const end = endOf(last);
  return inForceAt(calendars, end < now ? end : now);
}

function owed(span: Span, rule: OfficeRule, { calendars, now, since }: PeriodsInput): readonly Period[] {
  const calendar = deciding(calendars, span.last, now)?.calendar;
  const opensOn = latest(span.first, since);
  if (calendar === undefined || !hasSchoolDays(calendar, { from: opensOn, to: span.last }, rule.leastSchoolDays)) return [];
  return [{ ...span, opensOn, estimated: span.last > calendar.publishedUntil }];
}

/** Whether so many school days lie in it; where holidays are not published, weekdays of a term count. */
function hasSchoolDays(calendar: SchoolCalendar, { from, to }: Bounds, least: number): boolean {
  let count = 0;
  for (let day = from; day <= to && count < least; day = addDays(day, 1)) {
    const school = isSchoolDay(calendar, day);
    if (school.ok ? school.value : weekdayOf(day) <= 5 && termOf(calendar, day) !== null) count += 1;
  }
  return count >= least;
}

function firstOfMonth(date: PlainDate): PlainDate {
  return addDays(date, 1 - Number(date.slice(8, 10)));
}

function monthOf(date: PlainDate): number {
  return Number(date.slice(5, 7));
}

function latest(...dates: readonly [PlainDate, ...PlainDate[]]): PlainDate {
  return dates.reduce((a, b) => (a > b ? a : b));
}

function earliest(...dates: readonly [PlainDate, ...PlainDate[]]): PlainDate {
  return dates.reduce((a, b) => (a < b ? a : b));
}
