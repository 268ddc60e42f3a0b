/** All events, in the order of the loop. One line adds an event. */
import { affectedPupilAdded } from './affected-pupil-added.ts';
import { affectedPupilSeen } from './affected-pupil-seen.ts';
import { caseAccessed } from './case-accessed.ts';
import { caseArchived } from './case-archived.ts';
import { caseAssigned } from './case-assigned.ts';
import { caseClosed } from './case-closed.ts';
import { caseFiled } from './case-filed.ts';
import { caseHandedOver } from './case-handed-over.ts';
import { caseReopened } from './case-reopened.ts';
import { caseSealed } from './case-sealed.ts';
import { caseUnsealed } from './case-unsealed.ts';
import { classObserved } from './class-observed.ts';
import { conferenceConfirmed } from './conference-confirmed.ts';
import { conferenceHeld } from './conference-held.ts';
import { confidentialityExceptionMade } from './confidentiality-exception-made.ts';
import { consentGiven } from './consent-given.ts';
import { consentWithdrawn } from './consent-withdrawn.ts';
import { contactLost } from './contact-lost.ts';
import { correctionMade } from './correction-made.ts';
import { counsellingHeld } from './counselling-held.ts';
import { deathWithdrawn } from './death-withdrawn.ts';
import { decisionCarriedOut } from './decision-carried-out.ts';
import type { CaseEvent, EventDefinition, Payload } from './define-event.ts';
import { diagnosisReported } from './diagnosis-reported.ts';
import { emergencyEnded } from './emergency-ended.ts';
import { emergencyStarted } from './emergency-started.ts';
import { emergencyStepTaken } from './emergency-step-taken.ts';
import { familyMeetingHeld } from './family-meeting-held.ts';
import { followUpHeld } from './follow-up-held.ts';
import { gradeDecided } from './grade-decided.ts';
import { guardianContacted } from './guardian-contacted.ts';
import { guardianNotified } from './guardian-notified.ts';
import { handoverAccepted } from './handover-accepted.ts';
import { holdLifted } from './hold-lifted.ts';
import { holdPlaced } from './hold-placed.ts';
import { hospitalAdmitted } from './hospital-admitted.ts';
import { hospitalDischarged } from './hospital-discharged.ts';
import { hospitalEscorted } from './hospital-escorted.ts';
import { interviewHeld } from './interview-held.ts';
import { kinNotifiedInWriting } from './kin-notified-in-writing.ts';
import { leadAdded } from './lead-added.ts';
import { leadRecorded } from './lead-recorded.ts';
import { leaveEnded } from './leave-ended.ts';
import { leaveStarted } from './leave-started.ts';
import { letterReceived } from './letter-received.ts';
import { letterSent } from './letter-sent.ts';
import { mandatoryReportAnswered } from './mandatory-report-answered.ts';
import { mandatoryReportMade } from './mandatory-report-made.ts';
import { measuresReported } from './measures-reported.ts';
import { obligationExcused } from './obligation-excused.ts';
import { obligationSnoozed } from './obligation-snoozed.ts';
import { obligationWaiting } from './obligation-waiting.ts';
import { peerObserved } from './peer-observed.ts';
import { planDrafted } from './plan-drafted.ts';
import { planReturned } from './plan-returned.ts';
import { planSigned } from './plan-signed.ts';
import { planSubmitted } from './plan-submitted.ts';
import { principalNotified } from './principal-notified.ts';
import { pupilContacted } from './pupil-contacted.ts';
import { pupilDied } from './pupil-died.ts';
import { pupilTransferred } from './pupil-transferred.ts';
import { reentryPlanMade } from './reentry-plan-made.ts';
import { referralMade } from './referral-made.ts';
import { referralReplied } from './referral-replied.ts';
import { referralUpdated } from './referral-updated.ts';
import { reportReceived } from './report-received.ts';
import { returnAppealDecided } from './return-appeal-decided.ts';
import { returnAppealed } from './return-appealed.ts';
import { returnApplied } from './return-applied.ts';
import { returnAssessed } from './return-assessed.ts';
import { riskInterviewHeld } from './risk-interview-held.ts';
import { safetyPlanMade } from './safety-plan-made.ts';
import { schoolReplyRecorded } from './school-reply-recorded.ts';
import { transferConfirmed } from './transfer-confirmed.ts';
import { trialEnded } from './trial-ended.ts';
import { watchEnded } from './watch-ended.ts';

