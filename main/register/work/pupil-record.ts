/** A pupil's row from what is known of the pupil: search keys and the hash by which an unchanged row is recognised follow from it. */
import type { PupilRecord } from '../../../db/stores/pupil-store.ts';
import { PupilId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/time.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { searchKeys } from '../search-key.ts';

export type PupilFacts = Omit<PupilRecord, 'id' | 'nameFull' | 'nameInitials' | 'status' | 'rowHash' | 'updatedAt'>;

/** The hash covers the facts alone, so every way by which a pupil comes in must go through here. */
export function pupilRecord(facts: PupilFacts, of: { readonly now: Instant; readonly newId: () => string; readonly status?: string }): PupilRecord {
  const keys = searchKeys(facts.name);
  return {
    ...facts,
    id: PupilId.parse(of.newId()),
    nameFull: keys.full,
    nameInitials: keys.initials,
    status: of.status ?? 'enrolled',
    rowHash: sha256Hex(canonicalJson(facts)),
    updatedAt: of.now,
  };
}
