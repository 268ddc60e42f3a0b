/**
 * 周报 (D09): the figures and named lines of one week, from the logs alone. A week without news is a zero report, and is still signed.
 *
 * A report goes out on Friday, and life goes on: each one counts what the one before it could not know, so that nothing falls between two.
 */
import { gradeRank, initialState, type CaseState } from './case-state.ts';
import type { CaseEvent } from './events/define-event.ts';
import { isEvent, isEventType, type EventType } from './events/registry.ts';
import { effectiveEvents, foldStep } from './fold.ts';
import type { CaseId, PupilId } from './ids.ts';
import type { Obligation } from './rules/obligation.ts';
import { addDays, endOf, startOf, type Instant, type PlainDate } from './time.ts';
import type { Attendance, CaseStage, Incident, RiskGrade } from './vocabulary.ts';

export type WeeklyCase = { readonly events: readonly CaseEvent[]; readonly obligations: readonly Obligation[] };

/** The statistics row; every key is a count (Chinese column in docs/glossary.md). */
export type WeeklyFigures = {
  readonly registered: number;
  readonly registeredR1: number;
  readonly registeredR2: number;
  readonly registeredR3: number;
  readonly registeredR4: number;
  readonly newLeads: number;
  readonly added: number;
  readonly raised: number;
  readonly lowered: number;
  readonly released: number;
  readonly hospitalVisits: number;
  readonly inpatients: number;
  readonly onLeave: number;
  readonly returned: number;
  readonly selfHarm: number;
  readonly suicideAttempts: number;
  readonly referralsMade: number;
  readonly repliesReceived: number;
  readonly plansDue: number;
  readonly plansSubmitted: number;
  readonly plansOverdue: number;
  readonly contactsDue: number;
  readonly contactsDone: number;
  readonly guardiansNotCooperating: number;
  /** 上周补计: entries about earlier weeks that no report has counted yet. */
  readonly carriedOver: number;
};

/** What a report has counted: everything recorded until `asOf` of what had happened by the end of `to`. */
export type Counted = { readonly asOf: Instant; readonly to: PlainDate };

/** One pupil of the named variant; names are added where they are known. */
export type WeeklyLine = {
  readonly caseId: CaseId;
  readonly pupilId: PupilId;
  readonly gradeBefore: RiskGrade | null;
  readonly grade: RiskGrade | null;
  readonly stage: CaseStage;
  readonly attendance: Attendance;
  readonly added: boolean;
  readonly released: boolean;
  readonly incidents: readonly Incident[];
  /** What this report counts, by type, in order of first occurrence. */
  readonly measures: readonly { readonly type: EventType; readonly count: number }[];
  readonly hospitalVisits: number;
  readonly guardianCooperates: boolean | null;
  /** How many of the entries counted are about earlier weeks. */
  readonly carriedOver: number;
  /** The next thing owed at the end of the week. */
  readonly nextDue: { readonly ruleId: string; readonly dueAt: Instant } | null;
};

export type WeeklyReport = {
  readonly from: PlainDate;
  readonly to: PlainDate;
  readonly asOf: Instant;
  readonly figures: WeeklyFigures;
  readonly lines: readonly WeeklyLine[];
  readonly zero: boolean;
};

/** Duties counted under 预案应报 and under 回访应做. */
const planRules = ['T_PLAN', 'T_PLAN_GRADE'];
const contactRule = /^T_(FOLLOW_UP|LEAVE_CONTACT|REFERRED_VISIT)/;

/**
 * The report of the week that begins on `monday`, as the register stood at `asOf`. It counts what `previous`, the report before it, had
 * not counted; without one, what happened from `monday` on. In the register (在册) is an open case judged as a crisis with a grade above R0.
 */
export function weeklyReport({ cases, monday, asOf, previous }: WeeklyInput): WeeklyReport {
  const to = addDays(monday, 6);
  const start = startOf(monday);
  const week: Week = { start, to, asOf, end: asOf < endOf(to) ? asOf : endOf(to), previous, since: previous?.asOf ?? start };
  const views = cases.map((one) => viewOf(one, week));
  const figures = sumUp(views.map((view) => figuresOf(view, week)));
  const lines = views
    .filter(({ before, after, happened }) => isRegistered(before) || isRegistered(after) || happened.some((event) => event.type === 'case_closed'))
    .flatMap((view) => lineOf(view, week));
  return { from: monday, to, asOf, figures, lines, zero: isZeroReport(figures) };
}

