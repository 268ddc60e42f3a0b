/** What stands in the way of closing a case (dossier §1.7): a closed loop owes nothing, and several people agreed to close it. */
import { isOnTrial, isTakenOver } from './attendance.ts';
import { isConfirmed, type CaseReferral } from './case-parts.ts';
import { gradeRank, needsPlan, type CaseState } from './case-state.ts';
import type { Recording } from './events/define-event.ts';
import type { EventId } from './ids.ts';
import type { CloseBlock } from './refusal.ts';
import type { ClosureKind } from './vocabulary.ts';

/** What is owed until the case is closed cannot stand in the way of closing it. */
const owedUntilClosed: readonly string[] = ['T_CLOSE', 'T_CLOSE_CENTER'];

type Circumstances = Pick<Recording, 'registerKind' | 'openObligations' | 'now'>;

/** What a closing says of itself beside the facts of the case. */
export type Closing = {
  readonly kind: ClosureKind;
  readonly conferenceId: EventId | null;
  readonly checklist: Readonly<Record<string, boolean>>;
};

/** Kinds by which an office lets go of a crisis of its own accord: a conference has to agree. */
const kindsByConference: readonly ClosureKind[] = ['goals_reached', 'guardian_refused', 'lost_contact', 'handed_over', 'graduated'];

/** What still stands in the way whatever the kind of closing (a death apart); empty when nothing does. */
export function closeBlocksOf(state: CaseState, { registerKind, openObligations, now }: Circumstances): readonly CloseBlock[] {
  return standing([
    ['NOT_GRADED', state.outcome === null],
    // Once another school has confirmed that it took the pupil over, the grade is that school's to lower, and the plan that school's to make.
    ['GRADE_TOO_HIGH', gradeRank(state.grade) >= gradeRank('R3') && !isTakenOver(state)],
    ['REFERRAL_WITHOUT_REPLY', state.referrals.some(awaitsReply)],
    ['URGENT_REFERRAL_NOT_RECEIVED', state.referrals.some((referral) => cameToNothing(referral, state))],
    ['OBLIGATION_OVERDUE', openObligations.some((obligation) => obligation.dueAt < now && !owedUntilClosed.includes(obligation.ruleId))],
    ['PLAN_NOT_SUBMITTED', registerKind === 'school' && needsPlan(state) && state.plan?.status !== 'submitted' && !isTakenOver(state)],
    ['STILL_ON_LEAVE', state.leave !== null],
    ['IN_HOSPITAL', state.hospital !== null],
    ['RETURN_UNDER_WAY', state.returning !== null],
    ['TRIAL_RUNNING', isOnTrial(state)],
    ['EMERGENCY_RUNNING', state.emergency !== null],
    ['HANDOVER_OPEN', state.handover !== null],
    ['AFFECTED_NOT_SEEN', state.affected.some(({ seenAt }) => seenAt === null)],
  ]);
}

/**
 * What stands in the way of this very closing. After a death the pupil's duties end with the life and nothing but the death itself has to be on
 * record; every other closing needs all of the above, and what its kind asks for.
 */
export function blocksOfClosing(state: CaseState, closing: Closing, circumstances: Circumstances): readonly CloseBlock[] {
  const { kind, conferenceId, checklist } = closing;
  if (kind === 'deceased') return standing([['DEATH_NOT_RECORDED', state.attendance !== 'deceased']]);
  return [
    ...closeBlocksOf(state, circumstances),
    ...standing([
      ['CONFERENCE_MISSING', needsConference(state, kind) && !agreedToClose(state, conferenceId)],
      ['CHECKLIST_INCOMPLETE', kind === 'goals_reached' && Object.values(checklist).includes(false)],
      ['TRANSFER_NOT_CONFIRMED', kind === 'transferred' && !isTakenOver(state)],
    ]),
  ];
}

/** A transfer stands on the other school's receipt, which one person can write down alone: at R3 or above a conference has to agree to it as well. */
function needsConference({ outcome, grade }: CaseState, kind: ClosureKind): boolean {
  if (outcome !== 'crisis') return false;
  return kindsByConference.includes(kind) || (kind === 'transferred' && gradeRank(grade) >= gradeRank('R3'));
}

/** Whether the conference is one of this loop that agreed, with two people's own keys under its minutes. What it said before the latest sign of danger, or before the register knew all of the signs that it knows now, no longer counts. */
function agreedToClose({ conferences, lastSignalAt, signsKnownAt }: CaseState, conferenceId: EventId | null): boolean {
  const conference = conferences.find(({ id }) => id === conferenceId);
  if (conference === undefined || [lastSignalAt, signsKnownAt].some((at) => at !== null && conference.heldAt < at)) return false;
  return conference.agreesToClose && isConfirmed(conference);
}

/** The hospital still owes its slip: declined, revoked and missed referrals owe none. */
function awaitsReply({ status, repliedAt }: CaseReferral): boolean {
  return repliedAt === null && (status === 'open' || status === 'accepted');
}

/** An urgent referral that no hospital took, with nothing after it: neither another referral nor a diagnosis. */
function cameToNothing({ urgency, status, repliedAt, madeAt }: CaseReferral, { referrals, diagnosedAt }: CaseState): boolean {
  if (urgency !== 'urgent' || repliedAt !== null || status === 'accepted') return false;
  const another = referrals.some((referral) => referral.madeAt > madeAt);
  return !another && (diagnosedAt === null || diagnosedAt < madeAt);
}

function standing(blocks: readonly (readonly [CloseBlock, boolean])[]): readonly CloseBlock[] {
  return blocks.filter(([, stands]) => stands).map(([block]) => block);
}
