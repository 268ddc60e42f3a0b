import { describe, expect, it } from 'vitest';
import { generateAgeIdentity } from '../crypto/age.ts';
import { kdfFloor } from '../crypto/argon2.ts';
import { utf8Of } from '../crypto/bytes.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { generateSignSeed } from '../crypto/sign.ts';
import { keySlotsBytes, parseKeySlots, type KeySlots, type UserSlot } from './slot-file.ts';
import type { SlotSecret } from './slot-secret.ts';
import { addRecoverySlot, addSlot, createKeySlots, loginsOf, openRecovery, openSlot, removeSlot, replaceSlot } from './slots.ts';

const registerId = '0198f3c2-7a10-7000-8000-000000000001';
const passphrase = '四月的风吹过蓝色自行车';
const other = 'gray-otter-climbs-nine-hills';

async function aSecret(): Promise<SlotSecret> {
  return { dbKey: generateSignSeed(), signSeed: generateSignSeed(), ageIdentity: await generateAgeIdentity() };
}

function valueOf<T>(result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown }): T {
  if (!result.ok) throw new Error('refused');
  return result.value;
}

const secret = await aSecret();
const base = valueOf(await createKeySlots(registerId, { login: 'lin.xue', passphrase, secret, params: kdfFloor }));

function withSlot(file: KeySlots, change: (slot: UserSlot) => object): unknown {
  return { ...file, slots: file.slots.map((slot) => (slot.kind === 'user' ? { ...slot, ...change(slot) } : slot)) };
}

/** A changed file whose checksum is right, as someone who means harm would write it. */
function parseForged(file: unknown): ReturnType<typeof parseKeySlots> {
  return parseKeySlots(utf8Of(JSON.stringify({ ...Object(file), checksum: sha256Hex(canonicalJson(file)) })));
}

describe('key slots', () => {
  it('open with the passphrase, in any composition, and survive their bytes', async () => {
    const read = valueOf(parseKeySlots(keySlotsBytes(base)));
    expect(read).toEqual(base);
    expect(valueOf(await openSlot(read, 'lin.xue', passphrase))).toEqual(secret);
    const text = new TextDecoder().decode(keySlotsBytes(base));
    expect(text).not.toContain(secret.ageIdentity);
    expect(text).not.toContain(Buffer.from(secret.dbKey).toString('base64'));
  });

  it('answer alike to a wrong passphrase and to an unknown login', async () => {
    expect(await openSlot(base, 'lin.xue', `${passphrase}。`)).toEqual({ ok: false, error: 'PASSPHRASE_WRONG' });
    expect(await openSlot(base, 'nobody', passphrase)).toEqual({ ok: false, error: 'PASSPHRASE_WRONG' });
  });

  it('take a second person, a new passphrase and a departure', async () => {
    const second = await aSecret();
    const both = valueOf(await addSlot(base, { login: 'chen.hao', passphrase: other, secret: second, params: kdfFloor }));
    expect([loginsOf(both), both.revision]).toEqual([['lin.xue', 'chen.hao'], 2]);
    expect(valueOf(await openSlot(both, 'chen.hao', other))).toEqual(second);
    const changed = valueOf(await replaceSlot(both, { login: 'lin.xue', passphrase: 'lanse-jingyu-dengta-yuye', secret, params: kdfFloor }));
    expect(await openSlot(changed, 'lin.xue', passphrase)).toEqual({ ok: false, error: 'PASSPHRASE_WRONG' });
    expect(valueOf(await openSlot(changed, 'lin.xue', 'lanse-jingyu-dengta-yuye'))).toEqual(secret);
    const left = valueOf(removeSlot(changed, 'chen.hao'));
    expect([loginsOf(left), left.revision]).toEqual([['lin.xue'], 4]);
    expect(base.revision).toBe(1);
  });

  it('refuse what would go wrong', async () => {
    expect(await addSlot(base, { login: 'lin.xue', passphrase: other, secret, params: kdfFloor })).toEqual({ ok: false, error: 'LOGIN_TAKEN' });
    expect(await addSlot(base, { login: 'chen.hao', passphrase: 'chen.hao2026', secret, params: kdfFloor })).toEqual({ ok: false, error: 'PASSPHRASE_WEAK' });
    expect(await createKeySlots(registerId, { login: 'lin.xue', passphrase: 'short', secret, params: kdfFloor })).toEqual({
      ok: false,
      error: 'PASSPHRASE_WEAK',
    });
    expect(await replaceSlot(base, { login: 'chen.hao', passphrase: other, secret, params: kdfFloor })).toEqual({ ok: false, error: 'USER_UNKNOWN' });
    expect(removeSlot(base, 'chen.hao')).toEqual({ ok: false, error: 'USER_UNKNOWN' });
    expect(removeSlot(base, 'lin.xue')).toEqual({ ok: false, error: 'LAST_ADMIN' });
    await expect(addSlot(base, { login: 'chen.hao', passphrase: other, secret, params: { ...kdfFloor, memoryKib: 1024 } })).rejects.toThrow('floor');
  });
});

