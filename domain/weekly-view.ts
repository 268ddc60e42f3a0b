/** One case as a weekly report sees it: what it counts, how the case stood before and stands after, and what is owed. */
import { isTakenOver } from './attendance.ts';
import { gradeRank, initialState, type CaseState } from './case-state.ts';
import type { CaseEvent } from './events/define-event.ts';
import { isEvent } from './events/registry.ts';
import { effectiveEvents, foldStep } from './fold.ts';
import type { EventId } from './ids.ts';
import type { Obligation } from './rules/obligation.ts';
import { addDays, endOf, startOf, type Instant, type PlainDate } from './time.ts';
import type { Incident } from './vocabulary.ts';
import { countedEntries, placesOf, type Counted, type Place, type WeekPaper } from './weekly-coverage.ts';

export type WeeklyCase = { readonly events: readonly CaseEvent[]; readonly obligations: readonly Obligation[] };

export type Week = {
  readonly monday: PlainDate;
  readonly start: Instant;
  readonly to: PlainDate;
  readonly asOf: Instant;
  /** `asOf`, or the end of the week if that was earlier. */
  readonly end: Instant;
  /** Where the papers of the week before ended. */
  readonly previous: Counted | null;
  /** All papers of the series in order of issue, and those whose counts are looked at together. */
  readonly places: readonly Place[];
  readonly own: ReadonlySet<string>;
};

type Duty = Obligation & {
  /** It was over when the week before was reported; it is over now, as far as this report knows. */
  readonly overBefore: boolean;
  readonly over: boolean;
};

export type View = {
  readonly before: CaseState;
  readonly after: CaseState;
  /** What had been told before, and what this report counts, as corrected. */
  readonly earlier: readonly CaseEvent[];
  readonly happened: readonly CaseEvent[];
  /** Both together, in the order of the log. */
  readonly events: readonly CaseEvent[];
  readonly duties: readonly Duty[];
};

export function viewOf({ events, obligations }: WeeklyCase, week: Week): View {
  const end = endOf(week.to);
  const known = effectiveEvents(events.filter((event) => event.recordedAt <= week.asOf));
  const { mine, later } = idsOf(events, week);
  const told = known.filter((event) => mine.has(event.id) || (event.happenedAt <= end && !later.has(event.id)));
  const earlier = told.filter((event) => !mine.has(event.id));
  return {
    before: earlier.reduce(foldStep, initialState),
    after: told.reduce(foldStep, initialState),
    earlier,
    happened: told.filter((event) => mine.has(event.id)),
    events: told,
    duties: dutiesOf(obligations, { told, earlier, week }),
  };
}

/** Entries that this report counts, and those that the papers of later weeks have counted. */
function idsOf(events: readonly CaseEvent[], { places, own, monday }: Week): { readonly mine: ReadonlySet<EventId>; readonly later: ReadonlySet<EventId> } {
  const byPaper = countedEntries(events, places);
  const of = (chosen: (paper: WeekPaper) => boolean): ReadonlySet<EventId> =>
    new Set(places.filter(({ paper }) => chosen(paper)).flatMap(({ paper }) => [...(byPaper.get(paper.id) ?? [])]));
  return { mine: of((paper) => own.has(paper.id)), later: of((paper) => !own.has(paper.id) && paper.inForce && paper.monday > monday) };
}

type Known = { readonly told: readonly CaseEvent[]; readonly earlier: readonly CaseEvent[]; readonly week: Week };

/** A duty is over once the report knows the entry that ended it; a week that nobody used is missed by the calendar alone. */
function dutiesOf(obligations: readonly Obligation[], { told, earlier, week }: Known): readonly Duty[] {
  const [knownIds, earlierIds] = [told, earlier].map((events) => new Set(events.map((event) => event.id)));
  const before = week.previous === null ? null : [week.previous.asOf, endOf(week.previous.to)].toSorted()[0];
  return obligations
    .filter((duty) => knownIds?.has(duty.openedBy) === true && duty.openedAt <= week.end)
    .map((duty) => {
      const { endedBy, endedAt } = duty;
      const missedBy = (moment: Instant | null | undefined): boolean => endedAt !== null && moment !== null && moment !== undefined && endedAt <= moment;
      if (endedBy === null) return { ...duty, overBefore: missedBy(before), over: missedBy(week.end) };
      return { ...duty, overBefore: earlierIds?.has(endedBy) === true, over: knownIds?.has(endedBy) === true };
    });
}

