/** A closed school register with one pupil, and what a person meets who opens a copy of it. */
import { expect } from 'vitest';
import type { Host } from '../../main/register/host.ts';
import type { AnyReply } from '../../main/register/messages.ts';
import { copyOf, hostAt, type FolderCopy } from './hosts.ts';
import { moment, openTestOffice, passphraseOf } from './test-office.ts';

export const openedAt = moment(0, 9);

/** `admin` and `psych_teacher` may open it. */
export async function closedRegister(): Promise<FolderCopy> {
  await using office = await openTestOffice('school', ['psych_teacher']);
  await office.as('psych_teacher');
  await office.ask('roster.add', { studentNo: '1', name: '示例生', sex: 'male', grade: 7, className: '七（1）班' });
  await office.host.call('session.lock', {});
  return await copyOf(office.folder);
}

export function unlock(host: Host, login: string, passphrase = passphraseOf(login)): Promise<AnyReply> {
  return host.call('session.unlock', { login, passphrase });
}

/** `ok`, or the code of the refusal. */
export async function codeOfUnlocking(folder: string, login = 'psych_teacher', passphrase = passphraseOf(login)): Promise<string> {
  const host = hostAt(openedAt, folder);
  const reply = await unlock(host, login, passphrase);
  await host.close();
  return reply.ok ? 'ok' : reply.error.code;
}

/** The register opens, holds its pupil and every chain holds. */
export async function expectWhole(folder: string, login = 'psych_teacher'): Promise<void> {
  const host = hostAt(openedAt, folder);
  expect(await unlock(host, login)).toMatchObject({ ok: true });
  expect(await host.call('register.verify', {})).toMatchObject({ ok: true, value: { ok: true, findings: [], encrypted: true } });
  expect(await host.call('register.counts', {})).toMatchObject({ ok: true, value: { pupils: 1 } });
  await host.close();
}
