/** Whether an event, between the state before and after it, is one that a rule speaks of. */
import { isTakenOver } from '../attendance.ts';
import { gradeRank, type CaseState } from '../case-state.ts';
import type { CaseEvent } from '../events/define-event.ts';
import { isEvent } from '../events/registry.ts';
import { namesSelfHarm } from '../signals.ts';
import type { RiskGrade } from '../vocabulary.ts';
import type { Condition, Link } from './rule.ts';

/** An event with the state on both sides of it. */
export type Moment = { readonly event: CaseEvent; readonly before: CaseState; readonly after: CaseState };

/** Whether the event is of the type and every condition holds. A purged event matches nothing that asks for its payload. */
export function matches(match: { readonly on: string; readonly when: readonly Condition[] }, moment: Moment): boolean {
  return match.on === moment.event.type && match.when.every((condition) => holds(condition, moment));
}

/** What an entry may say of one duty; `planVersion` is the version that stood after the entry which opened it. */
export type About = { readonly id: string | null; readonly openedBy: string; readonly planVersion: number | null };

/** Whether the event is about the duty, where the match speaks of one duty only. `openedBy` is the event that opened it. */
export function isAbout({ names, namesDuty, namesVersion }: Link, event: CaseEvent, duty: About): boolean {
  if (names !== undefined && event.payload?.[names] !== duty.openedBy) return false;
  if (namesVersion !== undefined && event.payload?.[namesVersion] !== duty.planVersion) return false;
  return namesDuty === undefined || (duty.id !== null && event.payload?.[namesDuty] === duty.id);
}

/** The conditions as `field=value` or `fact=true`, with the values that the event met. */
export function metConditions(when: readonly Condition[], { event }: Pick<Moment, 'event'>): readonly string[] {
  return when.flatMap((condition) => {
    if ('fact' in condition) return [`${condition.fact}=${condition.is}`];
    // That a day is given says nothing beside the day itself.
    if ('given' in condition) return [];
    return valuesOf(event, condition.payload)
      .filter((value) => condition.in.some((wanted) => wanted === value))
      .map((value) => `${condition.payload}=${String(value)}`);
  });
}

function holds(condition: Condition, moment: Moment): boolean {
  if ('fact' in condition) return factOf(condition.fact, moment) === condition.is;
  if ('given' in condition) return moment.event.payload !== null && isGiven(moment.event.payload[condition.payload]) === condition.given;
  return valuesOf(moment.event, condition.payload).some((one) => condition.in.some((wanted) => wanted === one));
}

function isGiven(value: unknown): boolean {
  return value !== null && value !== undefined;
}

function valuesOf(event: CaseEvent, field: string): readonly unknown[] {
  const value: unknown = event.payload?.[field];
  return Array.isArray(value) ? value : [value];
}

type Fact = Extract<Condition, { fact: unknown }>['fact'];

/** Facts that the entry or the state before it decides. */
type FactOfEntry = 'grade_raised' | 'grade_changed' | 'came_by_package' | 'unreached_twice' | 'self_harm_or_suicide' | 'school_phoned' | 'plan_was_submitted';

const factsAfter: Readonly<Record<Exclude<Fact, FactOfEntry>, (after: CaseState) => boolean>> = {
  crisis: (after) => after.outcome === 'crisis',
  judged: (after) => after.outcome !== null,
  interviewed: (after) => after.interviewedAt !== null,
  /** Judged, and no grade asks for visits any more. */
  released: (after) => after.outcome === 'not_crisis' || (after.outcome === 'crisis' && after.grade === 'R0'),
  grade_r2_up: (after) => isCrisisFrom(after, 'R2'),
  grade_r3_up: (after) => isCrisisFrom(after, 'R3'),
  on_leave: (after) => after.leave !== null,
  at_school: (after) => after.attendance === 'at_school' || after.attendance === 'trial' || after.attendance === 'part_time',
  hospitalized: (after) => after.hospital !== null,
  trial_running: (after) => after.trialUntil !== null,
  watch_running: (after) => after.watchSince !== null,
  plan_submitted: (after) => after.plan?.status === 'submitted',
  plan_tells_measures: (after) => after.plan !== null && after.plan.content.measuresTaken.length > 0,
  loop_reopened: (after) => after.loop > 1,
  immediate_danger: (after) => after.immediateDanger,
  emergency_running: (after) => after.emergency !== null,
  /** Nobody of the family may be told. */
  guardian_suspected: (after) => after.guardianSuspects.includes('all'),
  /** Another school has confirmed that it has the pupil. */
  taken_over: isTakenOver,
  deceased: (after) => after.attendance === 'deceased',
};

function isCrisisFrom(state: CaseState, grade: RiskGrade): boolean {
  return state.outcome === 'crisis' && gradeRank(state.grade) >= gradeRank(grade);
}

function factOf(fact: Fact, { event, before, after }: Moment): boolean {
  switch (fact) {
    case 'grade_raised':
      return before.outcome !== 'crisis' || gradeRank(after.grade) > gradeRank(before.grade);
    case 'grade_changed':
      return after.grade !== before.grade;
    case 'came_by_package':
      // What another office reported is that office's to interview.
      if (isEvent(event, 'case_reopened')) return event.payload.packageId !== null;
      return (isEvent(event, 'lead_recorded') || isEvent(event, 'lead_added')) && event.payload.sourceRefs.some((ref) => ref.kind === 'package');
    case 'self_harm_or_suicide':
      return (isEvent(event, 'lead_recorded') || isEvent(event, 'lead_added')) && namesSelfHarm(event.payload.crisisTypes);
    case 'school_phoned':
      return isEvent(event, 'letter_sent') && event.payload.phonedTo.trim() !== '';
    case 'plan_was_submitted':
      return before.plan?.status === 'submitted';
    case 'unreached_twice':
      return failedInARow(event, after) >= 2;
    default:
      return factsAfter[fact](after);
  }
}

/** Attempts in a row that reached nobody, of those whom the event tried to reach. */
function failedInARow(event: CaseEvent, { contacts }: CaseState): number {
  if (event.type === 'guardian_contacted') return contacts.failedGuardian;
  if (event.type === 'pupil_contacted') return contacts.failedPupil;
  return Math.max(contacts.failedGuardian, contacts.failedPupil);
}
