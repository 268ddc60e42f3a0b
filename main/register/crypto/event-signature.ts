/** A recorder's signature of an event: over a tag and the event's hash, so that no other signed thing can be taken for an event. */
import { bytesOfHex, concatBytes, utf8Of } from './bytes.ts';
import { signBytes, verifySignature } from './sign.ts';

const tag = utf8Of('xinhu-event/1\n');

function signedBytes(hash: string): Uint8Array {
  const bytes = bytesOfHex(hash);
  if (bytes?.length !== 32) throw new Error('an event hash has 64 hex digits');
  return concatBytes(tag, bytes);
}

/** 64 bytes by the recorder's 32-byte seed over the event hash (64 hex digits). */
export function signEventHash(seed: Uint8Array, hash: string): Uint8Array {
  return signBytes(seed, signedBytes(hash));
}

/** Whether the key (32 bytes) signed the event of this hash. */
export function verifyEventSignature(publicKey: Uint8Array, hash: string, signature: Uint8Array): boolean {
  return verifySignature(publicKey, signedBytes(hash), signature);
}
