import type { OfficeId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type PartnerSigner = { readonly role: string; readonly publicKey: string };

export type PartnerRecord = {
  readonly officeId: OfficeId;
  readonly kind: string;
  readonly name: string;
  /** age recipient. */
  readonly recipient: string;
  readonly signers: readonly PartnerSigner[];
  readonly fingerprint: string;
  readonly addedAt: Instant;
  readonly addedBy: UserId;
};

/** Keeps the card of a partner office; a newer card of the same office replaces it. */
export async function upsertPartner(tx: Tx, partner: PartnerRecord): Promise<void> {
  const values = {
    kind: partner.kind,
    name: partner.name,
    recipient: partner.recipient,
    signers: JSON.stringify(partner.signers),
    fingerprint: partner.fingerprint,
    added_at: partner.addedAt,
    added_by: partner.addedBy,
  };
  await tx
    .insertInto('office_partner')
    .values({ office_id: partner.officeId, ...values })
    .onConflict((on) => on.column('office_id').doUpdateSet(values))
    .execute();
}
