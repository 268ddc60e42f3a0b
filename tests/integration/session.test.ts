/** Opening a register when something is wrong with it: every trouble has its code, and nothing is lost by meeting it. */
import { chmod, copyFile, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../domain/vocabulary.ts';
import { databaseFile } from '../../db/register-folder.ts';
import { maintain } from '../../db/tx.ts';
import { kdfFloor } from '../../main/register/crypto/argon2.ts';
import { pathFiles } from '../../main/register/files/file-port.ts';
import type { Host } from '../../main/register/host.ts';
import { keySlotsBytes, parseKeySlots, type KeySlots } from '../../main/register/keyslots/slot-file.ts';
import { dispatch } from '../../main/register/router.ts';
import { systemPorts } from '../../main/register/system-ports.ts';
import { closeSession, openRegister } from '../../main/register/work/open-register.ts';
import { contentOf, copyOf, hostAt, rawDatabase, type FolderCopy } from '../support/hosts.ts';
import { xinhu } from '../support/programs.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

const now = moment(0, 9);
const slotsName = 'keyslots.json';
const copyName = 'keyslots.copy.json';
let original: TestOffice;
let template: FolderCopy;

beforeAll(async () => {
  original = await openTestOffice('school', ['psych_teacher']);
  await original.as('psych_teacher');
  await original.ask('roster.add', { studentNo: '1', name: '示例生', sex: 'male', grade: 7, className: '七（1）班' });
  await original.host.call('session.lock', {});
  template = await copyOf(original.folder);
});

afterAll(async () => {
  await original[Symbol.asyncDispose]();
  await template[Symbol.asyncDispose]();
});

function unlock(host: Host, login: string, passphrase = passphraseOf(login)) {
  return host.call('session.unlock', { login, passphrase });
}

async function codeOfUnlocking(folder: string, login = 'psych_teacher', passphrase = passphraseOf(login)): Promise<string> {
  const host = hostAt(now, folder);
  const reply = await unlock(host, login, passphrase);
  await host.close();
  return reply.ok ? 'ok' : reply.error.code;
}

/** The register opens, holds its pupil and every chain holds. */
async function expectWhole(folder: string, login = 'psych_teacher'): Promise<void> {
  const host = hostAt(now, folder);
  expect(await unlock(host, login)).toMatchObject({ ok: true });
  expect(await host.call('register.verify', {})).toMatchObject({ ok: true, value: { ok: true, findings: [], encrypted: true } });
  if (login === 'psych_teacher') expect(await host.call('roster.list', {})).toMatchObject({ ok: true, value: { total: 1 } });
  await host.close();
}

async function rewriteSlots(folder: string, change: (file: KeySlots) => KeySlots, names = [slotsName, copyName]): Promise<void> {
  const parsed = parseKeySlots(await readFile(join(folder, slotsName)));
  if (!parsed.ok) throw new Error(parsed.error);
  for (const name of names) await writeFile(join(folder, name), keySlotsBytes(change(parsed.value)));
}

function withMemory(memoryKib: number): (file: KeySlots) => KeySlots {
  return (file) => ({ ...file, revision: file.revision + 1, slots: file.slots.map((slot) => (slot.kind === 'user' ? { ...slot, kdf: { ...slot.kdf, memoryKib } } : slot)) });
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
    const host = hostAt(now, copy.folder);
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
    ['from a newer version', 'KEYSLOTS_NEWER', async (folder: string) => writeFile(join(folder, slotsName), (await readFile(join(folder, slotsName), 'utf8')).replace('"version": 1', '"version": 99'))],
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
    ['a plain database', 'DB_DAMAGED', (folder: string) => writeFile(databaseFile(folder), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8176)]))],
    ['of another register', 'KEY_REJECTED', async (folder: string) => { await using other = await openTestOffice('school', []); await other.host.close(); await copyFile(databaseFile(other.folder), databaseFile(folder)); }],
    ['from a newer version', 'DB_NEWER_THAN_APP', async (folder: string) => {
      const connection = await rawDatabase(folder, { login: 'admin', passphrase: passphraseOf('admin') });
      await connection.exec("INSERT INTO migration VALUES ('0990-from-the-future', '2031-01-01T00:00:00.000Z')");
      await connection.close();
    }],
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
    const first = hostAt(now, copy.folder);
    expect(await unlock(first, 'psych_teacher')).toMatchObject({ ok: true });
    expect(await codeOfUnlocking(copy.folder)).toBe('DB_LOCKED');
    const other = await xinhu(['call', 'users.list', '--register', copy.folder, '--user', 'psych_teacher'], { env: { XINHU_PASSPHRASE: passphraseOf('psych_teacher') } });
    expect([other.code, JSON.parse(other.stdout)]).toEqual([1, { ok: false, error: { code: 'DB_LOCKED', params: {} } }]);
    expect(await first.call('roster.list', {})).toMatchObject({ ok: true, value: { total: 1 } });
    await first.close();
    await expectWhole(copy.folder);
  });

  it('in a read-only folder says so, before and after unlocking', async () => {
    await using copy = await copyOf(template.folder);
    const open = hostAt(now, copy.folder);
    expect(await unlock(open, 'admin')).toMatchObject({ ok: true });
    const locked = hostAt(now, template.folder);
    await chmod(copy.home, 0o755);
    await chmod(copy.folder, 0o555);
    for (const name of [slotsName, copyName]) await chmod(join(copy.folder, name), 0o644);
    const added = await unprivileged(() => open.call('users.add', { login: 'late', displayName: '示例', role: 'auditor' satisfies Role, passphrase: passphraseOf('late') }));
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
    const ports = systemPorts({ push: () => undefined, clock: () => now, kdf: kdfFloor });
    const opened = await openRegister(ports, copy.folder, { login: 'psych_teacher', passphrase: passphraseOf('psych_teacher') });
    if (!opened.ok) throw new Error(opened.error.code);
    // A disk without room for one more page: SQLite's own limit gives the very refusal that a full disk gives.
    await maintain(opened.value.register, async (connection) => {
      const [row] = await connection.all('PRAGMA page_count');
      await connection.all(`PRAGMA max_page_count = ${String(row?.['page_count'])}`);
    });
    const state = { folder: copy.folder, session: opened.value };
    const ask = (name: string, input: unknown) => dispatch({ state, ports }, { name, input, files: pathFiles(), signal: new AbortController().signal });
    const full = { ok: false, error: { code: 'DISK_FULL', params: {} } };
    expect(await ask('imports.run', { file: 'samples/roster.xlsx' })).toEqual(full);
    expect(await ask('roster.list', {})).toMatchObject({ ok: true, value: { total: 1 } });
    expect(await ask('register.verify', {})).toMatchObject({ ok: true, value: { ok: true } });
    await closeSession(state);
    await expectWhole(copy.folder);
  });
});