describe('a changed slot', () => {
  const flips: readonly (readonly [string, (slot: UserSlot) => object])[] = [
    ['id', () => ({ id: 'f'.repeat(32) })],
    ['login', () => ({ login: 'someone.else' })],
    ['iterations', (slot) => ({ kdf: { ...slot.kdf, iterations: 4 } })],
    ['memory', (slot) => ({ kdf: { ...slot.kdf, memoryKib: slot.kdf.memoryKib + 1024 } })],
    ['lanes', (slot) => ({ kdf: { ...slot.kdf, parallelism: 2 } })],
    ['salt', (slot) => ({ kdf: { ...slot.kdf, salt: Buffer.alloc(16, 1).toString('base64') } })],
    ['nonce', () => ({ nonce: Buffer.alloc(12, 1).toString('base64') })],
    ['ciphertext', (slot) => ({ ciphertext: Buffer.from(slot.ciphertext, 'base64').fill(0, 5, 6).toString('base64') })],
    ['shortened ciphertext', (slot) => ({ ciphertext: Buffer.from(slot.ciphertext, 'base64').subarray(1).toString('base64') })],
  ];

  it.each(flips)('does not open: %s', async (what, change) => {
    const forged = valueOf(parseForged(withSlot(base, change)));
    expect(await openSlot(forged, what === 'login' ? 'someone.else' : 'lin.xue', passphrase)).toEqual({ ok: false, error: 'PASSPHRASE_WRONG' });
  });

  it('does not open in another register', async () => {
    const forged = valueOf(parseForged({ ...base, registerId: '0198f3c2-7a10-7000-8000-00000000000e' }));
    expect(await openSlot(forged, 'lin.xue', passphrase)).toEqual({ ok: false, error: 'PASSPHRASE_WRONG' });
  });

  it.each([
    ['memory under the floor', { memoryKib: kdfFloor.memoryKib - 1 }, 'KDF_TOO_WEAK'],
    ['too few passes', { iterations: 2 }, 'KDF_TOO_WEAK'],
    ['no lane', { parallelism: 0 }, 'KDF_TOO_WEAK'],
    ['four gibibytes of memory', { memoryKib: 4 * 1024 * 1024 }, 'KEYSLOTS_DAMAGED'],
    ['endless passes', { iterations: 4_000_000_000 }, 'KEYSLOTS_DAMAGED'],
  ] as const)('is refused before any work: %s', async (_what, kdf, error) => {
    const forged = valueOf(parseForged(withSlot(base, (slot) => ({ kdf: { ...slot.kdf, ...kdf } }))));
    expect(await openSlot(forged, 'lin.xue', passphrase)).toEqual({ ok: false, error });
  });
});

