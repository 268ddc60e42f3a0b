/** The office's own keys of exchange, and whom it trusts. */
import { metaValue } from '../../../db/queries/meta.ts';
import { partnerList } from '../../../db/queries/packages.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import { OfficeId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/time.ts';
import { recipientOf } from '../crypto/age.ts';
import type { TrustedSigners } from '../package/envelope.ts';
import { officeCardFormat, officeCardVersion, type OfficeCard } from '../package/office-card.ts';
import type { OpenSession } from '../session.ts';

/** Roles whose signature a partner accepts under a package. */
export const signerRoles = ['vice_principal', 'principal', 'center_head', 'psych_teacher', 'center_counselor', 'office_admin'] as const;

/** The age identity to which packages for this office are encrypted. */
export async function officeIdentity(reader: Reader): Promise<string> {
  const identity = await metaValue(reader, 'office_age_identity');
  if (identity === null) throw new Error('a register has an office identity');
  return identity;
}

/** This office's public card: recipient and the signing keys of its people, without names. */
export async function officeCard(reader: Reader, session: OpenSession, issuedAt: Instant): Promise<OfficeCard> {
  const { officeId, kind, profile } = session.office;
  const users = (await userList(reader)).filter((user) => user.disabledAt === null);
  return {
    format: officeCardFormat,
    version: officeCardVersion,
    officeId,
    kind,
    name: profile.name,
    recipient: await recipientOf(await officeIdentity(reader)),
    signers: users.filter((user) => signerRoles.some((role) => role === user.role)).map((user) => ({ role: user.role, publicKey: user.signPublic })),
    issuedAt,
  };
}

/** Signing keys that partners' cards named. Only leaders may approve what leaves, so only their keys count. */
export async function trustedSigners(reader: Reader): Promise<TrustedSigners> {
  const approving = ['vice_principal', 'principal', 'center_head'];
  const trusted = new Map<string, { readonly officeId: string }>();
  for (const partner of await partnerList(reader)) {
    for (const signer of partner.signers) if (approving.includes(signer.role)) trusted.set(signer.publicKey, { officeId: OfficeId.parse(partner.officeId) });
  }
  return trusted;
}