/** 零报告: nobody new, nobody worse, nothing happened. */
export function isZeroReport(figures: WeeklyFigures): boolean {
  return figures.newLeads + figures.added + figures.raised + figures.selfHarm + figures.suicideAttempts === 0;
}

export type WeeklyInput = { readonly cases: readonly WeeklyCase[]; readonly monday: PlainDate; readonly asOf: Instant; readonly previous: Counted | null };

type Week = {
  readonly start: Instant;
  readonly to: PlainDate;
  readonly asOf: Instant;
  /** `asOf`, or the end of the week if that was earlier. */
  readonly end: Instant;
  readonly previous: Counted | null;
  /** What was done before this moment, the report before it has counted. */
  readonly since: Instant;
};
type Duty = Obligation & {
  /** When the register learned that it was over; null while it is open. */
  readonly overSince: Instant | null;
};
type View = {
  readonly before: CaseState;
  readonly after: CaseState;
  /** What this report counts. */
  readonly happened: readonly CaseEvent[];
  readonly events: readonly CaseEvent[];
  readonly duties: readonly Duty[];
};

function viewOf({ events, obligations }: WeeklyCase, week: Week): View {
  const { start, to, asOf, previous } = week;
  const known = countedOf(events, { asOf, to });
  const earlier = previous === null ? known.filter((event) => event.happenedAt < start) : countedOf(events, previous);
  const ids = new Set(earlier.map((event) => event.id));
  const recorded = new Map(events.map((event) => [event.id, event.recordedAt]));
  return {
    before: earlier.reduce(foldStep, initialState),
    after: known.reduce(foldStep, initialState),
    happened: known.filter((event) => !ids.has(event.id)),
    events: known,
    duties: obligations.map((duty) => ({ ...duty, overSince: duty.endedBy === null ? duty.endedAt : (recorded.get(duty.endedBy) ?? duty.endedAt) })),
  };
}

/** The events, as corrected by then, that a report of that moment counts. */
function countedOf(events: readonly CaseEvent[], { asOf, to }: Counted): readonly CaseEvent[] {
  const end = endOf(to);
  return effectiveEvents(events.filter((event) => event.recordedAt <= asOf)).filter((event) => event.happenedAt <= end);
}

function isRegistered(state: CaseState): boolean {
  return state.version > 0 && state.stage !== 'closed' && state.outcome === 'crisis' && gradeRank(state.grade) > 0;
}

function figuresOf(view: View, week: Week): WeeklyFigures {
  const { before, after, happened } = view;
  const registered = isRegistered(after);
  const stayed = registered && isRegistered(before);
  const change = gradeRank(after.grade) - gradeRank(before.grade);
  const count = (type: EventType): number => happened.filter((event) => event.type === type).length;
  const incidents = incidentsOf(happened);
  return {
    registered: one(registered),
    registeredR1: one(registered && after.grade === 'R1'),
    registeredR2: one(registered && after.grade === 'R2'),
    registeredR3: one(registered && after.grade === 'R3'),
    registeredR4: one(registered && after.grade === 'R4'),
    newLeads: count('lead_recorded') + count('case_reopened'),
    added: one(registered && !isRegistered(before)),
    raised: one(stayed && change > 0),
    lowered: one(stayed && change < 0),
    released: one(isRegistered(before) && !registered),
    hospitalVisits: count('referral_replied'),
    inpatients: one(isInpatient(view.events)),
    onLeave: one(after.leave !== null),
    returned: happened.filter((event) => isEvent(event, 'leave_ended') && (event.payload.how === 'returned' || event.payload.how === 'trial')).length,
    selfHarm: incidents.filter((incident) => incident === 'self_harm').length,
    suicideAttempts: incidents.filter((incident) => incident === 'suicide_attempt').length,
    referralsMade: count('referral_made'),
    repliesReceived: count('referral_replied'),
    ...dutyFigures(view.duties, week),
    plansSubmitted: count('plan_submitted'),
    guardiansNotCooperating: one(registered && after.guardianCooperates === false),
    carriedOver: carriedOver(happened, week),
  };
}

function carriedOver(happened: readonly CaseEvent[], { start }: Week): number {
  return happened.filter((event) => event.happenedAt < start && event.type !== 'correction_made').length;
}

