/** An office's public card: how to encrypt to it and whose signatures speak for it. Signed by one of its signers, compared by telephone. */
import { OfficeId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { Instant } from '../../../domain/time.ts';
import { RegisterKind, Role } from '../../../domain/vocabulary.ts';
import { z } from '../../../domain/zod.ts';
import { isRecipient } from '../crypto/age.ts';
import { base64Of, bytesOfBase64, textOf } from '../crypto/bytes.ts';
import { canonicalJson, parseCanonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { publicKeyOf, signBytes, signatureBytes, verifySignature } from '../crypto/sign.ts';
import { lineText, PublicKeyText } from './manifest.ts';

export const officeCardFormat = 'xinhu-office-card';
export const officeCardVersion = 1;
export const maxOfficeCardBytes = 64 * 1024;

const Signer = z.strictObject({ name: lineText(80).optional(), role: Role, publicKey: PublicKeyText });

export const OfficeCard = z
  .strictObject({
    format: z.literal(officeCardFormat),
    version: z.literal(officeCardVersion),
    officeId: OfficeId,
    kind: RegisterKind,
    name: lineText(80),
    recipient: z.string().refine(isRecipient),
    signers: z.array(Signer).min(1).max(50),
    issuedAt: Instant,
  })
  .refine((card) => new Set(card.signers.map((signer) => signer.publicKey)).size === card.signers.length);
export type OfficeCard = z.infer<typeof OfficeCard>;

const SignedCard = z.strictObject({
  card: OfficeCard,
  signedBy: PublicKeyText,
  signature: z.string().refine((text) => bytesOfBase64(text)?.length === signatureBytes),
});

export type ReadOfficeCard = {
  readonly card: OfficeCard;
  readonly fingerprint: string;
  /** Key of the signer who made the file (base64 of 32 bytes). */
  readonly signedBy: string;
};
export type CardError = 'CARD_DAMAGED' | 'CARD_NEWER' | 'CARD_SIGNATURE_INVALID';

/** Forty digits in eight groups (132 bits of the card's SHA-256), to be read over the telephone: `04177 93310 …`. */
export function fingerprintOf(card: OfficeCard): string {
  const digits = (BigInt(`0x${sha256Hex(canonicalJson(card))}`) % 10n ** 40n).toString().padStart(40, '0');
  return (digits.match(/\d{5}/g) ?? []).join(' ');
}

/** Whether what a person typed is this fingerprint, however its digits are grouped. */
export function isFingerprint(typed: string, fingerprint: string): boolean {
  const digits = (text: string): string => text.normalize('NFKC').replace(/[\s-]/g, '');
  return digits(typed) === digits(fingerprint);
}

/** The bytes of a card file, signed with a seed that belongs to one of the card's signers. */
export function signOfficeCard(card: OfficeCard, signSeed: Uint8Array): Uint8Array {
  const checked = OfficeCard.parse(card);
  const signedBy = base64Of(publicKeyOf(signSeed));
  if (!checked.signers.some((signer) => signer.publicKey === signedBy)) throw new Error('the card does not list its signer');
  return canonicalJson({ card: checked, signedBy, signature: base64Of(signBytes(signSeed, canonicalJson(checked))) });
}

const Head = z.looseObject({ card: z.looseObject({ format: z.literal(officeCardFormat), version: z.int() }) });

/**
 * Reads a card file. The signature proves only that the card is whole and that its maker holds a key it lists:
 * that the office is who it says is proved by comparing the fingerprint over another way.
 */
export function readOfficeCard(bytes: Uint8Array): Result<ReadOfficeCard, CardError> {
  if (bytes.length > maxOfficeCardBytes || textOf(bytes) === undefined) return fail('CARD_DAMAGED');
  const value = parseCanonicalJson(bytes);
  const head = Head.safeParse(value);
  if (!head.success) return fail('CARD_DAMAGED');
  if (head.data.card.version > officeCardVersion) return fail('CARD_NEWER');
  const parsed = SignedCard.safeParse(value);
  if (!parsed.success) return fail('CARD_DAMAGED');
  const { card, signedBy, signature } = parsed.data;
  const publicKey = bytesOfBase64(signedBy);
  const signed = bytesOfBase64(signature);
  const listed = card.signers.some((signer) => signer.publicKey === signedBy);
  const valid = listed && publicKey !== undefined && signed !== undefined && verifySignature(publicKey, canonicalJson(card), signed);
  return valid ? ok({ card, fingerprint: fingerprintOf(card), signedBy }) : fail('CARD_SIGNATURE_INVALID');
}
