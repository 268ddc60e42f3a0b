/**
 * When a grade may be lowered: a conference that agreed to it with two signatures, and one full follow-up cycle without a sign of danger (dossier §2.2).
 * A cycle in which nobody talked to the pupil, or whose follow-up is overdue, shows no absence of signs.
 */
import { isConfirmed } from './case-parts.ts';
import { gradeRank, type CaseState } from './case-state.ts';
import type { Recording } from './events/define-event.ts';
import type { EventId } from './ids.ts';
import { refuse, type Refusal } from './refusal.ts';
import { addHours, laterOf, type Instant } from './time.ts';
import type { CaseOutcome, RiskGrade } from './vocabulary.ts';

/** Duties of following up by grade: they are what a cycle consists of. */
const followUpDuties = 'T_FOLLOW_UP_';

/** What a cycle is judged by. */
export type Following = Pick<Recording, 'happenedAt' | 'now' | 'followUpDays' | 'openObligations'>;

type Judgement = { readonly grade: RiskGrade; readonly outcome: CaseOutcome; readonly conferenceId: EventId | null };

/**
 * Since when the present grade stands; null while none was decided. The first decision of a loop is free, except that nobody alone takes down
 * an R3 or R4 that outlived its loop (the pupil had gone to another school): it stands since the case was opened again.
 */
function standsSince({ grade, gradeSince, loopOpenedAt }: CaseState): Instant | null {
  if (gradeSince !== null) return gradeSince;
  return gradeRank(grade) >= gradeRank('R3') ? loopOpenedAt : null;
}

/** Whether the grade that stands is taken down by this decision, or a crisis to none. */
export function lowers(state: CaseState, { grade, outcome }: Omit<Judgement, 'conferenceId'>): boolean {
  if (standsSince(state) === null) return false;
  return gradeRank(grade) < gradeRank(state.grade) || (state.outcome === 'crisis' && outcome === 'not_crisis');
}

/** From when a follow-up cycle without a sign of danger counts; null while no grade stands. */
export function cycleStart(state: CaseState): Instant | null {
  const since = standsSince(state);
  return since === null ? null : laterOf(state.lastSignalAt, since);
}

/** From when minutes count as proof: who confirms them has to know of every sign of danger, also of one that was entered late, corrected or taken back since. */
export function minutesStart(state: CaseState): Instant | null {
  const start = cycleStart(state);
  return start === null ? null : laterOf(state.signsKnownAt, start);
}

/**
 * Why a lowering is refused; null for one that may be, and for everything that lowers nothing. `LOWERING_NEEDS_CONFERENCE.missing` is
 * `conference` (none of this cycle is named), `grade` (it agreed on another) or `signatures` (fewer than two people).
 */
export function loweringRefused(state: CaseState, judgement: Judgement, following: Following): Refusal | null {
  const start = minutesStart(state);
  if (!lowers(state, judgement) || start === null) return null;
  const missing = missingProof(state, judgement, { start, happenedAt: following.happenedAt });
  if (missing !== null) return refuse('LOWERING_NEEDS_CONFERENCE', { missing });
  return cycleRefused(state, following);
}

/**
 * Null once one full follow-up cycle of the present grade is over without a sign of danger, somebody talked to the pupil within its latest days
 * (follow-up, counselling, contact or interview) and no follow-up is overdue.
 */
export function cycleRefused(state: CaseState, { happenedAt, now, followUpDays, openObligations }: Following): Refusal | null {
  const { grade } = state;
  const start = cycleStart(state);
  const days = grade === null ? null : followUpDays[grade];
  if (days === null || start === null) return null;
  if (happenedAt < addHours(start, 24 * days)) return refuse('CYCLE_NOT_COMPLETE', { days, since: start });
  // The cycle that proves anything is the one that ends with the decision.
  const since = laterOf(start, addHours(happenedAt, -24 * days));
  const talked = [state.contacts.lastPupilAt, state.interviewedAt].some((at) => at !== null && at > start && at >= since);
  if (!talked) return refuse('CYCLE_WITHOUT_PUPIL', { days, since });
  const overdue = openObligations.some(({ ruleId, dueAt }) => ruleId.startsWith(followUpDuties) && dueAt < now);
  return overdue ? refuse('FOLLOW_UP_OVERDUE') : null;
}

/** What the conference lacks that the decision names. Minutes of before `start`, or of after the decision, prove nothing. */
function missingProof(
  state: CaseState,
  { grade, conferenceId }: Judgement,
  { start, happenedAt }: { start: Instant; happenedAt: Instant },
): 'conference' | 'grade' | 'signatures' | null {
  const conference = state.conferences.find(({ id }) => id === conferenceId);
  if (conference === undefined || conference.heldAt < start || conference.heldAt > happenedAt) return 'conference';
  if (conference.grade !== grade) return 'grade';
  return isConfirmed(conference) ? null : 'signatures';
}
