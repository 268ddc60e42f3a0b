import { describe, expect, it } from 'vitest';
import { bytesOfHex, concatBytes, utf8Of } from './bytes.ts';
import { signRecord, verifyRecord } from './record-signature.ts';
import { generateSignSeed, publicKeyOf, signBytes } from './sign.ts';

const seed = generateSignSeed();
const key = publicKeyOf(seed);
const hash = 'a1'.repeat(32);
const bytes = bytesOfHex(hash) ?? new Uint8Array();

describe('the signature of a record', () => {
  it('is over the tag of its log and the 32 bytes of the hash, as docs/formats/logs.md says', () => {
    expect(signRecord(seed, 'event', hash)).toEqual(signBytes(seed, concatBytes(utf8Of('xinhu-event/1\n'), bytes)));
    expect(signRecord(seed, 'ledger', hash)).toEqual(signBytes(seed, concatBytes(utf8Of('xinhu-ledger/1\n'), bytes)));
  });

  it('holds in its own log alone, for its own hash, under its own key', () => {
    for (const log of ['event', 'ledger'] as const) {
      const other = log === 'event' ? 'ledger' : 'event';
      const signature = signRecord(seed, log, hash);
      expect(verifyRecord(key, { log, hash, signature })).toBe(true);
      expect(verifyRecord(key, { log: other, hash, signature })).toBe(false);
      expect(verifyRecord(key, { log, hash: 'a2'.repeat(32), signature })).toBe(false);
      expect(verifyRecord(publicKeyOf(generateSignSeed()), { log, hash, signature })).toBe(false);
      expect(verifyRecord(key, { log, hash, signature: signBytes(seed, bytes) })).toBe(false);
    }
  });

  it('is not made over what is no hash', () => {
    for (const wrong of ['', 'a1', 'zz'.repeat(32)]) expect(() => signRecord(seed, 'event', wrong)).toThrow('64 hex digits');
  });
});
