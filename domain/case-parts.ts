/** Parts of a case's state that have a shape of their own. */
import { DocumentId, EventId, UserId } from './ids.ts';
import { PlanContent } from './plan.ts';
import { Instant, PlainDate } from './time.ts';
import { Attendance, PlanStatus, ReferralStatus, ReferralUrgency, ReplySource, ReturnConclusion, RiskGrade } from './vocabulary.ts';
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
  status: ReferralStatus,
  repliedAt: Instant.nullable(),
  replySource: ReplySource.nullable(),
});
export type CaseReferral = z.infer<typeof CaseReferral>;

/** A conference of this loop: what it may be taken as proof for, and who put their own key under its minutes. */
export const CaseConference = z.strictObject({
  /** The conference_held event. */
  id: EventId,
  heldAt: Instant,
  /** Grade that the conference agreed on; null when it did not speak of the grade. */
  grade: RiskGrade.nullable(),
  agreesToClose: z.boolean(),
  /** Recorder first, then everyone who confirmed the minutes. */
  signers: z.array(UserId),
});
export type CaseConference = z.infer<typeof CaseConference>;

/** Two people at least put their own keys under the minutes: only then do they prove anything. */
export function isConfirmed({ signers }: Pick<CaseConference, 'signers'>): boolean {
  return new Set(signers).size >= 2;
}

/** On the way back to school, from the application until the pupil is back or the leave goes on. */
export const CaseReturn = z.strictObject({
  /** The return_applied event. */
  id: EventId,
  appliedAt: Instant,
  /** The return_assessed event. */
  assessmentId: EventId.nullable(),
  conclusion: ReturnConclusion.nullable(),
  appealedAt: Instant.nullable(),
});
export type CaseReturn = z.infer<typeof CaseReturn>;

export const CaseLeave = z.strictObject({ from: PlainDate, until: PlainDate.nullable(), startedAt: Instant });

export const CaseHospital = z.strictObject({ eventId: EventId, admittedOn: PlainDate });

export const CaseDeath = z.strictObject({
  /** The pupil_died event. */
  eventId: EventId,
  at: Instant,
  /** In which loop of the case. */
  loop: z.int(),
  before: z.strictObject({
    attendance: Attendance,
    leave: CaseLeave.nullable(),
    hospital: CaseHospital.nullable(),
    returning: CaseReturn.nullable(),
    trialUntil: PlainDate.nullable(),
    watchSince: Instant.nullable(),
    lostSince: Instant.nullable(),
  }),
});
