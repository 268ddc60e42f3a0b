/** What a contact, or an attempt that reached nobody, does to a case. */
import { beginIntervention, type CaseState } from './case-state.ts';
import { laterOf, type Instant } from './time.ts';

/** A guardian was reached: counted, and nobody is lost any more. */
export function withGuardianReached(state: CaseState, at: Instant): CaseState {
  const { contacts } = state;
  return found({ ...state, contacts: { ...contacts, lastGuardianAt: laterOf(contacts.lastGuardianAt, at), failedGuardian: 0 } }, at);
}

/** The pupil was reached. */
export function withPupilReached(state: CaseState, at: Instant): CaseState {
  const { contacts } = state;
  return found({ ...state, contacts: { ...contacts, lastPupilAt: laterOf(contacts.lastPupilAt, at), failedPupil: 0 } }, at);
}

/** The planned look at how the pupil is took place; whom it reached is said beside it. */
export function withFollowUp(state: CaseState, at: Instant): CaseState {
  return beginIntervention({ ...state, contacts: { ...state.contacts, lastFollowUpAt: laterOf(state.contacts.lastFollowUpAt, at) } }, at);
}

/** One more attempt in a row that reached nobody. */
export function withFailedAttempt(state: CaseState, whom: 'failedGuardian' | 'failedPupil'): CaseState {
  return { ...state, contacts: { ...state.contacts, [whom]: state.contacts[whom] + 1 } };
}

/** A contact of before the loss, written down late, finds nobody. */
function found(state: CaseState, at: Instant): CaseState {
  const lost = state.lostSince !== null && at < state.lostSince ? state.lostSince : null;
  return beginIntervention({ ...state, lostSince: lost }, at);
}
