import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { generateAgeIdentity } from '../crypto/age.ts';
import { kdfFloor } from '../crypto/argon2.ts';
import { generateSignSeed } from '../crypto/sign.ts';
import { failingFileSystem } from '../files/failing-file-system.ts';
import { keySlotsBytes, type KeySlots } from './slot-file.ts';
import { keySlotsCopyName, keySlotsName, readKeySlots, writeKeySlots } from './slot-folder.ts';
import { addRecoverySlot, createKeySlots, openRecovery } from './slots.ts';

const secret = { dbKey: generateSignSeed(), signSeed: generateSignSeed(), ageIdentity: await generateAgeIdentity() };
const created = await createKeySlots('0198f3c2-7a10-7000-8000-000000000001', { login: 'lin.xue', passphrase: '四月的风吹过蓝色自行车', secret, params: kdfFloor });
if (!created.ok) throw new Error('slots not made');
// Recovery codes stand for passphrases here: they prove that a file opens without the cost of Argon2 at every step.
const before = addRecoverySlot(created.value, { login: 'lin.xue', secret });
const after = addRecoverySlot(before.file, { login: 'lin.xue', secret });
const newer = new TextEncoder().encode('{"format":"xinhu-keyslots","version":2}');

let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'key-slots-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function put(name: string, content: KeySlots | Uint8Array): void {
  writeFileSync(join(folder, name), content instanceof Uint8Array ? content : keySlotsBytes(content));
}

async function opensWith(code: string): Promise<boolean> {
  const read = await readKeySlots(folder);
  if (!read.ok) return false;
  const opened = openRecovery(read.value.file, code);
  return opened.ok && Buffer.compare(opened.value.secret.dbKey, secret.dbKey) === 0;
}

describe('the slot files of a folder', () => {
  it('are written twice, alike, for the owner only', async () => {
    expect(await writeKeySlots(folder, before.file)).toEqual({ ok: true, value: { unproved: [] } });
    expect(readdirSync(folder).toSorted()).toEqual([keySlotsCopyName, keySlotsName].toSorted());
    expect(readFileSync(join(folder, keySlotsName))).toEqual(readFileSync(join(folder, keySlotsCopyName)));
    expect(statSync(join(folder, keySlotsName)).mode & 0o777).toBe(0o600);
    expect(await readKeySlots(folder)).toEqual({ ok: true, value: { file: before.file, trouble: null } });
  });

  const damaged = new Uint8Array([1, 2, 3]);
  it.each([
    ['first damaged', damaged, before.file, before.file, { file: 'first', why: 'damaged' }],
    ['copy damaged', before.file, damaged, before.file, { file: 'copy', why: 'damaged' }],
    ['first missing', null, before.file, before.file, { file: 'first', why: 'missing' }],
    ['copy missing', before.file, null, before.file, { file: 'copy', why: 'missing' }],
    ['copy older', after.file, before.file, after.file, { file: 'copy', why: 'outdated' }],
    ['first older', before.file, after.file, after.file, { file: 'first', why: 'outdated' }],
    ['first empty', new Uint8Array(0), before.file, before.file, { file: 'first', why: 'damaged' }],
    ['first over the limit', new Uint8Array(300_000), before.file, before.file, { file: 'first', why: 'damaged' }],
    ['copy of another register', before.file, { ...before.file, registerId: '0198f3c2-7a10-7000-8000-00000000000e' }, before.file, { file: 'copy', why: 'damaged' }],
  ] as const)('%s: the good one is read and the other is named', async (_what, first, copy, file, trouble) => {
    if (first !== null) put(keySlotsName, first);
    if (copy !== null) put(keySlotsCopyName, copy);
    expect(await readKeySlots(folder)).toEqual({ ok: true, value: { file, trouble } });
    expect((await writeKeySlots(folder, file)).ok).toBe(true);
    expect(await readKeySlots(folder)).toEqual({ ok: true, value: { file, trouble: null } });
  });

  it.each([
    ['none', null, null, 'KEYSLOTS_MISSING'],
    ['both damaged', damaged, damaged, 'KEYSLOTS_DAMAGED'],
    ['one damaged, one missing', damaged, null, 'KEYSLOTS_DAMAGED'],
    ['first newer, copy good', newer, before.file, 'KEYSLOTS_NEWER'],
    ['first damaged, copy newer', damaged, newer, 'KEYSLOTS_NEWER'],
  ] as const)('%s: refused', async (_what, first, copy, error) => {
    if (first !== null) put(keySlotsName, first);
    if (copy !== null) put(keySlotsCopyName, copy);
    expect(await readKeySlots(folder)).toEqual({ ok: false, error });
  });
});

describe('writing the slot files while the disk fails', () => {
  it.each(['once', 'forever'] as const)('something always opens, and the answer says what (%s)', async (lasting) => {
    const answers = { refused: 0, warned: 0 };
    for (let at = 1; ; at += 1) {
      expect((await writeKeySlots(folder, before.file)).ok).toBe(true);
      const fs = failingFileSystem({ at, lasting, code: 'ENOSPC' });
      const written = await writeKeySlots(folder, after.file, fs);
      expect(await opensWith(written.ok ? after.code : before.code), `operation ${at}`).toBe(true);
      if (!written.ok) {
        expect(written.error).toBe('DISK_FULL');
        answers.refused += 1;
      } else if (written.value.unproved.length > 0) {
        answers.warned += 1;
      } else {
        expect(fs.operations()).toBe(at - 1);
        break;
      }
      // A repair after the trouble is over makes both files good again.
      expect((await writeKeySlots(folder, written.ok ? after.file : before.file)).ok).toBe(true);
      expect(await readKeySlots(folder)).toMatchObject({ ok: true, value: { trouble: null } });
    }
    // Twelve operations: five before the first file is in place, seven after.
    expect(answers).toEqual({ refused: 5, warned: 7 });
  });

  it.each(['once', 'forever'] as const)('the first slot files of a register: refused, or one of them opens (%s)', async (lasting) => {
    for (let at = 1; ; at += 1) {
      const fs = failingFileSystem({ at, lasting, code: 'EROFS' });
      const written = await writeKeySlots(folder, before.file, fs);
      if (written.ok) expect(await opensWith(before.code)).toBe(true);
      else expect([written.error, (await readKeySlots(folder)).ok]).toEqual(['FOLDER_READ_ONLY', false]);
      if (fs.operations() < at) break;
      rmSync(join(folder, keySlotsName), { force: true });
      rmSync(join(folder, keySlotsCopyName), { force: true });
    }
  });

  it.each(['once', 'forever'] as const)('reading while the disk fails never takes a worse file for a better one (%s)', async (lasting) => {
    expect((await writeKeySlots(folder, before.file)).ok).toBe(true);
    const answers: unknown[] = [];
    for (const at of [1, 2]) answers.push(await readKeySlots(folder, failingFileSystem({ at, lasting, code: 'EIO' })));
    const copyTrouble = { ok: true, value: { file: before.file, trouble: { file: 'copy', why: 'damaged' } } };
    const firstTrouble = { ok: true, value: { file: before.file, trouble: { file: 'first', why: 'damaged' } } };
    expect(answers).toEqual([lasting === 'once' ? firstTrouble : { ok: false, error: 'KEYSLOTS_DAMAGED' }, copyTrouble]);
  });
});
