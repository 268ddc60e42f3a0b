/** What a case is after its events: the snapshot behind lists, guards and documents. Folding lives in fold.ts. */
import { CaseConference, CaseDeath, CaseHospital, CaseLeave, CasePlan, CaseReferral, CaseReturn } from './case-parts.ts';
import { CaseId, DocumentId, EventId, PackageId, PupilId, UserId } from './ids.ts';
import { Instant, PlainDate, laterOf } from './time.ts';
import {
  Attendance,
  CaseOutcome,
  CaseStage,
  ConsentKind,
  CrisisType,
  DiscoveryChannel,
  DistrictTrigger,
  FilingAddressee,
  GuardianOpinion,
  GuardianRelation,
  RiskGrade,
  grades,
} from './vocabulary.ts';
import { z } from './zod.ts';

export const CaseState = z.strictObject({
  caseId: CaseId.nullable(),
  pupilId: PupilId.nullable(),
  /** 1, then one more with each reopening. Everything below belongs to the current loop unless it says otherwise. */
  loop: z.int(),
  stage: CaseStage,
  attendance: Attendance,
  /** Who is responsible; null only before the first event. */
  ownerId: UserId.nullable(),
  /** Who else sees everything of the case. */
  assignees: z.array(UserId),
  /** Given to the present owner, who has not yet said that they took it over. */
  handover: z.strictObject({ eventId: EventId, fromUserId: UserId.nullable(), at: Instant }).nullable(),
  /** Sealed (特别保密): even the office's counsellors need a reason. */
  sealed: z.strictObject({ eventId: EventId, at: Instant }).nullable(),
  /** Last grade that people decided; outlives a reopening. */
  grade: RiskGrade.nullable(),
  previousGrade: RiskGrade.nullable(),
  highestGrade: RiskGrade.nullable(),
  gradeDecidedAt: Instant.nullable(),
  /** Since when the present grade stands: a lowering needs one full follow-up cycle from here. */
  gradeSince: Instant.nullable(),
  /** Latest sign of danger; the cycle starts anew with it. */
  lastSignalAt: Instant.nullable(),
  /** When the register last learned something of a sign of danger (of a new one, of another day, or that there was none): minutes of before did not know of it. */
  signsKnownAt: Instant.nullable(),
  /** Latest proposal of an interview; a proposal and nothing else. */
  proposal: z.strictObject({ grade: RiskGrade, eventId: EventId, at: Instant }).nullable(),
  conferences: z.array(CaseConference),
  /** A hospital's finding was recorded. */
  diagnosedAt: Instant.nullable(),
  /** Lowered from R3 or R4 in this loop, and not raised again. */
  downgradedAt: Instant.nullable(),
  outcome: CaseOutcome.nullable(),
  /** Of all loops. */
  channels: z.array(DiscoveryChannel),
  crisisTypes: z.array(CrisisType),
  triggers: z.array(DistrictTrigger),
  immediateDanger: z.boolean(),
  /** First event of the case; outlives a reopening. */
  openedAt: Instant.nullable(),
  loopOpenedAt: Instant.nullable(),
  /** Latest happenedAt of all events. */
  lastEventAt: Instant.nullable(),
  interviewedAt: Instant.nullable(),
  filedAt: Instant.nullable(),
  filedTo: z.array(FilingAddressee),
  guardianNotifiedAt: Instant.nullable(),
  guardianOpinion: GuardianOpinion.nullable(),
  /** Suspected of harming the pupil: not to be told (dossier §3.18). Outlives a reopening. */
  guardianSuspects: z.array(GuardianRelation),
  /** Latest word on it from a notice or a contact; null = nothing known. */
  guardianCooperates: z.boolean().nullable(),
  principalNotifiedAt: Instant.nullable(),
  /** Latest 告知书 from the centre. */
  letter: z.strictObject({ number: z.string(), packageId: PackageId.nullable(), receivedAt: Instant, eventId: EventId }).nullable(),
  /** Latest 告知书 of a centre to the school. */
  letterSent: z.strictObject({ number: z.string(), documentId: DocumentId, sentAt: Instant }).nullable(),
  plan: CasePlan.nullable(),
  measuresReportedAt: Instant.nullable(),
  safetyPlanAt: Instant.nullable(),
  interventionSince: Instant.nullable(),
  leave: CaseLeave.nullable(),
  hospital: CaseHospital.nullable(),
  returning: CaseReturn.nullable(),
  returnedAt: Instant.nullable(),
  reentryPlanAt: Instant.nullable(),
  /** Last day of a trial or part-time return. */
  trialUntil: PlainDate.nullable(),
  /** The watch after a return (返校观察期); null when there is none or it is over. */
  watchSince: Instant.nullable(),
  referrals: z.array(CaseReferral),
  contacts: z.strictObject({
    lastGuardianAt: Instant.nullable(),
    lastPupilAt: Instant.nullable(),
    lastFollowUpAt: Instant.nullable(),
    /** Attempts in a row that reached nobody. */
    failedGuardian: z.int(),
    failedPupil: z.int(),
  }),
  /** The death on record, and where the pupil was before it: it may have been recorded in error. Outlives a reopening. */
  death: CaseDeath.nullable(),
  /** Nobody has been reached since (失联). */
  lostSince: Instant.nullable(),
  /** The running emergency. */
  emergency: z.strictObject({ eventId: EventId, startedAt: Instant }).nullable(),
  /** The latest emergency of this loop is over; reports about it may still be owed. */
  emergencyEndedAt: Instant.nullable(),
  /** Classmates affected by what happened (postvention). */
  affected: z.array(z.strictObject({ eventId: EventId, pupilId: PupilId, seenAt: Instant.nullable() })),
  mandatoryReports: z.array(z.strictObject({ eventId: EventId, madeAt: Instant, answeredAt: Instant.nullable() })),
  /** Latest word per kind; of all loops. */
  consents: z.array(z.strictObject({ kind: ConsentKind, given: z.boolean(), at: Instant, eventId: EventId })),
  legalHold: z.strictObject({ eventId: EventId, at: Instant }).nullable(),
  transfer: z.strictObject({ eventId: EventId, on: PlainDate, confirmedAt: Instant.nullable() }).nullable(),
  closedAt: Instant.nullable(),
  archivedAt: Instant.nullable(),
  /** Of all loops. */
  corrections: z.array(z.strictObject({ eventId: EventId, targetId: EventId, field: z.string(), recordedAt: Instant, recordedBy: UserId })),
  /** Number of events folded. */
  version: z.int(),
  headHash: z.string(),
});
export type CaseState = z.infer<typeof CaseState>;

