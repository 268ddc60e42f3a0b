/**
 * 周报 (D09): the figures and named lines of one week, from the logs alone. A week without news is a zero report, and is still signed.
 *
 * A report goes out on Friday, and life goes on: each one counts what the one before it could not know, so that nothing falls between two
 * (weekly-coverage.ts).
 */
import { gradeRank } from './case-state.ts';
import type { CaseEvent } from './events/define-event.ts';
import { isEvent, isEventType, type EventType } from './events/registry.ts';
import type { CaseId, PupilId } from './ids.ts';
import { isLate } from './record.ts';
import type { Instant, PlainDate } from './time.ts';
import type { Attendance, CaseStage, Incident, LeaveEnding, RiskGrade } from './vocabulary.ts';
import { coveredBefore, type WeekPaper } from './weekly-coverage.ts';
import { isZeroReport, sumUp, type WeeklyFigures } from './weekly-figures.ts';
import { carriedOver, hospitalVisits, incidentsOf, isInpatient, isRegistered, viewOf, weekOf, type View, type Week, type WeeklyCase } from './weekly-view.ts';

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
  /** What a person should look at before issuing. */
  readonly checks: readonly WeeklyCheck[];
};

/** Duties counted under 预案应报 and under 回访应做. */
const planRules = ['T_PLAN', 'T_PLAN_GRADE'];
const contactRule = /^T_(FOLLOW_UP|LEAVE_CONTACT|REFERRED_VISIT|HOSPITAL_CONTACT|DISCHARGE_VISIT|WATCH)/;

export type WeeklyCheck = { readonly code: string; readonly count: number };

/**
 * The report of the week that begins on `monday`, as the register stood at `asOf`.
 *
 * @param papers all papers of the series in order of issue; a report that is being made comes last (`nextPaper`).
 * @param own ids of the papers whose counts are wanted together: the report, or the report with the supplements to it. The first is the report.
 */
export type WeeklyInput = {
  readonly cases: readonly WeeklyCase[];
  readonly monday: PlainDate;
  readonly asOf: Instant;
  readonly papers: readonly WeekPaper[];
  readonly own: readonly string[];
};

export function weeklyReport({ cases, monday, asOf, papers, own }: WeeklyInput): WeeklyReport {
  const first = papers.find((paper) => own.includes(paper.id));
  const previous = first === undefined ? null : coveredBefore(papers, first);
  const week = weekOf({ monday, asOf, previous, papers, own: new Set(own) });
  const views = cases.map((one) => viewOf(one, week));
  const figures = sumUp(views.map((view) => figuresOf(view, week)));
  const lines = views
    .filter(({ before, after, happened }) => isRegistered(before) || isRegistered(after) || happened.some((event) => event.type === 'case_closed'))
    .flatMap((view) => lineOf(view, week));
  return { from: monday, to: week.to, asOf, figures, lines, zero: isZeroReport(figures), checks: checksOf(views, figures) };
}

function figuresOf(view: View, week: Week): WeeklyFigures {
  const { before, after, happened } = view;
  const registered = isRegistered(after);
  const stayed = registered && isRegistered(before);
  const change = gradeRank(after.grade) - gradeRank(before.grade);
  const count = (type: EventType): number => happened.filter((event) => event.type === type).length;
  const incidents = incidentsOf(view);
  return {
    registered: one(registered),
    registeredR1: one(registered && after.grade === 'R1'),
    registeredR2: one(registered && after.grade === 'R2'),
    registeredR3: one(registered && after.grade === 'R3'),
    registeredR4: one(registered && after.grade === 'R4'),
    newLeads: count('lead_recorded') + count('lead_added') + count('case_reopened'),
    added: one(registered && !isRegistered(before)),
    raised: one(stayed && change > 0),
    lowered: one(stayed && change < 0),
    released: one(isRegistered(before) && !registered),
    hospitalVisits: hospitalVisits(view),
    inpatients: one(isInpatient(view)),
    onLeave: one(after.leave !== null),
    returned: happened.filter((event) => isEvent(event, 'leave_ended') && returns.includes(event.payload.how)).length,
    selfHarm: incidents.filter((incident) => incident === 'self_harm').length,
    suicideAttempts: incidents.filter((incident) => incident === 'suicide_attempt').length,
    referralsMade: count('referral_made'),
    repliesReceived: count('referral_replied'),
    ...dutyFigures(view, week),
    plansSubmitted: count('plan_submitted'),
    guardiansNotCooperating: one(registered && after.guardianCooperates === false),
    carriedOver: carriedOver(happened, week),
  };
}

/** Ways in which a leave ends with the pupil back at school. */
const returns: readonly LeaveEnding[] = ['returned', 'trial', 'part_time'];

function dutyFigures({ owed }: View, week: Week): Pick<WeeklyFigures, 'plansDue' | 'plansOverdue' | 'contactsDue' | 'contactsDone'> {
  const plans = owed.filter((duty) => planRules.includes(duty.ruleId));
  const contacts = owed.filter((duty) => contactRule.test(duty.ruleId));
  return {
    plansDue: plans.length,
    plansOverdue: plans.filter((duty) => duty.dueAt < week.end && !duty.over).length,
    contactsDue: contacts.length,
    contactsDone: contacts.filter((duty) => duty.over && (duty.end === 'done' || duty.end === 'done_late')).length,
  };
}

/** Codes that the window words. Nothing of it keeps a report back: it says what a person may still set right before. */
function checksOf(views: readonly View[], figures: WeeklyFigures): readonly WeeklyCheck[] {
  const sum = (of: (view: View) => number): number => views.reduce((total, view) => total + of(view), 0);
  const counts = {
    DUTIES_OPEN: sum((view) => view.owed.filter((duty) => !duty.over).length),
    DUTIES_MISSED: sum((view) => view.owed.filter((duty) => duty.over && duty.end === 'missed').length),
    PLANS_OVERDUE: figures.plansOverdue,
    PLANS_UNSIGNED: sum(({ after }) => one(isRegistered(after) && (after.plan?.status === 'draft' || after.plan?.status === 'returned'))),
    ENTRIES_LATE: sum(({ happened }) => happened.filter((event) => event.type !== 'correction_made' && isLate(event)).length),
    LEADS_WAITING: sum(({ after }) => one(after.stage === 'lead' && after.version > 0)),
  };
  return Object.entries(counts).flatMap(([code, count]) => (count === 0 ? [] : [{ code, count }]));
}

function lineOf(view: View, week: Week): readonly WeeklyLine[] {
  const { before, after, happened, duties } = view;
  if (after.caseId === null || after.pupilId === null) return [];
  const open = duties.filter((duty) => !duty.over);
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
      incidents: incidentsOf(view),
      measures: measuresOf(happened),
      hospitalVisits: hospitalVisits(view),
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
