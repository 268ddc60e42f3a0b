import { expect, it } from 'vitest';
import { openTestOffice, passphraseOf, Refused } from '../support/test-office.ts';

it('gives the register back from a printed sheet, or from any two of its three shares', { timeout: 60_000 }, async () => {
  await using office = await openTestOffice('school', []);
  await office.as('admin');
  const { recoveryCode } = await office.ask('recovery.renew', { passphrase: passphraseOf('admin') });
  const { shares } = await office.ask('recovery.split', { recoveryCode });
  const [first, second, third] = shares;
  for (const [a, b] of [
    [first, second],
    [third, first],
    [second, third],
  ]) {
    expect(await office.ask('recovery.join', { first: a ?? '', second: b ?? '' })).toEqual({ recoveryCode });
  }
  await office.ask('session.lock', {});
  const fresh = 'seven-violet-anchors-drift-north';
  const session = await office.ask('session.recover', { login: 'admin', recoveryCode, passphrase: fresh });
  expect(session.user.role).toBe('office_admin');
  await office.ask('session.lock', {});
  await expect(office.as('admin')).rejects.toThrow('PASSPHRASE_WRONG');
  expect((await office.ask('session.unlock', { login: 'admin', passphrase: fresh })).user.login).toBe('admin');
  const renewed = await office.ask('recovery.renew', { passphrase: fresh });
  expect(renewed.recoveryCode).not.toBe(recoveryCode);
  await expect(office.ask('session.recover', { login: 'admin', recoveryCode, passphrase: fresh })).rejects.toThrow(Refused);
});
