/** Administrators: the recovery sheet outlives the one who held it. */
import { expect, it } from 'vitest';
import { codeOf } from '../support/case-work.ts';
import { openTestOffice, passphraseOf } from '../support/test-office.ts';

it('keeps the holder of the recovery sheet until another administrator renewed it', { timeout: 60_000 }, async () => {
  await using office = await openTestOffice('school', []);
  const second = await office.ask('users.add', { login: 'admin2', displayName: '示例', role: 'office_admin', passphrase: passphraseOf('admin2') });
  const first = (await office.ask('users.list', {})).find((user) => user.login === 'admin')?.id;
  await office.as('admin2');
  const disable = () => codeOf(office, 'users.disable', { userId: first });
  expect(await disable()).toBe('RECOVERY_HOLDER');
  expect((await office.ask('users.list', {})).map((user) => user.disabled)).toEqual([false, false]);
  const { recoveryCode } = await office.ask('recovery.renew', { passphrase: passphraseOf('admin2') });
  expect([await disable(), await disable()]).toEqual(['ok', 'ok']);
  await office.ask('session.lock', {});
  const { user } = await office.ask('session.recover', { login: 'admin2', recoveryCode, passphrase: 'seven-violet-anchors-drift-north' });
  expect(user.id).toBe(second.id);
});

it('shows a changed profile on what follows', async () => {
  await using office = await openTestOffice('school', []);
  const { profile } = await office.ask('office.profile', {});
  await office.ask('office.update', { profile: { ...profile, name: '示例第二中学' } });
  expect((await office.ask('office.profile', {})).profile.name).toBe('示例第二中学');
  await office.as('admin');
  expect((await office.ask('office.profile', {})).profile.name).toBe('示例第二中学');
});
