/** Opening a register when something is wrong with it: every trouble has its code, and nothing is lost by meeting it. */
import { chmod, copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../domain/vocabulary.ts';
import { databaseFile } from '../../db/register-folder.ts';
import { maintain } from '../../db/tx.ts';
import { kdfFloor } from '../../main/register/crypto/argon2.ts';
import { pathFiles } from '../../main/register/files/file-port.ts';
import { keySlotsBytes, parseKeySlots, type KeySlots } from '../../main/register/keyslots/slot-file.ts';
import { dispatch } from '../../main/register/router.ts';
import { systemPorts } from '../../main/register/system-ports.ts';
import { closeSession, openRegister } from '../../main/register/work/open-register.ts';
import { closedRegister, codeOfUnlocking, expectWhole, openedAt, unlock } from '../support/closed-register.ts';
import { contentOf, copyOf, hostAt, rawDatabase, type FolderCopy } from '../support/hosts.ts';
import { xinhu } from '../support/programs.ts';
import { openTestOffice, passphraseOf } from '../support/test-office.ts';
import '../support/patience.ts';

const slotsName = 'keyslots.json';
const copyName = 'keyslots.copy.json';
let template: FolderCopy;

beforeAll(async () => {
  template = await closedRegister();
});

afterAll(() => template[Symbol.asyncDispose]());

async function rewriteSlots(folder: string, change: (file: KeySlots) => KeySlots, names = [slotsName, copyName]): Promise<void> {
  const parsed = parseKeySlots(await readFile(join(folder, slotsName)));
  if (!parsed.ok) throw new Error(parsed.error);
  for (const name of names) await writeFile(join(folder, name), keySlotsBytes(change(parsed.value)));
}

function withMemory(memoryKib: number): (file: KeySlots) => KeySlots {
  return (file) => ({
    ...file,
    revision: file.revision + 1,
    slots: file.slots.map((slot) => (slot.kind === 'user' ? { ...slot, kdf: { ...slot.kdf, memoryKib } } : slot)),
  });
}

async function flip(file: string, at: number): Promise<void> {
  const bytes = await readFile(file);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(file, bytes);
}

async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  // The superuser may write anywhere, so the test steps down.
  if (process.getuid?.() !== 0 || process.seteuid === undefined) return work();
  process.seteuid(65_534);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}

describe('a person who may not enter', () => {
  it('hears the same for a wrong passphrase and an unknown login, and wrong tries change nothing', async () => {
    await using copy = await copyOf(template.folder);
    const before = await contentOf(copy.folder);
    const host = hostAt(openedAt, copy.folder);
    const wrong = await unlock(host, 'psych_teacher', 'not-this-one-either');
    const unknown = await unlock(host, 'nobody', 'not-this-one-either');
    expect(wrong).toEqual({ ok: false, error: { code: 'PASSPHRASE_WRONG', params: {} } });
    expect(unknown).toEqual(wrong);
    expect(await contentOf(copy.folder)).toEqual(before);
    await host.close();
  });
});

describe('key slots', () => {
  it.each([
    ['damaged', (folder: string) => writeFile(join(folder, slotsName), '{"format":"xinhu-keyslots"')],
    ['a flipped bit', (folder: string) => flip(join(folder, slotsName), 300)],
    ['missing', (folder: string) => rm(join(folder, slotsName))],
    ['with a damaged copy', (folder: string) => flip(join(folder, copyName), 300)],
    ['with a missing copy', (folder: string) => rm(join(folder, copyName))],
  ])('%s: the other file opens, and both are whole again afterwards', async (_what, damage) => {
    await using copy = await copyOf(template.folder);
    const slots = async (name: string) => parseKeySlots(await readFile(join(copy.folder, name)));
    const before = await slots(slotsName);
    await damage(copy.folder);
    expect(await codeOfUnlocking(copy.folder)).toBe('ok');
    expect([await slots(slotsName), await slots(copyName)]).toEqual([before, before]);
  });

  it.each([
    ['both damaged', 'KEYSLOTS_DAMAGED', async (folder: string) => Promise.all([flip(join(folder, slotsName), 300), writeFile(join(folder, copyName), '')])],
    ['both missing', 'KEYSLOTS_MISSING', async (folder: string) => Promise.all([rm(join(folder, slotsName)), rm(join(folder, copyName))])],
    [
      'from a newer version',
      'KEYSLOTS_NEWER',
      async (folder: string) => writeFile(join(folder, slotsName), (await readFile(join(folder, slotsName), 'utf8')).replace('"version": 1', '"version": 99')),
    ],
    ['weaker than any this program makes', 'KDF_TOO_WEAK', (folder: string) => rewriteSlots(folder, withMemory(8 * 1024))],
    ['heavy enough to exhaust the machine', 'KEYSLOTS_DAMAGED', (folder: string) => rewriteSlots(folder, withMemory(4 * 1024 * 1024))],
  ])('%s: %s, and no byte is touched', async (_what, code, damage) => {
    await using copy = await copyOf(template.folder);
    await damage(copy.folder);
    const before = await contentOf(copy.folder);
    expect(await codeOfUnlocking(copy.folder)).toBe(code);
    expect(await contentOf(copy.folder)).toEqual(before);
    for (const name of [slotsName, copyName]) await copyFile(join(template.folder, name), join(copy.folder, name));
    await expectWhole(copy.folder);
  });
});