describe('people', () => {
  it('change their passphrase: the old one stops, the new one opens', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(now, copy.folder);
    await unlock(host, 'psych_teacher');
    const next = 'seven-lanterns-over-a-cold-lake';
    const change = (oldPassphrase: string, passphrase: string) => host.call('users.changePassphrase', { oldPassphrase, passphrase });
    expect(await change('wrong-guess-of-mine', next)).toMatchObject({ error: { code: 'PASSPHRASE_WRONG' } });
    expect(await change(passphraseOf('psych_teacher'), 'xinhu2026')).toMatchObject({ error: { code: 'PASSPHRASE_WEAK' } });
    expect(await change(passphraseOf('psych_teacher'), next)).toEqual({ ok: true, value: {} });
    await host.close();
    expect(await codeOfUnlocking(copy.folder)).toBe('PASSPHRASE_WRONG');
    expect(await codeOfUnlocking(copy.folder, 'psych_teacher', next)).toBe('ok');
    await expectWhole(copy.folder, 'admin');
  });

  it('are disabled for good, even with an older slot file; the last administrator never', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(now, copy.folder);
    await unlock(host, 'admin');
    await host.call('users.add', { login: 'second', displayName: '示例二', role: 'office_admin', passphrase: passphraseOf('second') });
    const users = await host.ask('users.list', {});
    if (!users.ok) throw new Error(users.error.code);
    const idOf = (login: string): string => users.value.find((user) => user.login === login)?.id ?? '';
    const old = await readFile(join(copy.folder, slotsName));
    const disable = (login: string) => host.call('users.disable', { userId: idOf(login) });
    expect(await disable('psych_teacher')).toMatchObject({ ok: true, value: { disabled: true } });
    expect(await disable('psych_teacher')).toMatchObject({ ok: true, value: { disabled: true } });
    const both = await Promise.all([disable('admin'), disable('second')]);
    expect(both.map((reply) => (reply.ok ? 'ok' : reply.error.code)).toSorted()).toEqual(['LAST_ADMIN', 'ok']);
    expect(await host.call('users.disable', { userId: '0198c5a0-0000-7000-8000-00000000ffff' })).toMatchObject({ error: { code: 'USER_UNKNOWN' } });
    await host.close();
    expect(await codeOfUnlocking(copy.folder)).toBe('PASSPHRASE_WRONG');
    for (const name of [slotsName, copyName]) await writeFile(join(copy.folder, name), old);
    expect(await codeOfUnlocking(copy.folder)).toBe('USER_DISABLED');
    const codes = [await codeOfUnlocking(copy.folder, 'admin'), await codeOfUnlocking(copy.folder, 'second')];
    expect(codes.toSorted()).toEqual(['USER_DISABLED', 'ok']);
  });

  it('are added at the same moment without losing a slot, and a slot without an account is taken over', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(now, copy.folder);
    await unlock(host, 'admin');
    const add = (login: string, role: Role) => host.call('users.add', { login, displayName: '示例', role, passphrase: passphraseOf(login) });
    const replies = await Promise.all([add('left', 'auditor'), add('right', 'auditor'), add('left', 'auditor')]);
    expect(replies.map((reply) => (reply.ok ? 'ok' : reply.error.code))).toEqual(['ok', 'ok', 'LOGIN_TAKEN']);
    expect(await add('psych_teacher', 'auditor')).toMatchObject({ error: { code: 'LOGIN_TAKEN' } });
    expect(await add('head', 'center_head')).toMatchObject({ error: { code: 'ROLE_NOT_HERE' } });
    await host.close();
    expect([await codeOfUnlocking(copy.folder, 'left'), await codeOfUnlocking(copy.folder, 'right')]).toEqual(['ok', 'ok']);
    // As after a crash between slot and account: the slots of now, the file of before.
    await copyFile(databaseFile(template.folder), databaseFile(copy.folder));
    expect(await codeOfUnlocking(copy.folder, 'left')).toBe('PASSPHRASE_WRONG');
    const again = hostAt(now, copy.folder);
    await unlock(again, 'admin');
    expect(await again.call('users.add', { login: 'left', displayName: '示例', role: 'auditor', passphrase: 'another-quiet-otter-of-the-hills' })).toMatchObject({ ok: true });
    await again.close();
    expect(await codeOfUnlocking(copy.folder, 'left', 'another-quiet-otter-of-the-hills')).toBe('ok');
    await expectWhole(copy.folder);
  });

  it('come back with the printed recovery code', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(now);
    const folder = join(copy.home, 'another');
    const office = { name: '示例初级中学', code: 'QP012', termStart: '2026-09-01' };
    const made = await host.ask('register.create', { folder, kind: 'school', office, admin: { login: 'admin', displayName: '管理员' }, passphrase: passphraseOf('admin') });
    if (!made.ok) throw new Error(made.error.code);
    const { recoveryCode } = made.value;
    expect(await host.call('register.create', { folder, kind: 'school', office, admin: { login: 'admin', displayName: '管理员' }, passphrase: passphraseOf('admin') })).toMatchObject({ error: { code: 'REGISTER_EXISTS' } });
    const next = 'nine-herons-beside-the-old-mill';
    const recover = (change: object) => host.call('session.recover', { folder, login: 'admin', recoveryCode, passphrase: next, ...change });
    const mistyped = `${recoveryCode.slice(0, -1)}${recoveryCode.endsWith('A') ? 'B' : 'A'}`;
    expect(await recover({ recoveryCode: mistyped })).toMatchObject({ error: { code: 'RECOVERY_CODE_WRONG' } });
    expect(await recover({ passphrase: 'admin12345' })).toMatchObject({ error: { code: 'PASSPHRASE_WEAK' } });
    expect(await recover({ login: 'someone' })).toMatchObject({ error: { code: 'USER_UNKNOWN' } });
    expect(await codeOfUnlocking(folder, 'admin')).toBe('ok');
    expect(await recover({})).toMatchObject({ ok: true, value: { user: { login: 'admin' } } });
    await host.close();
    expect([await codeOfUnlocking(folder, 'admin'), await codeOfUnlocking(folder, 'admin', next)]).toEqual(['PASSPHRASE_WRONG', 'ok']);
  });

  it('who lock the register in the middle of a call are told that it is locked', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(now, copy.folder);
    await unlock(host, 'psych_teacher');
    const importing = host.call('imports.run', { file: 'samples/roster.xlsx' });
    await host.call('session.lock', {});
    const reply = await importing;
    expect(reply.ok ? 'ok' : reply.error.code).toMatch(/^(SESSION_LOCKED|CANCELLED)$/);
    expect(await host.call('roster.list', {})).toEqual({ ok: false, error: { code: 'SESSION_LOCKED', params: {} } });
    await host.close();
    await expectWhole(copy.folder);
  });
});
