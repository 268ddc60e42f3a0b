/** One case as a weekly report sees it: what it counts, how the case stood before and stands after, and what is owed. */
import { isTakenOver } from './attendance.ts';
import type { CasePlan } from './case-parts.ts';
import { gradeRank, initialState, type CaseState } from './case-state.ts';
import type { CaseEvent } from './events/define-event.ts';
import { isEvent } from './events/registry.ts';
import { effectiveEvents, foldStep } from './fold.ts';
import type { EventId } from './ids.ts';
import type { Obligation } from './rules/obligation.ts';
import { addDays, endOf, startOf, type Instant, type PlainDate } from './time.ts';
import type { Incident } from './vocabulary.ts';
import { countedEntries, placesOf, type Counted, type Place, type WeekPaper } from './weekly-coverage.ts';

/** What a report says of a case before and after its week. */
export type Standing = Pick<
  CaseState,
  'caseId' | 'pupilId' | 'version' | 'closedAt' | 'outcome' | 'grade' | 'stage' | 'attendance' | 'guardianCooperates' | 'crisisTypes' | 'transfer'
> & {
  readonly leave: object | null;
  readonly hospital: object | null;
  readonly plan: Pick<CasePlan, 'status'> | null;
};

/** What a report asks of a duty. */
export type OwedDuty = Pick<Obligation, 'ruleId' | 'openedBy' | 'openedAt' | 'dueAt' | 'end' | 'endedAt' | 'endedBy'>;

/** A case with its log and all its duties. */
export type LoggedCase = { readonly events: readonly CaseEvent[]; readonly obligations: readonly OwedDuty[] };

/**
 * A case whose log need not be read (weekly-standing.ts): as it stands, what is new of it, and its duties but for those that were due before the
 * week and had been ended by an older entry.
 */
export type StandingCase = { readonly standing: Standing; readonly recent: readonly CaseEvent[]; readonly obligations: readonly OwedDuty[] };

export type WeeklyCase = LoggedCase | StandingCase;

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

type Duty = OwedDuty & {
  /** It was over when the week before was reported; it is over now, as far as this report knows. */
  readonly overBefore: boolean;
  readonly over: boolean;
};

export type View = {
  readonly before: Standing;
  readonly after: Standing;
  /** What had been told before, and what this report counts, as corrected; without the older entries of a case whose log was not read. */
  readonly earlier: readonly CaseEvent[];
  readonly happened: readonly CaseEvent[];
  /** Both together, in the order of the log. */
  readonly events: readonly CaseEvent[];
  readonly duties: readonly Duty[];
  /** Those due in the week, or due earlier and still open when the report before was made. */
  readonly owed: readonly Duty[];
};

export function viewOf(one: WeeklyCase, week: Week): View {
  const view = 'standing' in one ? viewOfStanding(one, week) : viewOfLog(one, week);
  return { ...view, owed: view.duties.filter((duty) => isOwedIn(duty, week)) };
}

function isOwedIn(duty: Duty, { start, to }: Week): boolean {
  if (duty.over && (duty.end === 'superseded' || duty.end === 'excused')) return false;
  return duty.dueAt <= endOf(to) && (duty.dueAt >= start || !duty.overBefore);
}

/** Everything of the case is told, and what this report counts of it moved neither grade nor judgement. */
function viewOfStanding({ standing, recent, obligations }: StandingCase, week: Week): Omit<View, 'owed'> {
  const { mine } = idsOf(recent, week);
  const [earlier, happened] = [recent.filter((event) => !mine.has(event.id)), recent.filter((event) => mine.has(event.id))];
  const duties = dutiesOf(obligations, { known: () => true, earlier: (id) => !mine.has(id), week });
  return { before: { ...standing, version: standing.version - happened.length }, after: standing, earlier, happened, events: recent, duties };
}

function viewOfLog({ events, obligations }: LoggedCase, week: Week): Omit<View, 'owed'> {
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
    duties: dutiesOf(obligations, { known: isOneOf(told), earlier: isOneOf(earlier), week }),
  };
}

function isOneOf(events: readonly CaseEvent[]): (id: EventId) => boolean {
  const ids = new Set(events.map((event) => event.id));
  return (id) => ids.has(id);
}

/** Entries that this report counts, and those that the papers of later weeks have counted. */
export function idsOf(
  events: readonly CaseEvent[],
  { places, own, monday }: Week,
): { readonly mine: ReadonlySet<EventId>; readonly later: ReadonlySet<EventId> } {
  const byPaper = countedEntries(events, places);
  const of = (chosen: (paper: WeekPaper) => boolean): ReadonlySet<EventId> =>
    new Set(places.filter(({ paper }) => chosen(paper)).flatMap(({ paper }) => [...(byPaper.get(paper.id) ?? [])]));
  return { mine: of((paper) => own.has(paper.id)), later: of((paper) => !own.has(paper.id) && paper.inForce && paper.monday > monday) };
}

/** Until when the week before was reported at least: what the calendar ended by then is known; null when nothing is. */
export function reportedUntil({ previous }: Pick<Week, 'previous'>): Instant | null {
  if (previous === null) return null;
  const end = endOf(previous.to);
  return previous.asOf < end ? previous.asOf : end;
}

/** Which entries are told, and which had been told before. */
type Known = { readonly known: (id: EventId) => boolean; readonly earlier: (id: EventId) => boolean; readonly week: Week };

/** A duty is over once the report knows the entry that ended it; a week that nobody used is missed by the calendar alone. */
function dutiesOf(obligations: readonly OwedDuty[], { known, earlier, week }: Known): readonly Duty[] {
  const before = reportedUntil(week);
  return obligations
    .filter((duty) => known(duty.openedBy) && duty.openedAt <= week.end)
    .map((duty) => {
      const { endedBy, endedAt } = duty;
      const missedBy = (moment: Instant | null): boolean => endedAt !== null && moment !== null && endedAt <= moment;
      if (endedBy === null) return { ...duty, overBefore: missedBy(before), over: missedBy(week.end) };
      return { ...duty, overBefore: earlier(endedBy), over: known(endedBy) };
    });
}

/** In the register (在册): an open case judged as a crisis with a grade above R0, whose pupil no other school has taken over. */
export function isRegistered(state: Pick<CaseState, 'version' | 'closedAt' | 'outcome' | 'grade' | 'transfer'>): boolean {
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
