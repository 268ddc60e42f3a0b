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
  /** When the partner made the card. */
  readonly issuedAt: Instant;
  readonly addedAt: Instant;
  readonly addedBy: UserId;
  /** When a person here compared the fingerprint; null = nobody has. */
  readonly confirmedAt: Instant | null;
  readonly confirmedBy: UserId | null;
  /** Code under which its student numbers are kept here; null before its first report. */
  readonly code: string | null;
};

/** Keeps the card of a partner office; another card of the same office replaces it. The code of a known partner stays. */
export async function upsertPartner(tx: Tx, partner: PartnerRecord): Promise<void> {
  const values = {
    kind: partner.kind,
    name: partner.name,
    recipient: partner.recipient,
    signers: JSON.stringify(partner.signers),
    fingerprint: partner.fingerprint,
    issued_at: partner.issuedAt,
    added_at: partner.addedAt,
    added_by: partner.addedBy,
    confirmed_at: partner.confirmedAt,
    confirmed_by: partner.confirmedBy,
  };
  await tx
    .insertInto('office_partner')
    .values({ office_id: partner.officeId, ...values, code: partner.code })
    .onConflict((on) => on.column('office_id').doUpdateSet(values))
    .execute();
}

/** Notes who compared the fingerprint, and when. */
export async function confirmPartner(tx: Tx, officeId: OfficeId, by: { readonly at: Instant; readonly userId: UserId }): Promise<void> {
  await tx.updateTable('office_partner').set({ confirmed_at: by.at, confirmed_by: by.userId }).where('office_id', '=', officeId).execute();
}

/**
 * The code under which this office keeps the partner's student numbers. Bound at the first call to what the partner calls itself, with a number
 * behind it when another partner is called the same; later calls answer what was bound, whatever the partner says then.
 */
export async function bindPartnerCode(tx: Tx, officeId: OfficeId, declared: string): Promise<string> {
  const bound = await tx.selectFrom('office_partner').select('code').where('office_id', '=', officeId).executeTakeFirstOrThrow();
  if (bound.code !== null) return bound.code;
  const taken = new Set((await tx.selectFrom('office_partner').select('code').where('code', 'is not', null).execute()).map((row) => row.code));
  let code = declared;
  for (let number = 2; taken.has(code); number += 1) code = `${declared}-${number}`;
  await tx.updateTable('office_partner').set({ code }).where('office_id', '=', officeId).execute();
  return code;
}
