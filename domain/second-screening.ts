/**
 * The clock of the second screening, and what its conclusion needs. A scale gives a lead; only a talk with the pupil says what it means, and
 * papers name no span for it: the spans are this program's own [I].
 */
import { fail, ok, type Result } from './result.ts';
import { addSchoolDays, type SchoolCalendar } from './rules/calendar.ts';
import { addDays, dateOf, type Instant, type PlainDate } from './time.ts';

/** Counted from the day of the import: an urgent result on calendar days, any other on school days [I]. */
export const secondScreeningDays = { urgentCalendarDays: 1, schoolDays: 5 } as const;

/** Characters of the note of a conclusion. */
export const conclusionNoteLength = 1000;

export const conclusionOutcomes = ['cleared', 'general_attention', 'retest'] as const;
export type ConclusionOutcome = (typeof conclusionOutcomes)[number];

/** Last day for talking to the pupil. Past the end of the published calendar the days are calendar days: earlier, never later. */
export function secondScreeningDue(calendar: SchoolCalendar, importedOn: PlainDate, urgent: boolean): PlainDate {
  const { urgentCalendarDays, schoolDays } = secondScreeningDays;
  if (urgent) return addDays(importedOn, urgentCalendarDays);
  const day = addSchoolDays(calendar, importedOn, schoolDays);
  return day.ok ? day.value : addDays(importedOn, schoolDays);
}

export type Conclusion = {
  readonly outcome: ConclusionOutcome;
  /** When the pupil was talked to; null when nobody did. */
  readonly interviewedAt: Instant | null;
  readonly now: Instant;
};

export type ConclusionRefusal = 'SCREENING_NOT_INTERVIEWED' | 'SCREENING_INTERVIEW_TOO_EARLY' | 'IN_THE_FUTURE';

/** Whether the results may be concluded so. Without a talk only an ordinary result may be tested again; the talk is on the day of the newest test or later. */
export function checkConclusion(
  results: readonly { readonly urgent: boolean; readonly testedOn: PlainDate }[],
  { outcome, interviewedAt, now }: Conclusion,
): Result<null, ConclusionRefusal> {
  if (interviewedAt === null) return outcome === 'retest' && !results.some(({ urgent }) => urgent) ? ok(null) : fail('SCREENING_NOT_INTERVIEWED');
  if (interviewedAt > now) return fail('IN_THE_FUTURE');
  const day = dateOf(interviewedAt);
  return results.some(({ testedOn }) => day < testedOn) ? fail('SCREENING_INTERVIEW_TOO_EARLY') : ok(null);
}