/** Hash that the first event of a case follows on. */
export const genesisHash = '0'.repeat(64);

const freshLoop = {
  highestGrade: null,
  gradeDecidedAt: null,
  gradeSince: null,
  lastSignalAt: null,
  signsKnownAt: null,
  proposal: null,
  conferences: [],
  downgradedAt: null,
  outcome: null,
  crisisTypes: [],
  triggers: [],
  immediateDanger: false,
  interviewedAt: null,
  filedAt: null,
  filedTo: [],
  guardianNotifiedAt: null,
  guardianOpinion: null,
  guardianCooperates: null,
  principalNotifiedAt: null,
  letter: null,
  letterSent: null,
  plan: null,
  measuresReportedAt: null,
  safetyPlanAt: null,
  interventionSince: null,
  returnedAt: null,
  reentryPlanAt: null,
  trialUntil: null,
  watchSince: null,
  referrals: [],
  lostSince: null,
  emergency: null,
  emergencyEndedAt: null,
  affected: [],
  closedAt: null,
  archivedAt: null,
} as const satisfies Partial<Record<keyof CaseState, unknown>>;

const noContacts: CaseState['contacts'] = { lastGuardianAt: null, lastPupilAt: null, lastFollowUpAt: null, failedGuardian: 0, failedPupil: 0 };

