/** What a slot wraps, and how: the secrets of one person as bytes under AES-256-GCM. */
import { hkdfSync, randomBytes } from 'node:crypto';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { open, seal } from '../crypto/aead.ts';
import { isAgeIdentity } from '../crypto/age.ts';
import { deriveKey, saltBytes } from '../crypto/argon2.ts';
import { base64Of, bytesOfBase64, concatBytes, textOf, utf8Of, viewOf } from '../crypto/bytes.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { wipe } from '../crypto/wipe.ts';
import { keySlotsFormat, keySlotsVersion, type RecoverySlot, type Slot, type UserSlot } from './slot-file.ts';

/** Everything that a passphrase opens. */
export type SlotSecret = {
  /** 32 bytes: the raw key of the database. */
  readonly dbKey: Uint8Array;
  /** 32 bytes: seed of the person's Ed25519 key. */
  readonly signSeed: Uint8Array;
  /** The person's age identity, `AGE-SECRET-KEY-1…`. */
  readonly ageIdentity: string;
};

const layoutVersion = 1;
const keyLength = 32;
const identityLength = 74;
const secretLength = 1 + 2 * keyLength + identityLength;

function secretBytes(secret: SlotSecret): Uint8Array {
  if (secret.dbKey.length !== keyLength || secret.signSeed.length !== keyLength || !isAgeIdentity(secret.ageIdentity))
    throw new Error('slot secret of a wrong shape');
  return concatBytes(Uint8Array.of(layoutVersion), secret.dbKey, secret.signSeed, utf8Of(secret.ageIdentity));
}

function secretOf(bytes: Uint8Array): SlotSecret | undefined {
  if (bytes.length !== secretLength || bytes[0] !== layoutVersion) return undefined;
  const ageIdentity = textOf(bytes.subarray(1 + 2 * keyLength));
  if (ageIdentity === undefined || !isAgeIdentity(ageIdentity)) return undefined;
  return { dbKey: bytes.slice(1, 1 + keyLength), signSeed: bytes.slice(1 + keyLength, 1 + 2 * keyLength), ageIdentity };
}

/** A slot before it is filled: what the additional data covers. */
export type OpenFields = Omit<UserSlot, 'nonce' | 'ciphertext'> | Omit<RecoverySlot, 'nonce' | 'ciphertext'>;

/** Binds a ciphertext to its register and to every other field of its slot; the nonce is bound by GCM itself. */
function additionalData(registerId: string, fields: OpenFields): Uint8Array {
  return canonicalJson({ format: keySlotsFormat, version: keySlotsVersion, registerId, slot: fields });
}

/** Wraps the secret under a 32-byte key, which is wiped. */
export function sealSlot<F extends OpenFields>(
  key: Uint8Array,
  secret: SlotSecret,
  bound: { readonly registerId: string; readonly fields: F },
): F & Pick<Slot, 'nonce' | 'ciphertext'> {
  const plaintext = secretBytes(secret);
  const sealed = seal(key, plaintext, additionalData(bound.registerId, bound.fields));
  wipe(plaintext, key);
  return { ...bound.fields, nonce: base64Of(sealed.nonce), ciphertext: base64Of(sealed.ciphertext) };
}

/** Unwraps a slot with a 32-byte key, which is wiped. */
export function unsealSlot(key: Uint8Array, slot: Slot, registerId: string): Result<SlotSecret, 'SLOT_REFUSED'> {
  const { nonce, ciphertext, ...fields } = slot;
  const opened = open(key, { nonce: bytesOf(nonce), ciphertext: bytesOf(ciphertext) }, additionalData(registerId, fields));
  wipe(key);
  if (!opened.ok) return fail('SLOT_REFUSED');
  const secret = secretOf(opened.value);
  wipe(opened.value);
  return secret === undefined ? fail('SLOT_REFUSED') : ok(secret);
}

function bytesOf(base64: string): Uint8Array {
  const bytes = bytesOfBase64(base64);
  if (bytes === undefined) throw new Error('slot was not parsed');
  return bytes;
}

/** Key of a user slot. */
export function userKey(passphrase: string, kdf: UserSlot['kdf']): Promise<Uint8Array> {
  return deriveKey(passphrase, { memoryKib: kdf.memoryKib, iterations: kdf.iterations, parallelism: kdf.parallelism, salt: bytesOf(kdf.salt) });
}

/** Key of a recovery slot: the code has full entropy, so stretching it with HKDF is enough. */
export function recoveryKey(secret: Uint8Array, kdf: RecoverySlot['kdf'], registerId: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', secret, bytesOf(kdf.salt), utf8Of(`${keySlotsFormat}/${keySlotsVersion}/recovery/${registerId}`), keyLength));
}

/** Names a slot within its file; random, because it says nothing about anyone. */
export function newSlotId(): string {
  return randomBytes(16).toString('hex');
}

export function newSalt(): string {
  return base64Of(viewOf(randomBytes(saltBytes)));
}
