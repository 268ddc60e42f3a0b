/** Branded ids (UUIDv7 text, made in main/register/ids.ts) so that one kind cannot be passed for another. */
import { z } from './zod.ts';

const uuid = z.uuid();

export const UserId = uuid.brand<'UserId'>();
export type UserId = z.infer<typeof UserId>;
export const PupilId = uuid.brand<'PupilId'>();
export type PupilId = z.infer<typeof PupilId>;
export const CaseId = uuid.brand<'CaseId'>();
export type CaseId = z.infer<typeof CaseId>;
export const EventId = uuid.brand<'EventId'>();
export type EventId = z.infer<typeof EventId>;
export const DocumentId = uuid.brand<'DocumentId'>();
export type DocumentId = z.infer<typeof DocumentId>;
export const PackageId = uuid.brand<'PackageId'>();
export type PackageId = z.infer<typeof PackageId>;
export const OfficeId = uuid.brand<'OfficeId'>();
export type OfficeId = z.infer<typeof OfficeId>;
export const BatchId = uuid.brand<'BatchId'>();
export type BatchId = z.infer<typeof BatchId>;
export const LedgerEntryId = uuid.brand<'LedgerEntryId'>();
export type LedgerEntryId = z.infer<typeof LedgerEntryId>;
