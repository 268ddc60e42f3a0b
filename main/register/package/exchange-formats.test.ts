import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { OfficeId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/time.ts';
import { generateAgeIdentity, recipientOf } from '../crypto/age.ts';
import { base64Of, utf8Of } from '../crypto/bytes.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { generateSignSeed, publicKeyOf, signBytes } from '../crypto/sign.ts';
import { fingerprintOf, isFingerprint, readOfficeCard, signOfficeCard, type OfficeCard } from './office-card.ts';
import { judgeSequence, type KnownPackage } from './sequence.ts';

/** A chain of `length` packages as an honest sender makes it. */
function chainOf(length: number): readonly KnownPackage[] {
  const chain: KnownPackage[] = [];
  for (let sequence = 1; sequence <= length; sequence += 1) {
    const previousHash = chain.at(-1)?.manifestSha256 ?? null;
    chain.push({ packageId: `p${sequence}`, sequence, previousHash, manifestSha256: sha256Hex(utf8Of(`${sequence}${previousHash}`)) });
  }
  return chain;
}

const chain = chainOf(6);
function link(sequence: number): KnownPackage {
  const found = chain[sequence - 1];
  if (found === undefined) throw new Error('not in the chain');
  return found;
}
const other = 'f'.repeat(64);

describe('the place of a package in its sender’s chain', () => {
  it.each([
    ['the first of all', [], link(1), 'next'],
    ['the next', [1, 2], link(3), 'next'],
    ['the same again', [1, 2], link(2), 'replay'],
    ['an old one again', [1, 2, 3], link(1), 'replay'],
    ['one too early', [1, 2], link(4), 'gap'],
    ['the first to arrive is not the first', [], link(3), 'gap'],
    ['one that fills a gap', [1, 2, 4], link(3), 'next'],
    ['the first, late', [2, 3], link(1), 'next'],
    ['half of a gap', [1, 4], link(3), 'gap'],
    ['another with a known number', [1, 2], { ...link(2), packageId: 'x', manifestSha256: other }, 'fork'],
    ['another first', [1, 2], { ...link(1), packageId: 'x', manifestSha256: other }, 'fork'],
    ['a next one with another past', [1, 2], { ...link(3), previousHash: other }, 'fork'],
    ['one in a gap that the next does not follow', [1, 2, 4], { ...link(3), manifestSha256: other }, 'fork'],
    ['a known id under another number', [1, 2], { ...link(3), packageId: 'p1' }, 'fork'],
    ['another first before a known second', [2], { ...link(1), manifestSha256: other }, 'fork'],
  ] as const)('%s', (_what, known, arrived, verdict) => {
    expect(judgeSequence(known.map(link), arrived)).toBe(verdict);
  });

  it('an honest chain in any order has no forks, ends without gaps, and its second run is all replays', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...chain], { minLength: chain.length }), (arrivals) => {
        const known: KnownPackage[] = [];
        for (const arrived of arrivals) {
          expect(judgeSequence(known, arrived)).toBe(arrived.sequence === 1 || known.some((one) => one.sequence === arrived.sequence - 1) ? 'next' : 'gap');
          known.push(arrived);
        }
        for (const arrived of arrivals) expect(judgeSequence(known, arrived)).toBe('replay');
      }),
    );
  });
});

describe('the office card', async () => {
  const seed = generateSignSeed();
  const card: OfficeCard = {
    format: 'xinhu-office-card',
    version: 1,
    officeId: '0198f3c2-7a10-7000-8000-00000000000b' as OfficeId,
    kind: 'center',
    name: '区学生心理发展辅导中心',
    recipient: await recipientOf(await generateAgeIdentity()),
    signers: [
      { role: 'center_head', publicKey: base64Of(publicKeyOf(seed)), name: '主任' },
      { role: 'center_counselor', publicKey: base64Of(publicKeyOf(generateSignSeed())) },
    ],
    issuedAt: '2026-09-01T00:00:00.000Z' as Instant,
  };
  const bytes = signOfficeCard(card, seed);

  function resigned(change: object, key = seed): Uint8Array {
    const changed = { ...card, ...change };
    return canonicalJson({ card: changed, signedBy: base64Of(publicKeyOf(key)), signature: base64Of(signBytes(key, canonicalJson(changed))) });
  }

  it('is read back with its fingerprint of forty digits', () => {
    expect(readOfficeCard(bytes)).toEqual({ ok: true, value: { card, fingerprint: fingerprintOf(card), signedBy: base64Of(publicKeyOf(seed)) } });
    const typed = fingerprintOf(card)
      .replaceAll(' ', '－')
      .replace(/\d/g, (digit) => String.fromCharCode(digit.charCodeAt(0) + 0xfee0));
    expect([isFingerprint(typed, fingerprintOf(card)), isFingerprint(`${typed}0`, fingerprintOf(card))]).toEqual([true, false]);
    expect(fingerprintOf(card)).toMatch(/^\d{5}( \d{5}){7}$/);
    expect(fingerprintOf({ ...card, recipient: 'age1other' })).not.toBe(fingerprintOf(card));
  });

  it('with any bit changed is refused', () => {
    for (let at = 0; at < bytes.length; at += 1) expect(readOfficeCard(bytes.with(at, (bytes[at] ?? 0) ^ 1)).ok, `byte ${at}`).toBe(false);
  });

  it.each([
    ['by a key it does not list', () => resigned({}, generateSignSeed()), 'CARD_SIGNATURE_INVALID'],
    [
      'with another recipient under the old signature',
      () => canonicalJson({ ...JSON.parse(new TextDecoder().decode(bytes)), card: { ...card, name: '另一单位' } }),
      'CARD_SIGNATURE_INVALID',
    ],
    ['of a newer version', () => resigned({ version: 2 }), 'CARD_NEWER'],
    ['with an unknown field', () => resigned({ phone: '1' }), 'CARD_DAMAGED'],
    ['with a recipient that is none', () => resigned({ recipient: 'age1abc' }), 'CARD_DAMAGED'],
    ['with a key twice', () => resigned({ signers: [card.signers[0], card.signers[0]] }), 'CARD_DAMAGED'],
    ['without signers', () => resigned({ signers: [] }), 'CARD_DAMAGED'],
    ['in another spelling', () => utf8Of(` ${new TextDecoder().decode(bytes)}`), 'CARD_DAMAGED'],
    ['too large', () => new Uint8Array(70_000), 'CARD_DAMAGED'],
    ['empty', () => new Uint8Array(0), 'CARD_DAMAGED'],
  ] as const)('%s is refused', (_what, make, error) => {
    expect(readOfficeCard(make())).toEqual({ ok: false, error });
  });

  it('is not signed by a stranger', () => {
    expect(() => signOfficeCard(card, generateSignSeed())).toThrow('does not list');
  });
});
