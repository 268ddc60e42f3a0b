/**
 * The way out: from any open case, the entry that comes next on an honest way to its closing. It ends what runs, answers what is open, lowers
 * the grade as slowly as the rules ask, has leaders excuse what is overdue, and closes.
 */
import { isOnTrial } from './attendance.ts';
import { gradeRank, needsPlan, type CaseState } from './case-state.ts';
import { closeBlocksOf } from './closing.ts';
import type { Payload } from './events/define-event.ts';
import type { EventType } from './events/registry.ts';
import { enter, mayRecord, owedIn, stateOf, userAt, type Desk, type Life, type Move } from './lives.fixture.ts';
import { followUpDays } from './recording.fixture.ts';
import { addHours, dateOf, laterOf, msOf, type Instant } from './time.ts';
import type { RegisterKind, RiskGrade } from './vocabulary.ts';

type Next = Omit<Move, 'by' | 'afterHours'> & { readonly by?: Desk; readonly afterHours?: number };

/** The next entry; null when the case is closed. */
export function nextMove(life: Life): Move | null {
  const state = stateOf(life);
  if (state.stage === 'closed' || state.stage === 'archived') return null;
  if (state.attendance === 'deceased') return moveOf({ type: 'case_closed', changes: { kind: 'deceased', conferenceId: null } }, life);
  const next =
    endWhatRuns(state) ??
    comeBack(state, life) ??
    answerReferrals(state) ??
    judge(state) ??
    submitPlan(state, life.registerKind) ??
    lower(state, life.now) ??
    excuse(state, life) ??
    close(state);
  return moveOf(next, life);
}

/** The life led to its closing, or the entry at which it got stuck. */
export function ledOut(life: Life): { readonly life: Life; readonly stuck: unknown } {
  const most = 40 + 2 * owedIn(life).length;
  let here = life;
  for (let count = 0; count < most; count += 1) {
    const move = nextMove(here);
    if (move === null) return { life: here, stuck: null };
    const entered = enter(here, move);
    if (!entered.ok) return { life: here, stuck: { move: move.type, refusal: entered.error } };
    here = entered.value;
  }
  return { life: here, stuck: { most, stage: stateOf(here).stage } };
}

function moveOf({ type, changes, by, afterHours = 0 }: Next, { registerKind }: Life): Move {
  return { type, changes, afterHours, by: by ?? (mayRecord(type, 'counsellor', registerKind) ? 'counsellor' : 'leader') };
}

function endWhatRuns(state: CaseState): Next | null {
  if (state.emergency !== null) return next('emergency_ended');
  if (state.handover !== null) {
    return state.ownerId === userAt.counsellor ? next('handover_accepted') : next('case_handed_over', { toUserId: userAt.counsellor });
  }
  const unseen = state.affected.find(({ seenAt }) => seenAt === null);
  return unseen === undefined ? null : next('affected_pupil_seen', { affectedId: unseen.eventId });
}

/** Out of hospital, through an assessment back to school, and to full attendance; a pupil who left for good only ends the leave. */
function comeBack(state: CaseState, { now }: Life): Next | null {
  const today = dateOf(now);
  if (state.hospital !== null) return next('hospital_discharged', { dischargedOn: laterDay(today, state.hospital.admittedOn), nextVisitOn: null });
  if (state.leave !== null) {
    const on = laterDay(today, state.leave.from);
    if (state.attendance === 'transferred') return next('leave_ended', { on, how: 'transferred', assessmentId: null });
    if (state.returning === null) return next('return_applied', { on: today });
    if (state.returning.conclusion !== 'agreed') return next('return_assessed', { conclusion: 'agreed', until: null, who: null });
    return next('leave_ended', { on, how: 'returned', assessmentId: state.returning.assessmentId });
  }
  return isOnTrial(state) ? next('trial_ended') : null;
}