/** A case before its first event. */
export const initialState: CaseState = {
  ...emptyLoop(),
  caseId: null,
  pupilId: null,
  loop: 1,
  stage: 'lead',
  attendance: 'at_school',
  ownerId: null,
  assignees: [],
  handover: null,
  sealed: null,
  grade: null,
  previousGrade: null,
  channels: [],
  openedAt: null,
  loopOpenedAt: null,
  lastEventAt: null,
  diagnosedAt: null,
  guardianSuspects: [],
  leave: null,
  hospital: null,
  returning: null,
  death: null,
  mandatoryReports: [],
  consents: [],
  legalHold: null,
  transfer: null,
  corrections: [],
  version: 0,
  headHash: genesisHash,
};

/** The part of a state that a reopening starts afresh. */
export function emptyLoop(): Pick<CaseState, keyof typeof freshLoop | 'contacts'> {
  return { ...freshLoop, crisisTypes: [], triggers: [], filedTo: [], referrals: [], conferences: [], affected: [], contacts: noContacts };
}

/** 0 for R0 … 4 for R4, -1 for none. */
export function gradeRank(grade: RiskGrade | null): number {
  return grade === null ? -1 : grades.indexOf(grade);
}

/** Whether this loop owes a plan to the centre: a 告知书 came, or the grade reached R3 (dossier §1.5, §2.2). */
export function needsPlan(state: CaseState): boolean {
  return state.letter !== null || (state.outcome === 'crisis' && gradeRank(state.highestGrade) >= gradeRank('R3'));
}

/** Whether care of the pupil counts as intervention: the plan is with the centre, the centre has handed it to the school, or none is owed and the case was judged. */
export function mayIntervene(state: CaseState): boolean {
  return state.plan?.status === 'submitted' || state.letterSent !== null || (!needsPlan(state) && state.outcome === 'crisis');
}

/**
 * Stage of the loop, derived from its facts and not stored by the events, because offices do things out of order
 * (the guardian is told before the filing, a letter comes before the interview) and every order must end in the same place.
 */
export function stageOf(state: CaseState): CaseStage {
  if (state.archivedAt !== null) return 'archived';
  if (state.closedAt !== null) return 'closed';
  if (state.interventionSince !== null) return careStageOf(state);
  if (state.plan !== null) {
    if (state.plan.status === 'submitted') return 'plan_submitted';
    return state.plan.status === 'signed' ? 'plan_signed' : 'plan_drafting';
  }
  const told = state.guardianNotifiedAt !== null || state.principalNotifiedAt !== null;
  if (state.filedAt !== null) return told ? 'notified' : 'filed';
  if (state.letter !== null || state.letterSent !== null) return 'notified';
  if (state.outcome !== null) return state.outcome === 'crisis' ? 'assessed' : 'not_crisis';
  return state.interviewedAt === null ? 'lead' : 'interviewed';
}

/** While the pupil is cared for: on the way back, watched after the return, at a lowered grade, or none of these. */
function careStageOf(state: CaseState): CaseStage {
  if (state.returning !== null) return 'return_assessing';
  if (state.watchSince !== null) return 'returned_watch';
  return state.downgradedAt === null ? 'in_intervention' : 'downgraded';
}

/** A sign of danger was seen or heard: the follow-up cycle that a lowering needs starts anew. Entered late, it was not known before. */
export function withSignal(state: CaseState, { happenedAt, recordedAt }: { readonly happenedAt: Instant; readonly recordedAt: Instant }): CaseState {
  return { ...state, lastSignalAt: laterOf(state.lastSignalAt, happenedAt), signsKnownAt: laterOf(state.signsKnownAt, recordedAt) };
}

/** Marks the start of intervention at the first care after which it counts. */
export function beginIntervention(state: CaseState, at: Instant): CaseState {
  return state.interventionSince === null && mayIntervene(state) ? { ...state, interventionSince: at } : state;
}
