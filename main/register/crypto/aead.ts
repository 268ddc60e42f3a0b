/** AES-256-GCM with a random 12-byte nonce; the 16-byte tag follows the ciphertext. */
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { concatBytes, viewOf } from './bytes.ts';

const algorithm = 'aes-256-gcm';
const nonceBytes = 12;
const tagBytes = 16;

export type Sealed = { readonly nonce: Uint8Array; readonly ciphertext: Uint8Array };

/**
 * Encrypts under a 32-byte key; `aad` is bound to the ciphertext but not part of it.
 * Random nonces stay safe far beyond the handful of messages that one of our keys ever seals (limit 2^32 a key).
 */
export function seal(key: Uint8Array, plaintext: Uint8Array, aad: Uint8Array): Sealed {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(aad);
  const body = cipher.update(plaintext);
  cipher.final();
  return { nonce: viewOf(nonce), ciphertext: concatBytes(body, cipher.getAuthTag()) };
}

/** The plaintext, or AEAD_REFUSED for a wrong key, other `aad`, or any changed byte. */
export function open(key: Uint8Array, sealed: Sealed, aad: Uint8Array): Result<Uint8Array, 'AEAD_REFUSED'> {
  if (sealed.nonce.length !== nonceBytes || sealed.ciphertext.length < tagBytes) return fail('AEAD_REFUSED');
  const split = sealed.ciphertext.length - tagBytes;
  const decipher = createDecipheriv(algorithm, key, sealed.nonce, { authTagLength: tagBytes });
  decipher.setAAD(aad);
  decipher.setAuthTag(sealed.ciphertext.subarray(split));
  const plaintext = decipher.update(sealed.ciphertext.subarray(0, split));
  try {
    decipher.final();
  } catch {
    plaintext.fill(0);
    return fail('AEAD_REFUSED');
  }
  return ok(viewOf(plaintext));
}
