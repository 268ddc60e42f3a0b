/** A recorder's signature of a record: over the tag of its log and the record's hash, so that nothing signed elsewhere can be taken for it. */
import { bytesOfHex, concatBytes, utf8Of } from './bytes.ts';
import { signBytes, verifySignature } from './sign.ts';

/** One tag for each log, its version in it. */
const tags = { event: utf8Of('xinhu-event/1\n'), ledger: utf8Of('xinhu-ledger/1\n') } as const;

/** Events of cases, or entries of the office ledger. */
export type SignedLog = keyof typeof tags;

function signedBytes(log: SignedLog, hash: string): Uint8Array {
  const bytes = bytesOfHex(hash);
  if (bytes?.length !== 32) throw new Error('the hash of a record has 64 hex digits');
  return concatBytes(tags[log], bytes);
}

/** 64 bytes by the recorder's 32-byte seed over the record's hash (64 hex digits). */
export function signRecord(seed: Uint8Array, log: SignedLog, hash: string): Uint8Array {
  return signBytes(seed, signedBytes(log, hash));
}

/** Whether the key (32 bytes) signed the record of this hash in this log. */
export function verifyRecord(publicKey: Uint8Array, { log, hash, signature }: { log: SignedLog; hash: string; signature: Uint8Array }): boolean {
  return verifySignature(publicKey, signedBytes(log, hash), signature);
}
