import { expect, it } from 'vitest';
import { openTestOffice, passphraseOf } from '../support/test-office.ts';
import { xinhu } from '../support/programs.ts';

it('keeps other programs out of an open register, also after it verified and copied itself', { timeout: 60_000 }, async () => {
  await using office = await openTestOffice('school', []);
  await office.as('admin');
  expect((await office.ask('register.verify', {})).encrypted).toBe(true);
  await office.ask('register.backup', {});
  const other = await xinhu(['call', 'office.profile', '--register', office.folder, '--user', 'admin'], { env: { XINHU_PASSPHRASE: passphraseOf('admin') } });
  expect(JSON.parse(other.stdout)).toMatchObject({ ok: false, error: { code: 'DB_LOCKED' } });
});