export const eventDefinitions = [
  leadRecorded,
  leadAdded,
  classObserved,
  peerObserved,
  interviewHeld,
  riskInterviewHeld,
  diagnosisReported,
  conferenceHeld,
  conferenceConfirmed,
  gradeDecided,
  caseFiled,
  guardianNotified,
  principalNotified,
  letterReceived,
  letterSent,
  reportReceived,
  schoolReplyRecorded,
  planDrafted,
  planReturned,
  planSigned,
  planSubmitted,
  measuresReported,
  safetyPlanMade,
  guardianContacted,
  pupilContacted,
  followUpHeld,
  counsellingHeld,
  familyMeetingHeld,
  contactLost,
  consentGiven,
  consentWithdrawn,
  confidentialityExceptionMade,
  decisionCarriedOut,
  referralMade,
  referralUpdated,
  referralReplied,
  hospitalEscorted,
  kinNotifiedInWriting,
  hospitalAdmitted,
  hospitalDischarged,
  leaveStarted,
  returnApplied,
  returnAssessed,
  returnAppealed,
  returnAppealDecided,
  leaveEnded,
  reentryPlanMade,
  trialEnded,
  watchEnded,
  emergencyStarted,
  emergencyStepTaken,
  emergencyEnded,
  mandatoryReportMade,
  mandatoryReportAnswered,
  affectedPupilAdded,
  affectedPupilSeen,
  caseHandedOver,
  handoverAccepted,
  caseAssigned,
  pupilTransferred,
  transferConfirmed,
  pupilDied,
  deathWithdrawn,
  caseClosed,
  caseArchived,
  caseReopened,
  holdPlaced,
  holdLifted,
  correctionMade,
  obligationExcused,
  obligationSnoozed,
  obligationWaiting,
  caseSealed,
  caseUnsealed,
  caseAccessed,
] as const;

type Definition = (typeof eventDefinitions)[number];
export type EventType = Definition['type'];
export const eventTypes: readonly EventType[] = eventDefinitions.map((definition) => definition.type);

/** Payload of an event type, as its schema gives it. */
export type EventPayload<T extends EventType> = Extract<Definition, { type: T }>['example'];

const byType: ReadonlyMap<string, EventDefinition> = new Map(eventDefinitions.map((definition): [string, EventDefinition] => [definition.type, definition]));

/** Definition of a type that may have come from outside; undefined when there is none. */
export function definitionOf(type: EventType): EventDefinition;
export function definitionOf(type: string): EventDefinition | undefined;
export function definitionOf(type: string): EventDefinition | undefined {
  return byType.get(type);
}

export function isEventType(type: string): type is EventType {
  return byType.has(type);
}

/** Narrows an event that was parsed when it was recorded. False for a purged one. */
export function isEvent<T extends EventType>(event: CaseEvent, type: T): event is CaseEvent<EventPayload<T>, T> {
  return event.type === type && event.payload !== null;
}

/**
 * The event as today's schema has it: a payload of an older version is lifted step by step. To be applied when a log is read;
 * hash and signature belong to the stored form.
 */
export function liftEvent(event: CaseEvent): CaseEvent {
  const definition = definitionOf(event.type);
  if (definition === undefined || event.payload === null || event.version >= definition.version) return event;
  return { ...event, ...lift(definition, { version: event.version, payload: event.payload }) };
}

/** Lifts a payload to the definition's version; without a way up it stays as it is. */
export function lift(
  definition: Pick<EventDefinition, 'version' | 'upgrade'>,
  stored: { readonly version: number; readonly payload: Payload },
): { readonly version: number; readonly payload: Payload } {
  if (stored.version >= definition.version || definition.upgrade === undefined) return stored;
  return lift(definition, { version: stored.version + 1, payload: definition.upgrade(stored.payload, stored.version) });
}
