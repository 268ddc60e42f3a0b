/**
 * Bounded building blocks of payloads, with hints for the generated form:
 * `widget` is line | long | date | people | document | package | reference (`of` names what is referred to). Enums, booleans and
 * arrays of enums need no hint.
 */
import { DocumentId, EventId, PackageId, PupilId, UserId } from '../ids.ts';
import { PlainDate } from '../time.ts';
import { stages, type CaseStage } from '../vocabulary.ts';
import { z } from '../zod.ts';

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

/** Every stage of an open case. */
export const openStages: readonly CaseStage[] = stages.filter((stage) => stage !== 'closed' && stage !== 'archived');
/** Open and not set aside as "no crisis". */
export const activeStages: readonly CaseStage[] = openStages.filter((stage) => stage !== 'not_crisis');
/** Active, and judged, filed or notified. */
export const judgedStages: readonly CaseStage[] = activeStages.filter((stage) => stage !== 'lead' && stage !== 'interviewed');