/** Due in the week, or due earlier and still open when the report before was made. */
function dutyFigures(
  duties: readonly Duty[],
  { start, since, end, asOf, to }: Week,
): Pick<WeeklyFigures, 'plansDue' | 'plansOverdue' | 'contactsDue' | 'contactsDone'> {
  const real = duties.filter((duty) => duty.end !== 'superseded' && duty.end !== 'excused' && duty.openedAt <= end);
  const owed = real.filter((duty) => duty.dueAt <= endOf(to) && (duty.dueAt >= start || duty.overSince === null || duty.overSince > since));
  const plans = owed.filter((duty) => planRules.includes(duty.ruleId));
  const contacts = owed.filter((duty) => contactRule.test(duty.ruleId));
  const done = contacts.filter((duty) => (duty.end === 'done' || duty.end === 'done_late') && duty.overSince !== null && duty.overSince <= asOf);
  return {
    plansDue: plans.length,
    plansOverdue: plans.filter((duty) => duty.dueAt < end && (duty.overSince === null || duty.overSince > asOf)).length,
    contactsDue: contacts.length,
    contactsDone: done.length,
  };
}

/** The latest word of a hospital was in-patient treatment, and the pupil has not come back from a leave since. */
function isInpatient(events: readonly CaseEvent[]): boolean {
  const last = events.findLast((event) => event.type === 'referral_replied' || event.type === 'leave_ended' || event.type === 'case_closed');
  return last !== undefined && isEvent(last, 'referral_replied') && last.payload.treatment === 'inpatient';
}

function incidentsOf(events: readonly CaseEvent[]): readonly Incident[] {
  return events.flatMap((event) => {
    if (isEvent(event, 'pupil_contacted') || isEvent(event, 'follow_up_held')) return event.payload.incidents;
    if (isEvent(event, 'lead_recorded')) return event.payload.crisisTypes.filter((type) => type === 'self_harm' || type === 'suicide_attempt');
    return [];
  });
}

function lineOf(view: View, week: Week): readonly WeeklyLine[] {
  const { before, after, happened, duties } = view;
  if (after.caseId === null || after.pupilId === null) return [];
  const open = duties.filter((duty) => duty.openedAt <= week.end && (duty.overSince === null || duty.overSince > week.asOf));
  const [next] = [...open].sort((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return [
    {
      caseId: after.caseId,
      pupilId: after.pupilId,
      gradeBefore: before.grade,
      grade: after.grade,
      stage: after.stage,
      attendance: after.attendance,
      added: isRegistered(after) && !isRegistered(before),
      released: isRegistered(before) && !isRegistered(after),
      incidents: incidentsOf(happened),
      measures: measuresOf(happened),
      hospitalVisits: happened.filter((event) => event.type === 'referral_replied').length,
      carriedOver: carriedOver(happened, week),
      guardianCooperates: after.guardianCooperates,
      nextDue: next === undefined ? null : { ruleId: next.ruleId, dueAt: next.dueAt },
    },
  ];
}

function measuresOf(events: readonly CaseEvent[]): WeeklyLine['measures'] {
  const counts = new Map<EventType, number>();
  for (const { type } of events) if (isEventType(type) && type !== 'correction_made') counts.set(type, (counts.get(type) ?? 0) + 1);
  return [...counts].map(([type, count]) => ({ type, count }));
}

function one(holds: boolean): number {
  return holds ? 1 : 0;
}

const noFigures: WeeklyFigures = {
  registered: 0,
  registeredR1: 0,
  registeredR2: 0,
  registeredR3: 0,
  registeredR4: 0,
  newLeads: 0,
  added: 0,
  raised: 0,
  lowered: 0,
  released: 0,
  hospitalVisits: 0,
  inpatients: 0,
  onLeave: 0,
  returned: 0,
  selfHarm: 0,
  suicideAttempts: 0,
  referralsMade: 0,
  repliesReceived: 0,
  plansDue: 0,
  plansSubmitted: 0,
  plansOverdue: 0,
  contactsDue: 0,
  contactsDone: 0,
  guardiansNotCooperating: 0,
  carriedOver: 0,
};

/** Names of the figures in the order of the form. */
export const weeklyFigureNames = Object.keys(noFigures) as readonly (keyof WeeklyFigures)[]; // the literal above has exactly these keys

function sumUp(rows: readonly WeeklyFigures[]): WeeklyFigures {
  const sum = (name: keyof WeeklyFigures): number => rows.reduce((total, row) => total + row[name], 0);
  return weeklyFigureNames.reduce<WeeklyFigures>((figures, name) => ({ ...figures, [name]: sum(name) }), noFigures);
}
