/** What a case is after its events: the snapshot behind lists, guards and documents. Folding lives in fold.ts. */
import { CaseId, DocumentId, EventId, PackageId, PupilId, UserId } from './ids.ts';
import { PlanContent } from './plan.ts';
import { Instant, PlainDate } from './time.ts';
import {
  Attendance,
  CaseOutcome,
  CaseStage,
  CrisisType,
  DiscoveryChannel,
  DistrictTrigger,
  FilingAddressee,
  GuardianOpinion,
  PlanStatus,
  ReferralUrgency,
  ReplySource,
  RiskGrade,
  grades,
} from './vocabulary.ts';
import { z } from './zod.ts';

export const CasePlan = z.strictObject({
  /** 1, then one more with each draft; a loop starts again at 1. */
  version: z.int(),
  status: PlanStatus,
  content: PlanContent,
  authorId: UserId,
  draftedAt: Instant,
  documentId: DocumentId.nullable(),
  signedAt: Instant.nullable(),
  signedBy: UserId.nullable(),
  submittedAt: Instant.nullable(),
});
export type CasePlan = z.infer<typeof CasePlan>;

export const CaseReferral = z.strictObject({
  /** The referral_made event. */
  id: EventId,
  hospital: z.string(),
  urgency: ReferralUrgency,
  madeAt: Instant,
  repliedAt: Instant.nullable(),
  replySource: ReplySource.nullable(),
});
export type CaseReferral = z.infer<typeof CaseReferral>;

export const CaseState = z.strictObject({
  caseId: CaseId.nullable(),
  pupilId: PupilId.nullable(),
  /** 1, then one more with each reopening. Everything below belongs to the current loop unless it says otherwise. */
  loop: z.int(),
  stage: CaseStage,
  attendance: Attendance,
  /** Last grade that people decided; outlives a reopening. */
  grade: RiskGrade.nullable(),
  previousGrade: RiskGrade.nullable(),
  highestGrade: RiskGrade.nullable(),
  gradeDecidedAt: Instant.nullable(),
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
  /** Latest word on it from a notice or a contact; null = nothing known. */
  guardianCooperates: z.boolean().nullable(),
  principalNotifiedAt: Instant.nullable(),
  /** Latest 告知书 from the centre. */
  letter: z.strictObject({ number: z.string(), packageId: PackageId.nullable(), receivedAt: Instant, eventId: EventId }).nullable(),
  /** Latest 告知书 of a centre to the school. */
  letterSent: z.strictObject({ number: z.string(), documentId: DocumentId, sentAt: Instant }).nullable(),
  plan: CasePlan.nullable(),
  interventionSince: Instant.nullable(),
  leave: z.strictObject({ from: PlainDate, until: PlainDate.nullable(), startedAt: Instant }).nullable(),
  returnedAt: Instant.nullable(),
  referrals: z.array(CaseReferral),
  contacts: z.strictObject({ lastGuardianAt: Instant.nullable(), lastPupilAt: Instant.nullable(), lastFollowUpAt: Instant.nullable() }),
  closedAt: Instant.nullable(),
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
  interventionSince: null,
  returnedAt: null,
  referrals: [],
  closedAt: null,
} as const satisfies Partial<Record<keyof CaseState, unknown>>;

const noContacts: CaseState['contacts'] = { lastGuardianAt: null, lastPupilAt: null, lastFollowUpAt: null };

/** A case before its first event. */
export const initialState: CaseState = {
  ...emptyLoop(),
  caseId: null,
  pupilId: null,
  loop: 1,
  stage: 'lead',
  attendance: 'at_school',
  grade: null,
  previousGrade: null,
  channels: [],
  openedAt: null,
  loopOpenedAt: null,
  lastEventAt: null,
  leave: null,
  corrections: [],
  version: 0,
  headHash: genesisHash,
};

/** The part of a state that a reopening starts afresh. */
export function emptyLoop(): Pick<CaseState, keyof typeof freshLoop | 'contacts'> {
  return { ...freshLoop, crisisTypes: [], triggers: [], filedTo: [], referrals: [], contacts: noContacts };
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
  if (state.closedAt !== null) return 'closed';
  if (state.interventionSince !== null) return 'in_intervention';
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

/** Marks the start of intervention at the first care after which it counts. */
export function beginIntervention(state: CaseState, at: Instant): CaseState {
  return state.interventionSince === null && mayIntervene(state) ? { ...state, interventionSince: at } : state;
}
