/** age files (age-encryption.org/v1) with X25519 recipients, whole buffers up to `maxAgeBytes`. */
import { Decrypter, Encrypter, generateX25519Identity, identityToRecipient } from 'age-encryption';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { viewOf } from './bytes.ts';

/** Largest file that is encrypted or decrypted in memory. */
export const maxAgeBytes = 288 * 1024 * 1024;
export const maxRecipients = 32;
/**
 * Every stanza of the header costs a curve multiplication before anything is authenticated, so a header longer than a full list of recipients needs
 * is not even tried.
 */
const maxHeaderBytes = 8 * 1024;

const recipientShape = /^age1[02-9ac-hj-np-z]{58}$/;
const identityShape = /^AGE-SECRET-KEY-1[02-9AC-HJ-NP-Z]{58}$/;

export type AgeError = 'AGE_NOT_FOR_US' | 'AGE_DAMAGED' | 'AGE_TOO_LARGE';

/** A new secret identity, `AGE-SECRET-KEY-1…` (74 characters). */
export function generateAgeIdentity(): Promise<string> {
  return generateX25519Identity();
}

/** True for the text of an X25519 recipient whose checksum holds. */
export function isRecipient(text: string): boolean {
  if (!recipientShape.test(text)) return false;
  try {
    new Encrypter().addRecipient(text);
    return true;
  } catch {
    return false;
  }
}

/** True for the text of an X25519 identity whose checksum holds. */
export function isAgeIdentity(text: string): boolean {
  if (!identityShape.test(text)) return false;
  try {
    new Decrypter().addIdentity(text);
    return true;
  } catch {
    return false;
  }
}

/** The public recipient `age1…` of an identity. */
export function recipientOf(identity: string): Promise<string> {
  if (!isAgeIdentity(identity)) throw new Error('not an X25519 identity');
  return identityToRecipient(identity);
}

/** Encrypts to 1 to 32 recipients; each of them alone can decrypt. */
export async function encryptToRecipients(bytes: Uint8Array, recipients: readonly string[]): Promise<Result<Uint8Array, 'AGE_TOO_LARGE'>> {
  if (recipients.length < 1 || recipients.length > maxRecipients) throw new Error('1 to 32 recipients');
  if (bytes.length > maxAgeBytes) return fail('AGE_TOO_LARGE');
  const encrypter = new Encrypter();
  for (const recipient of recipients) {
    if (!recipientShape.test(recipient)) throw new Error('not an X25519 recipient');
    encrypter.addRecipient(recipient);
  }
  return ok(viewOf(await encrypter.encrypt(bytes)));
}

function headerFits(bytes: Uint8Array): boolean {
  const start = Buffer.from(bytes.buffer, bytes.byteOffset, Math.min(bytes.byteLength, maxHeaderBytes));
  return start.subarray(0, 22).toString('latin1') === 'age-encryption.org/v1\n' && start.includes('\n---');
}

/**
 * Decrypts and authenticates the whole file. AGE_NOT_FOR_US if no stanza opens with the identity (a damaged stanza looks the same),
 * AGE_DAMAGED for any other changed, missing or added byte. Says nothing about who made the file.
 */
export async function decryptWithIdentity(bytes: Uint8Array, identity: string): Promise<Result<Uint8Array, AgeError>> {
  if (bytes.length > maxAgeBytes) return fail('AGE_TOO_LARGE');
  if (!headerFits(bytes)) return fail('AGE_DAMAGED');
  const decrypter = new Decrypter();
  decrypter.addIdentity(identity);
  try {
    return ok(viewOf(await decrypter.decrypt(bytes)));
  } catch (error) {
    // The library has one error class for everything; only this text tells "another reader's file" from "broken file".
    return fail(error instanceof Error && error.message.startsWith('no identity matched') ? 'AGE_NOT_FOR_US' : 'AGE_DAMAGED');
  }
}
