/**
 * Bounded building blocks of payloads, with hints for the generated form:
 * `widget` is line | long | date | people | document | package | reference (`of` names what is referred to). Enums, booleans and
 * arrays of enums need no hint.
 */
import { DocumentId, EventId, PackageId, PupilId, UserId } from '../ids.ts';
import { refuse, type Refusal } from '../refusal.ts';
import { dateOf, PlainDate } from '../time.ts';
import { GuardianRelation, Infringement, infringements, stages, type CaseStage, type RegisterKind, type Role } from '../vocabulary.ts';
import { z } from '../zod.ts';
import type { Recording } from './define-event.ts';

/** One line that must be filled in. */
export const line = z.string().trim().min(1).max(120).meta({ widget: 'line' });
/** One line that may stay empty. */
export const optionalLine = z.string().trim().max(120).meta({ widget: 'line' });
/** Running text that must be filled in. */
export const longText = z.string().trim().min(1).max(4000).meta({ widget: 'long' });
export const optionalText = z.string().trim().max(4000).meta({ widget: 'long' });

export const people = z.array(z.string().trim().min(1).max(60)).max(20).meta({ widget: 'people' });
export const date = PlainDate.meta({ widget: 'date' });
export const optionalDate = PlainDate.nullable().meta({ widget: 'date' });
export const optionalDocument = DocumentId.nullable().meta({ widget: 'document' });
export const optionalPackage = PackageId.nullable().meta({ widget: 'package' });
export const referralRef = EventId.meta({ widget: 'reference', of: 'referral' });

/** An earlier entry of the case; `of` names which kind the form offers. */
export const conferenceRef = EventId.meta({ widget: 'reference', of: 'conference' });
export const obligationRef = z.string().min(1).max(200).meta({ widget: 'reference', of: 'obligation' });
export const pupilRef = PupilId.meta({ widget: 'reference', of: 'pupil' });
export const userRef = UserId.meta({ widget: 'reference', of: 'user' });
/** The conference that a decision rests on; null where it needs none. Absent in what is sent counts as null. */
export const optionalConference = EventId.nullable().default(null).meta({ widget: 'reference', of: 'conference' });
/** Who else is to own the case; null leaves it with whoever records. */
export const optionalOwner = UserId.nullable().default(null).meta({ widget: 'reference', of: 'user' });

/** What stands behind a lead. */
export const SourceRef = z.strictObject({
  kind: z.enum(['screening_result', 'hotline_call', 'package', 'document', 'case_event']),
  id: z.string().min(1).max(64),
});

/** One guardian; `all` is a word about suspicion and nobody to talk to. */
export const guardianPerson = GuardianRelation.exclude(['all']);
/** What the pupil is newly known to suffer from others: it has to be reported (强制报告). Absent in what is sent counts as nothing. */
export const disclosed = z.array(Infringement).max(infringements.length).default([]);
/** Whether the pupil may attend school, as the hospital wrote it. */
export const fitForSchool = z.enum(['yes', 'no', 'conditional', 'not_stated']);

/** Who writes most entries of a case: counsellors and leaders of either office. */
export const staffRoles: readonly Role[] = ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'];
/** The same at a school only. */
export const schoolStaffRoles: readonly Role[] = ['psych_teacher', 'vice_principal', 'principal'];
export const counsellorRoles: readonly Role[] = ['psych_teacher', 'center_counselor', 'center_head'];
export const leaderRoles: readonly Role[] = ['vice_principal', 'principal', 'center_head'];
export const bothRegisters: readonly RegisterKind[] = ['school', 'center'];

/** Every stage of an open case. */
export const openStages: readonly CaseStage[] = stages.filter((stage) => stage !== 'closed' && stage !== 'archived');
/** What closing leaves to do (the archive, a transfer's receipt) can be put off, wait or be excused as well, and outlives the archive. */
export const dutyStages: readonly CaseStage[] = stages;
/** Open and not set aside as "no crisis". */
export const activeStages: readonly CaseStage[] = openStages.filter((stage) => stage !== 'not_crisis');
/** Active, and judged, filed or notified. */
export const judgedStages: readonly CaseStage[] = activeStages.filter((stage) => stage !== 'lead' && stage !== 'interviewed');

/** Refuses a duty that does not stand open. */
export function refuseUnlessOpen(obligationId: string, { openObligations }: Pick<Recording, 'openObligations'>): Refusal | null {
  return openObligations.some(({ id }) => id === obligationId) ? null : refuse('OBLIGATION_NOT_OPEN');
}

/** Refuses a day that has not come yet in what is told as past. */
export function refuseFutureDay(day: PlainDate, { now }: Pick<Recording, 'now'>): Refusal | null {
  return day > dateOf(now) ? refuse('IN_THE_FUTURE') : null;
}
