/** An open register and the person who opened it. Everything secret in here dies with the process on lock. */
import type { Register } from '../../db/tx.ts';
import type { UserSummary } from '../../contract/shapes.ts';
import type { CaseId, OfficeId } from '../../domain/ids.ts';
import type { GrantedLevel } from '../../domain/permissions.ts';
import type { RegisterKind } from '../../domain/vocabulary.ts';
import type { z } from '../../domain/zod.ts';
import type { OfficeProfile } from '../../contract/shapes.ts';

export type SessionKeys = {
  /** 32 bytes: the database key. */
  readonly dbKey: Uint8Array;
  /** 32 bytes: seed of the user's Ed25519 key. */
  readonly signSeed: Uint8Array;
  /** The user's age identity, for counsellor-only notes. */
  readonly ageIdentity: string;
};

export type Office = { readonly officeId: OfficeId; readonly kind: RegisterKind; readonly profile: z.infer<typeof OfficeProfile> };

export type OpenSession = {
  readonly folder: string;
  readonly register: Register;
  readonly user: UserSummary;
  readonly keys: SessionKeys;
  office: Office;
  /** Cases that this person opened with a reason: for this sitting, and in no other place. */
  readonly grants: Map<CaseId, GrantedLevel>;
};
