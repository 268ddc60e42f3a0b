/** Ed25519 over raw 32-byte seeds and public keys; the DER wrapping that node:crypto wants stays in this file. */
import { createPrivateKey, createPublicKey, randomBytes, sign, verify, type KeyObject } from 'node:crypto';
import { concatBytes, viewOf } from './bytes.ts';
import { wipe } from './wipe.ts';

export const seedBytes = 32;
export const publicKeyBytes = 32;
export const signatureBytes = 64;

/** PKCS #8 and SPKI headers of RFC 8410; the 32 key bytes follow. */
const pkcs8Prefix = Uint8Array.of(0x30, 0x2e, 0x02, 0x01, 0x00, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x04, 0x22, 0x04, 0x20);
const spkiPrefix = Uint8Array.of(0x30, 0x2a, 0x30, 0x05, 0x06, 0x03, 0x2b, 0x65, 0x70, 0x03, 0x21, 0x00);

/** A new secret signing seed. */
export function generateSignSeed(): Uint8Array {
  return viewOf(randomBytes(seedBytes));
}

/** Keys of seeds that have signed: making one takes far longer than a signature. Each is let go with its seed. */
const madeKeys = new WeakMap<Uint8Array, KeyObject>();

/** Throws for a seed that was wiped, also when it has signed before: what is locked signs no more. */
function signingKeyOf(seed: Uint8Array): KeyObject {
  if (seed.every((byte) => byte === 0)) throw new Error('the signing seed has been wiped');
  const key = madeKeys.get(seed) ?? privateKeyOf(seed);
  madeKeys.set(seed, key);
  return key;
}

function privateKeyOf(seed: Uint8Array): KeyObject {
  if (seed.length !== seedBytes) throw new Error('signing seed must be 32 bytes');
  const der = Buffer.concat([pkcs8Prefix, seed]);
  const key = createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
  wipe(der);
  return key;
}

function publicKeyObject(publicKey: Uint8Array): KeyObject {
  if (publicKey.length !== publicKeyBytes) throw new Error('public key must be 32 bytes');
  return createPublicKey({ key: Buffer.from(concatBytes(spkiPrefix, publicKey)), format: 'der', type: 'spki' });
}

/** The 32-byte public key of a seed. */
export function publicKeyOf(seed: Uint8Array): Uint8Array {
  const der = createPublicKey(privateKeyOf(seed)).export({ format: 'der', type: 'spki' });
  return viewOf(der.subarray(spkiPrefix.length));
}

/** 64-byte signature of the very bytes (Ed25519 hashes by itself). */
export function signBytes(seed: Uint8Array, bytes: Uint8Array): Uint8Array {
  return viewOf(sign(null, bytes, signingKeyOf(seed)));
}

/** True only for a 64-byte signature of exactly these bytes by this key. */
export function verifySignature(publicKey: Uint8Array, bytes: Uint8Array, signature: Uint8Array): boolean {
  if (publicKey.length !== publicKeyBytes || signature.length !== signatureBytes) return false;
  return verify(null, bytes, publicKeyObject(publicKey), signature);
}

/** The public key as SPKI PEM, as openssl reads it. */
export function publicKeyToPem(publicKey: Uint8Array): string {
  return publicKeyObject(publicKey).export({ format: 'pem', type: 'spki' }).toString();
}

/** The raw public key of an Ed25519 SPKI PEM in exactly the spelling of `publicKeyToPem`, else undefined. */
export function publicKeyFromPem(pem: string): Uint8Array | undefined {
  const base64 = /^-----BEGIN PUBLIC KEY-----\n([A-Za-z0-9+/=]{60})\n-----END PUBLIC KEY-----\n$/.exec(pem)?.[1];
  if (base64 === undefined) return undefined;
  const raw = Buffer.from(base64, 'base64').subarray(spkiPrefix.length);
  return raw.length === publicKeyBytes && publicKeyToPem(raw) === pem ? viewOf(raw) : undefined;
}
