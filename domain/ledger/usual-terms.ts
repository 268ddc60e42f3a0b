/**
 * Terms that no calendar has yet: an office that waits for the next table still owes its clocks, so the usual terms stand in as an estimate.
 * They begin behind the last term and behind all that is published, and a calendar that says otherwise replaces them.
 */
import { schoolYearOf, type SchoolCalendar, type Term } from '../rules/calendar.ts';
import { PlainDate } from '../time.ts';

/** Month and day on which terms usually begin and end in Shanghai; the first ends in the next year. */
const first = { from: '09-01', to: '01-20' };
const second = { from: '02-20', to: '06-30' };

function termsOfYear(year: number): readonly Term[] {
  const day = (of: number, text: string): PlainDate => PlainDate.parse(`${String(of)}-${text}`);
  return [
    { name: `${String(year)}学年第一学期`, from: day(year, first.from), to: day(year + 1, first.to) },
    { name: `${String(year)}学年第二学期`, from: day(year + 1, second.from), to: day(year + 1, second.to) },
  ];
}

function usualTerms({ terms, publishedUntil }: SchoolCalendar, lastYear: number): readonly Term[] {
  const known = terms.map(({ to }) => to).reduce((one, other) => (one > other ? one : other), publishedUntil);
  const from = Number(known.slice(0, 4)) - 1;
  const years = Array.from({ length: Math.max(0, lastYear - from + 1) }, (_, index) => from + index);
  return years.flatMap(termsOfYear).filter((term) => term.from > known);
}

const made = new WeakMap<SchoolCalendar, Map<number, SchoolCalendar>>();

/** The calendar with the usual terms to the end of the day's school year, where it has none of its own. The same year gives the same calendar again. */
export function withUsualTerms(calendar: SchoolCalendar, until: PlainDate): SchoolCalendar {
  // A calendar without any term is one on which nothing is held.
  if (calendar.terms.length === 0) return calendar;
  const year = schoolYearOf(until);
  const byYear = made.get(calendar) ?? new Map<number, SchoolCalendar>();
  made.set(calendar, byYear);
  const known = byYear.get(year);
  if (known !== undefined) return known;
  const terms = usualTerms(calendar, year);
  const whole = terms.length === 0 ? calendar : { ...calendar, terms: [...calendar.terms, ...terms] };
  byYear.set(year, whole);
  return whole;
}
