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
const created = await createKeySlots('0198f3c2-7a10-7000-8000-000000000001', {
  login: 'lin.xue',
  passphrase: '四月的风吹过蓝色自行车',
  secret,
  params: kdfFloor,
});
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
    [
      'copy of another register',
      before.file,
      { ...before.file, registerId: '0198f3c2-7a10-7000-8000-00000000000e' },
      before.file,
      { file: 'copy', why: 'damaged' },
    ],
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
    const answers: string[] = [];
    while (answers.at(-1) !== 'written') {
      const at = answers.length + 1;
      expect((await writeKeySlots(folder, before.file)).ok).toBe(true);
      const written = await writeKeySlots(folder, after.file, failingFileSystem({ at, lasting, code: 'ENOSPC' }));
      expect(await opensWith(written.ok ? after.code : before.code), `operation ${at}`).toBe(true);
      // A repair after the trouble is over makes both files good again.
      expect((await writeKeySlots(folder, written.ok ? after.file : before.file)).ok).toBe(true);
      expect(await readKeySlots(folder)).toMatchObject({ ok: true, value: { trouble: null } });
      answers.push(written.ok ? (written.value.unproved[0] === undefined ? 'written' : `warned ${written.value.unproved[0]}`) : `refused ${written.error}`);
    }
    // Twelve operations: five before the first file is in place, seven after.
    expect(answers).toEqual([...Array(5).fill('refused DISK_FULL'), ...Array(7).fill('warned DISK_FULL'), 'written']);
  });

  it.each(['once', 'forever'] as const)('the first slot files of a register: refused, or one of them opens (%s)', async (lasting) => {
    const answers: (readonly [string, boolean])[] = [];
    for (let at = 1; at <= 13; at += 1) {
      const written = await writeKeySlots(folder, before.file, failingFileSystem({ at, lasting, code: 'EROFS' }));
      answers.push([written.ok ? 'written' : written.error, await opensWith(before.code)]);
      rmSync(join(folder, keySlotsName), { force: true });
      rmSync(join(folder, keySlotsCopyName), { force: true });
    }
    expect(answers).toEqual([...Array.from({ length: 5 }, () => ['FOLDER_READ_ONLY', false]), ...Array.from({ length: 8 }, () => ['written', true])]);
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