/** In the register (在册): an open case judged as a crisis with a grade above R0, whose pupil no other school has taken over. */
export function isRegistered(state: CaseState): boolean {
  return state.version > 0 && state.closedAt === null && state.outcome === 'crisis' && gradeRank(state.grade) > 0 && !isTakenOver(state);
}

/** Entries about earlier weeks. */
export function carriedOver(happened: readonly CaseEvent[], { start }: Pick<Week, 'start'>): number {
  return happened.filter((event) => event.happenedAt < start && event.type !== 'correction_made').length;
}

/** What pupils did to themselves, as entries tell it; of a further lead only what the case had not been told before. */
export function incidentsOf({ before, happened }: Pick<View, 'before' | 'happened'>): readonly Incident[] {
  const told = new Set<string>(before.crisisTypes);
  const found: Incident[] = [];
  for (const event of happened) {
    if (isEvent(event, 'pupil_contacted') || isEvent(event, 'follow_up_held') || isEvent(event, 'counselling_held')) found.push(...event.payload.incidents);
    if (isEvent(event, 'emergency_started')) found.push(...(emergencyIncidents[event.payload.kind] ?? []));
    if (!isEvent(event, 'lead_recorded') && !isEvent(event, 'lead_added')) continue;
    found.push(...event.payload.crisisTypes.filter((type) => type === 'self_harm' || type === 'suicide_attempt').filter((type) => !told.has(type)));
    for (const type of event.payload.crisisTypes) told.add(type);
  }
  return found;
}

const emergencyIncidents: Readonly<Record<string, readonly Incident[]>> = { attempt: ['suicide_attempt'], self_injury: ['self_harm'] };

/** Days on which the pupil was seen at a hospital; a visit that two entries tell of is one. */
export function hospitalVisits({ earlier, happened }: Pick<View, 'earlier' | 'happened'>): number {
  const told = new Set(visitDays(earlier));
  return new Set(visitDays(happened).filter((day) => !told.has(day))).size;
}

function visitDays(events: readonly CaseEvent[]): readonly PlainDate[] {
  return events.flatMap((event) => (isEvent(event, 'referral_replied') || isEvent(event, 'diagnosis_reported') ? [event.payload.visitedOn] : []));
}

/** In hospital by an admission, or by the latest word of a hospital on the treatment; no longer once discharged, back at school or closed. */
export function isInpatient({ after, events }: Pick<View, 'after' | 'events'>): boolean {
  if (after.hospital !== null) return true;
  const last = events.findLast((event) => leavesHospital.includes(event.type) || saysTreatment(event));
  return last !== undefined && treatmentOf(last) === 'inpatient';
}

const leavesHospital: readonly string[] = ['hospital_discharged', 'leave_ended', 'case_closed', 'pupil_died'];

function treatmentOf(event: CaseEvent): string | null {
  return isEvent(event, 'referral_replied') || isEvent(event, 'diagnosis_reported') ? event.payload.treatment : null;
}

function saysTreatment(event: CaseEvent): boolean {
  const treatment = treatmentOf(event);
  return treatment !== null && treatment !== 'not_stated';
}

export type WeekOf = Pick<Week, 'monday' | 'asOf' | 'previous' | 'own'> & { readonly papers: readonly WeekPaper[] };

/** The week with its bounds. @param of.papers in order of issue. */
export function weekOf({ papers, ...of }: WeekOf): Week {
  const to = addDays(of.monday, 6);
  const end = endOf(to);
  return { ...of, to, places: placesOf(papers), start: startOf(of.monday), end: of.asOf < end ? of.asOf : end };
}
