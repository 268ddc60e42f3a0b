/** Whether a partner's card may be taken: keys are what everything received is trusted by, so they do not change silently. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { PartnerRecord } from '../../../db/stores/partner-store.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { isFingerprint, type ReadOfficeCard } from '../package/office-card.ts';

export type CardQuestion = {
  readonly read: ReadOfficeCard;
  readonly partners: readonly PartnerRecord[];
  /** Fingerprint of the changed card as a leader typed it. */
  readonly typed: string | null;
};

/**
 * `same`: the very card that is known. `unconfirmed`: to be compared before it is used. `confirmed`: a known signer vouches for it.
 * `typed`: a leader has compared it just now.
 */
export type CardVerdict = 'same' | 'unconfirmed' | 'confirmed' | 'typed';
export type CardRefusal = Refusal<'CARD_INVALID' | 'PARTNER_KNOWN' | 'FINGERPRINT_WRONG'>;

export function judgeCard({ read, partners, typed }: CardQuestion): Result<CardVerdict, CardRefusal> {
  const { card, fingerprint, signedBy } = read;
  const others = partners.filter((one) => one.officeId !== card.officeId);
  // A key speaks for one office: who lists another's could speak for it, or silence it.
  const foreign = new Set(others.flatMap((one) => [one.recipient, ...one.signers.map((signer) => signer.publicKey)]));
  if (foreign.has(card.recipient) || card.signers.some((signer) => foreign.has(signer.publicKey)))
    return fail(refusal('CARD_INVALID', { why: 'KEY_OF_ANOTHER' }));
  const known = partners.find((one) => one.officeId === card.officeId);
  if (known?.fingerprint === fingerprint) return ok('same');
  // Nothing was sent to an unconfirmed partner or taken from it, so its card may still be replaced by the right one.
  if (known === undefined || known.confirmedAt === null) return ok('unconfirmed');
  const refuse = (why: 'KIND' | 'OLDER' | 'SIGNER') => fail(refusal('PARTNER_KNOWN', { why, known: known.fingerprint, offered: fingerprint }));
  if (known.kind !== card.kind) return refuse('KIND');
  if (card.issuedAt < known.issuedAt) return refuse('OLDER');
  if (typed !== null) return isFingerprint(typed, fingerprint) ? ok('typed') : fail(refusal('FINGERPRINT_WRONG'));
  return known.signers.some((signer) => signer.publicKey === signedBy) ? ok('confirmed') : refuse('SIGNER');
}