/** What no hospital answered is revoked; after an urgent one another is tried, for which the case has to be taken up first where it was set aside. */
function answerReferrals(state: CaseState): Next | null {
  const waiting = state.referrals.find(({ status, repliedAt }) => repliedAt === null && (status === 'open' || status === 'accepted'));
  if (waiting !== undefined) return next('referral_updated', { referralId: waiting.id, status: 'revoked' });
  const blocks = closeBlocksOf(state, { registerKind: 'center', openObligations: [], now: '0000-01-01T00:00:00.000Z' as Instant });
  if (!blocks.includes('URGENT_REFERRAL_NOT_RECEIVED')) return null;
  return state.stage === 'not_crisis' ? judged(state.grade) : next('referral_made', { urgency: 'soon' });
}

function judge(state: CaseState): Next | null {
  return state.outcome === null ? judged('R1') : null;
}

function judged(grade: RiskGrade | null): Next {
  return next('grade_decided', { grade: grade ?? 'R1', outcome: 'crisis', triggers: [], conferenceId: null });
}

function submitPlan(state: CaseState, registerKind: RegisterKind): Next | null {
  if (registerKind !== 'school' || !needsPlan(state) || state.plan?.status === 'submitted') return null;
  if (state.plan === null || state.plan.status === 'returned') return next('plan_drafted', { reason: '修订' });
  const changes = { planVersion: state.plan.version };
  return state.plan.status === 'draft' ? next('plan_signed', changes) : next('plan_submitted', changes);
}

/** One step down from R3 or R4: minutes of two, a whole cycle of waiting, a talk with the pupil at its end, and nothing overdue. */
function lower(state: CaseState, now: Instant): Next | null {
  const { grade, gradeSince } = state;
  if (grade === null || gradeRank(grade) < gradeRank('R3')) return null;
  if (state.gradeDecidedAt === null || gradeSince === null) return judged('R1');
  const start = laterOf(state.lastSignalAt, gradeSince);
  const minutes = state.conferences.find((one) => one.grade === 'R2' && one.heldAt >= laterOf(state.signsKnownAt, start));
  if (minutes === undefined) return held({ grade: 'R2', agreesToClose: false });
  if (minutes.signers.length < 2) return confirmedBy(minutes);
  const { lastPupilAt } = state.contacts;
  const over = addHours(start, 24 * (followUpDays[grade] ?? 0));
  const afterHours = Math.max(0, (msOf(over) - msOf(now)) / 3_600_000);
  if (lastPupilAt === null || lastPupilAt <= start || lastPupilAt < addHours(now, -12) || afterHours > 0) return { ...next('follow_up_held'), afterHours };
  return next('grade_decided', { grade: 'R2', outcome: 'crisis', triggers: [], conferenceId: minutes.id });
}

function excuse(_state: CaseState, life: Life): Next | null {
  const soon = addHours(life.now, 1);
  const overdue = owedIn(life).find(({ dueAt }) => dueAt < soon);
  return overdue === undefined ? null : next('obligation_excused', { obligationId: overdue.id });
}

function close(state: CaseState): Next {
  const after = [state.lastSignalAt, state.signsKnownAt];
  const agreed = state.conferences.find(({ agreesToClose, heldAt }) => agreesToClose && after.every((at) => at === null || heldAt >= at));
  if (agreed === undefined) return held({ grade: null, agreesToClose: true });
  return agreed.signers.length < 2 ? confirmedBy(agreed) : next('case_closed', { conferenceId: agreed.id });
}

function held(changes: Payload): Next {
  return { ...next('conference_held', { ...changes, kind: 'review', decisions: [] }), by: 'counsellor' };
}

/** By whichever of the two has not signed. */
function confirmedBy({ id, signers }: CaseState['conferences'][number]): Next {
  return { ...next('conference_confirmed', { conferenceId: id }), by: signers.includes(userAt.counsellor) ? 'leader' : 'counsellor' };
}

function next(type: EventType, changes: Payload = {}): Next {
  return { type, changes };
}

function laterDay<T extends string>(one: T, other: T): T {
  return one > other ? one : other;
}