describe('the register file', () => {
  it.each([
    ['missing', 'DB_MISSING', (folder: string) => rm(databaseFile(folder))],
    ['cut off', 'DB_DAMAGED', async (folder: string) => truncate(databaseFile(folder), (await readFile(databaseFile(folder))).length - 1000)],
    [
      'a plain database',
      'DB_DAMAGED',
      (folder: string) => writeFile(databaseFile(folder), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8176)])),
    ],
    [
      'of another register',
      'KEY_REJECTED',
      async (folder: string) => {
        await using other = await openTestOffice('school', []);
        await other.host.close();
        await copyFile(databaseFile(other.folder), databaseFile(folder));
      },
    ],
    [
      'from a newer version',
      'DB_NEWER_THAN_APP',
      async (folder: string) => {
        const connection = await rawDatabase(folder, { login: 'admin', passphrase: passphraseOf('admin') });
        await connection.exec("INSERT INTO migration VALUES ('0990-from-the-future', '2031-01-01T00:00:00.000Z')");
        await connection.close();
      },
    ],
  ])('%s: %s, and no byte is touched', async (_what, code, damage) => {
    await using copy = await copyOf(template.folder);
    await damage(copy.folder);
    const before = await contentOf(copy.folder);
    expect(await codeOfUnlocking(copy.folder)).toBe(code);
    expect(await contentOf(copy.folder)).toEqual(before);
    await copyFile(databaseFile(template.folder), databaseFile(copy.folder));
    await expectWhole(copy.folder);
  });

  it('is for one program at a time: another host and another process are told so, and the first goes on', async () => {
    await using copy = await copyOf(template.folder);
    const first = hostAt(openedAt, copy.folder);
    expect(await unlock(first, 'psych_teacher')).toMatchObject({ ok: true });
    expect(await codeOfUnlocking(copy.folder)).toBe('DB_LOCKED');
    const other = await xinhu(['call', 'users.list', '--register', copy.folder, '--user', 'psych_teacher'], {
      env: { XINHU_PASSPHRASE: passphraseOf('psych_teacher') },
    });
    expect([other.code, JSON.parse(other.stdout)]).toEqual([1, { ok: false, error: { code: 'DB_LOCKED', params: {} } }]);
    expect(await first.call('roster.list', {})).toMatchObject({ ok: true, value: { total: 1 } });
    await first.close();
    await expectWhole(copy.folder);
  });

  it('in a read-only folder says so, before and after unlocking', async () => {
    await using copy = await copyOf(template.folder);
    const open = hostAt(openedAt, copy.folder);
    expect(await unlock(open, 'admin')).toMatchObject({ ok: true });
    const locked = hostAt(openedAt, template.folder);
    await chmod(copy.home, 0o755);
    await chmod(copy.folder, 0o555);
    for (const name of [slotsName, copyName]) await chmod(join(copy.folder, name), 0o644);
    const added = await unprivileged(() =>
      open.call('users.add', { login: 'late', displayName: '示例', role: 'auditor' satisfies Role, passphrase: passphraseOf('late') }),
    );
    expect(added).toMatchObject({ ok: false, error: { code: 'FOLDER_READ_ONLY' } });
    await open.close();
    await chmod(databaseFile(copy.folder), 0o644);
    expect(await unprivileged(() => codeOfUnlocking(copy.folder))).toBe('FOLDER_READ_ONLY');
    await chmod(copy.folder, 0o700);
    await locked.close();
    expect(await codeOfUnlocking(copy.folder, 'late')).toBe('PASSPHRASE_WRONG');
    await expectWhole(copy.folder);
  });

  it('on a full disk refuses to write with DISK_FULL and keeps what it has', async () => {
    await using copy = await copyOf(template.folder);
    const ports = systemPorts({ push: () => undefined, clock: () => openedAt, kdf: kdfFloor });
    const opened = await openRegister(ports, copy.folder, { login: 'psych_teacher', passphrase: passphraseOf('psych_teacher') });
    if (!opened.ok) throw new Error(opened.error.code);
    // A disk without room for one more page: SQLite's own limit gives the very refusal that a full disk gives.
    await maintain(opened.value.register, async (connection) => {
      const [row] = await connection.all('PRAGMA page_count');
      await connection.all(`PRAGMA max_page_count = ${String(row?.['page_count'])}`);
    });
    const state = { folder: copy.folder, session: opened.value, failedUnlocks: 0 };
    const ask = (name: string, input: unknown) => dispatch({ state, ports }, { name, input, files: pathFiles(), signal: new AbortController().signal });
    const full = { ok: false, error: { code: 'DISK_FULL', params: {} } };
    expect(await ask('imports.run', { file: 'samples/roster.xlsx' })).toEqual(full);
    expect(await ask('roster.list', {})).toMatchObject({ ok: true, value: { total: 1 } });
    expect(await ask('register.verify', {})).toMatchObject({ ok: true, value: { ok: true } });
    await closeSession(state);
    await expectWhole(copy.folder);
  });
});