describe('the bytes of a slot file', () => {
  it('with any byte changed are refused or say the same', () => {
    const bytes = keySlotsBytes(base);
    const answers = Array.from(bytes, (byte, at) => parseKeySlots(bytes.with(at, byte ^ 1)));
    expect(answers.filter((read) => !read.ok).length).toBeGreaterThan(400);
    for (const read of answers.filter((answer) => answer.ok)) expect(read.value).toEqual(base);
  });

  it.each([
    ['nothing', ''],
    ['half of it', new TextDecoder().decode(keySlotsBytes(base)).slice(0, 400)],
    ['other JSON', '[]'],
    ['another format', JSON.stringify({ ...base, format: 'other', checksum: '0'.repeat(64) })],
    ['an old version number', JSON.stringify({ ...base, version: 0, checksum: '0'.repeat(64) })],
    ['no checksum', JSON.stringify(base)],
    ['a wrong checksum', JSON.stringify({ ...base, checksum: '0'.repeat(64) })],
  ])('%s is damaged', (_what, text) => {
    expect(parseKeySlots(utf8Of(text))).toEqual({ ok: false, error: 'KEYSLOTS_DAMAGED' });
  });

  it.each([
    ['an unknown field', { ...base, extra: 1 }],
    ['a field in a slot', withSlot(base, () => ({ extra: 1 }))],
    ['no slots', { ...base, slots: [] }],
    ['a login twice', { ...base, slots: [base.slots[0], { ...base.slots[0], id: 'f'.repeat(32) }] }],
    ['an id twice', { ...base, slots: [base.slots[0], { ...base.slots[0], login: 'second' }] }],
    ['another derivation', withSlot(base, (slot) => ({ kdf: { ...slot.kdf, name: 'argon2i' } }))],
    ['a name as login', withSlot(base, () => ({ login: '林雪' }))],
    ['a second spelling of base64', withSlot(base, () => ({ nonce: 'AAAAAAAAAAAAAAAA=' }))],
    ['too many slots', { ...base, slots: Array.from({ length: 201 }, () => base.slots[0]) }],
  ])('%s is damaged even under a right checksum', (_what, file) => {
    expect(parseForged(file)).toEqual({ ok: false, error: 'KEYSLOTS_DAMAGED' });
  });

  it('of a newer version are told apart from damage', () => {
    expect(parseKeySlots(utf8Of(JSON.stringify({ format: 'xinhu-keyslots', version: 2, quantum: true })))).toEqual({ ok: false, error: 'KEYSLOTS_NEWER' });
  });
});

describe('the recovery sheet', () => {
  const printed = addRecoverySlot(base, { login: 'lin.xue', secret });

  it('opens its owner’s secrets and leaves the passphrases alone', async () => {
    expect(openRecovery(printed.file, printed.code.toLowerCase())).toEqual({ ok: true, value: { login: 'lin.xue', secret } });
    expect(valueOf(await openSlot(printed.file, 'lin.xue', passphrase))).toEqual(secret);
    expect(loginsOf(printed.file)).toEqual(['lin.xue']);
    expect(valueOf(parseKeySlots(keySlotsBytes(printed.file)))).toEqual(printed.file);
  });

  it('stops working when a new one is printed', () => {
    const again = addRecoverySlot(printed.file, { login: 'lin.xue', secret });
    expect(openRecovery(again.file, printed.code)).toEqual({ ok: false, error: 'RECOVERY_CODE_WRONG' });
    expect(openRecovery(again.file, again.code).ok).toBe(true);
    expect(again.file.slots.filter((slot) => slot.kind === 'recovery').length).toBe(1);
  });

  it('does not open another register, a changed slot, a file without sheet, nor with a slip', () => {
    const refused = { ok: false, error: 'RECOVERY_CODE_WRONG' };
    expect(openRecovery({ ...printed.file, registerId: '0198f3c2-7a10-7000-8000-00000000000e' }, printed.code)).toEqual(refused);
    const renamed = { ...printed.file, slots: printed.file.slots.map((slot) => (slot.kind === 'recovery' ? { ...slot, login: 'chen.hao' } : slot)) };
    expect(openRecovery(renamed, printed.code)).toEqual(refused);
    expect(openRecovery(base, printed.code)).toEqual(refused);
    expect(openRecovery(printed.file, printed.code.slice(0, -1))).toEqual(refused);
  });

  it('leaves with the person whose keys it holds', async () => {
    const both = valueOf(await addSlot(printed.file, { login: 'chen.hao', passphrase: other, secret: await aSecret(), params: kdfFloor }));
    const left = valueOf(removeSlot(both, 'lin.xue'));
    expect(openRecovery(left, printed.code)).toEqual({ ok: false, error: 'RECOVERY_CODE_WRONG' });
  });
});
