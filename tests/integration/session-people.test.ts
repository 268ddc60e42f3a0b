/** People of a register: passphrases that change, accounts that end, a recovery sheet, and locking in the middle of things. */
import { randomUUID } from 'node:crypto';
import { copyFile, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { databaseFile } from '../../db/register-folder.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { addPerson, codeOf, judgedCase } from '../support/case-work.ts';
import { closedRegister, codeOfUnlocking, expectWhole, openedAt, unlock } from '../support/closed-register.ts';
import { copyOf, hostAt, type FolderCopy } from '../support/hosts.ts';
import { moment, openTestOffice, passphraseOf } from '../support/test-office.ts';
import '../support/patience.ts';

const slotsName = 'keyslots.json';
const copyName = 'keyslots.copy.json';
let template: FolderCopy;

beforeAll(async () => {
  template = await closedRegister();
});

afterAll(() => template[Symbol.asyncDispose]());

describe('people', () => {
  it('change their passphrase: the old one stops, the new one opens', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(openedAt, copy.folder);
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
    const host = hostAt(openedAt, copy.folder);
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
    expect(both.map((reply) => (reply.ok ? 'ok' : reply.error.code)).toSorted()).toEqual([expect.stringMatching(/^(?:RECOVERY_HOLDER|LAST_ADMIN)$/), 'ok']);
    expect(await disable('admin')).toMatchObject({ error: { code: 'LAST_ADMIN' } });
    expect(await host.call('users.disable', { userId: '0198c5a0-0000-7000-8000-00000000ffff' })).toMatchObject({ error: { code: 'USER_UNKNOWN' } });
    await host.close();
    expect(await codeOfUnlocking(copy.folder)).toBe('PASSPHRASE_WRONG');
    for (const name of [slotsName, copyName]) await writeFile(join(copy.folder, name), old);
    expect(await codeOfUnlocking(copy.folder)).toBe('USER_DISABLED');
    const codes = [await codeOfUnlocking(copy.folder, 'admin'), await codeOfUnlocking(copy.folder, 'second')];
    expect(codes.toSorted()).toEqual(['USER_DISABLED', 'ok']);
  });

  it('are not disabled while they own open cases, which are handed over first', async () => {
    await using office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    const { id: toUserId } = await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await judgedCase(office, { name: '示例乙', studentNo: 'S-2' }, moment(1, 11));
    const fromUserId = (await office.ask('users.list', {})).find(({ login }) => login === 'psych_teacher')?.id ?? '';
    const disable = async (userId: string) => {
      await office.as('admin');
      const reply = await office.host.call('users.disable', { userId });
      return reply.ok ? 'ok' : reply.error;
    };
    expect(await disable(fromUserId)).toEqual({ code: 'OWNS_CASES', params: { cases: 2 } });
    expect((await office.ask('users.list', {})).filter(({ disabled }) => disabled)).toEqual([]);
    await office.as('vice_principal');
    await office.ask('cases.handOver', { requestId: randomUUID(), fromUserId, toUserId, reason: 'sickness' });
    expect(await disable(fromUserId)).toBe('ok');
    expect(await codeOf(office, 'session.unlock', { login: 'psych_teacher', passphrase: passphraseOf('psych_teacher') })).not.toBe('ok');
    expect(await disable(toUserId)).toEqual({ code: 'OWNS_CASES', params: { cases: 2 } });
  });

  it('are added at the same moment without losing a slot, and a slot without an account is taken over', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(openedAt, copy.folder);
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
    const again = hostAt(openedAt, copy.folder);
    await unlock(again, 'admin');
    expect(
      await again.call('users.add', { login: 'left', displayName: '示例', role: 'auditor', passphrase: 'another-quiet-otter-of-the-hills' }),
    ).toMatchObject({ ok: true });
    await again.close();
    expect(await codeOfUnlocking(copy.folder, 'left', 'another-quiet-otter-of-the-hills')).toBe('ok');
    await expectWhole(copy.folder);
  });

  it('come back with the printed recovery code', async () => {
    await using copy = await copyOf(template.folder);
    const host = hostAt(openedAt);
    const folder = join(copy.home, 'another');
    const office = { name: '示例初级中学', code: 'QP012', termStart: '2026-09-01' };
    const made = await host.ask('register.create', {
      folder,
      kind: 'school',
      office,
      admin: { login: 'admin', displayName: '管理员' },
      passphrase: passphraseOf('admin'),
    });
    if (!made.ok) throw new Error(made.error.code);
    const { recoveryCode } = made.value;
    expect(
      await host.call('register.create', {
        folder,
        kind: 'school',
        office,
        admin: { login: 'admin', displayName: '管理员' },
        passphrase: passphraseOf('admin'),
      }),
    ).toMatchObject({ error: { code: 'REGISTER_EXISTS' } });
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
    const host = hostAt(openedAt, copy.folder);
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
