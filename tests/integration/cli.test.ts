/** The command line as a person types it: real processes, their exit codes, and what they print where. */
import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { contract } from '../../contract/index.ts';
import { operations } from '../../cli/operations.ts';
import { eventTypes } from '../../domain/events/registry.ts';
import { ledgerKinds } from '../../domain/ledger/registry.ts';
import { databaseFile } from '../../db/register-folder.ts';
import { approveAndWrite, introduce, issue, judgedCase, record } from '../support/case-work.ts';
import { copyOf, rawDatabase } from '../support/hosts.ts';
import { run, xinhu, type Ran, type Running } from '../support/programs.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const secret = 'heron-behind-the-ninth-lantern';
let school: TestOffice;
let center: TestOffice;
let packageFile = '';

beforeAll(async () => {
  school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  center = await openTestOffice('center', ['center_counselor']);
  await introduce(school, center);
  await school.as('psych_teacher');
  school.setClock(moment(1, 12));
  const { id: caseId } = await judgedCase(school, { name: '示例生', studentNo: 'S-1' }, moment(1, 10));
  const filing = await issue(school, 'D06', caseId);
  await record(school, caseId, { type: 'plan_drafted', at: moment(1, 11) });
  const plan = await issue(school, 'D07', caseId);
  await school.as('vice_principal');
  await school.ask('signing.sign', { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: passphraseOf('vice_principal') });
  for (const [view, format, name] of [
    [filing, 'docx', 'filing.docx'],
    [plan, 'pdf', 'plan.pdf'],
  ] as const)
    await school.ask('documents.export', { documentId: view.id, format, target: school.path(name) });
  await school.as('psych_teacher');
  const [partner] = await school.ask('exchange.partners', {});
  const draft = await school.ask('exchange.build', {
    requestId: randomUUID(),
    kind: 'submission',
    partnerId: partner?.officeId ?? '',
    documentIds: [filing.id],
    purpose: '报送',
    legalBasis: '示例',
    fieldProfile: 'named',
  });
  packageFile = await approveAndWrite(school, draft.id, { approver: 'vice_principal', name: 'submission.age' });
  await school.host.call('session.lock', {});
  await center.host.call('session.lock', {});
});

afterAll(async () => {
  await school[Symbol.asyncDispose]();
  await center[Symbol.asyncDispose]();
});

function as(login: string, office: TestOffice = school): { readonly words: readonly string[]; readonly env: Readonly<Record<string, string>> } {
  return { words: ['--register', office.folder, '--user', login], env: { XINHU_PASSPHRASE: passphraseOf(login) } };
}

/** Runs `xinhu call` as somebody; standard output is one JSON value. */
async function call(
  login: string,
  words: readonly string[],
  more: Running = {},
): Promise<{ readonly ran: Ran; readonly reply: { readonly ok: boolean; readonly value?: unknown; readonly error?: { readonly code: string } } }> {
  const person = as(login);
  const ran = await xinhu(['call', ...words, ...person.words], { ...more, env: { ...person.env, ...more.env } });
  return { ran, reply: JSON.parse(ran.stdout) };
}

async function flipped(from: string, name: string): Promise<string> {
  const bytes = await readFile(from);
  const at = Math.floor(bytes.length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  await writeFile(school.path(name), bytes);
  return school.path(name);
}

describe('words', () => {
  it.each<readonly [string, readonly string[], number]>([
    ['help', ['help'], 0],
    ['no words', [], 0],
    ['an unknown command', ['frobnicate'], 2],
    ['an unknown flag', ['operations', '--passphrase', secret], 2],
    ['an unknown flag with its value', ['call', 'users.list', `--passphrase=${secret}`], 2],
    ['a short unknown flag', ['call', 'users.list', `-p${secret}`], 2],
    ['too many words', ['call', 'users.list', '{}', secret], 2],
    ['call without an operation', ['call'], 2],
    ['call without a register', ['call', 'users.list'], 2],
    ['verify without a user', ['verify', 'register', '/nonexistent'], 2],
    ['verify of nothing', ['verify', 'package', '--register', '/nonexistent', '--user', 'admin'], 2],
    ['verify of something else', ['verify', 'moon', 'x', '--register', '/nonexistent', '--user', 'admin'], 2],
    ['operations of no name', ['operations', 'constructor'], 2],
    ['a call without any passphrase', ['call', 'users.list', '--register', '/nonexistent', '--user', 'admin'], 2],
    ['a variable that is not set', ['call', 'users.list', '--register', '/nonexistent', '--user', 'admin', '--passphrase-env', 'XINHU_NOT_SET'], 2],
    ['a file that is not there', ['call', 'users.list', '--register', '/nonexistent', '--user', 'admin', '--passphrase-file', '/nonexistent/secret'], 2],
    ['a register that is not there', ['call', 'users.list', '--register', '/nonexistent', '--user', 'admin', '--passphrase-env', 'HOME'], 1],
    ['an unknown operation', ['call', 'users.everything', '--register', '/nonexistent', '--user', 'admin'], 1],
  ])('%s: exits as documented, and nothing typed is repeated', async (_what, words, code) => {
    const ran = await xinhu(words);
    expect([ran.code, ran.stdout.includes(secret), ran.stderr.includes(secret)]).toEqual([code, false, false]);
    // Wrong words are answered with a sentence, a refusal with JSON, each in its own place.
    expect([ran.stdout === '', ran.stderr.startsWith('xinhu: ')]).toEqual([code === 2, code === 2]);
    expect(code !== 1 || JSON.parse(ran.stdout).ok === false).toBe(true);
    expect(ran.stderr).not.toMatch(/ {4}at |node:internal/);
  });

  it('list every operation, event and kind of ledger entry, no name twice', async () => {
    const all = await xinhu(['operations']);
    expect([all.code, all.stderr]).toEqual([0, '']);
    const listed = JSON.parse(all.stdout);
    const names = [listed.operations.map((each: { name: string }) => each.name), listed.events.map((each: { type: string }) => each.type), listed.ledger];
    expect(names).toEqual([Object.keys(contract), [...eventTypes], [...ledgerKinds]]);
    expect(new Set(names.flat()).size).toBe(names.flat().length);
  });

  it('describe one of them with what goes in and what comes out, as JSON on standard output', async () => {
    const names = ['events.record', 'plan_drafted', 'training'];
    const [operation, event, entry] = await Promise.all(names.map(async (name) => JSON.parse((await xinhu(['operations', name])).stdout)));
    expect(operation).toMatchObject({
      name: 'events.record',
      kind: 'command',
      input: { type: 'object', additionalProperties: false },
      output: { type: 'object', properties: { duties: expect.any(Object) } },
    });
    expect(event).toMatchObject({ event: 'plan_drafted', recordedBy: ['psych_teacher'], example: { content: { goals: expect.any(Array) } } });
    expect(entry).toMatchObject({ ledger: 'training', payload: { type: 'object', required: expect.arrayContaining(['topic']) }, example: { hours: 2 } });
  });

  it.each(Object.keys(contract))('%s: both shapes can be written down', (name) => {
    expect(operations(name)).toMatchObject({ name, input: expect.any(Object), output: expect.any(Object) });
  });
});

describe('call', () => {
  it('takes the passphrase from a variable or a file, and its input from an argument, a file or standard input', async () => {
    await writeFile(school.path('secret.txt'), `${passphraseOf('psych_teacher')}\n`);
    await writeFile(school.path('input.json'), JSON.stringify({ search: '示例' }));
    const plain = await call('psych_teacher', ['cases.list', '{"search":"示例"}']);
    const named = await xinhu(['call', 'cases.list', `@${school.path('input.json')}`, ...as('psych_teacher').words, '--passphrase-env', 'OTHER'], {
      env: { OTHER: passphraseOf('psych_teacher') },
    });
    const filed = await xinhu(['call', 'cases.list', '-', ...as('psych_teacher').words, '--passphrase-file', school.path('secret.txt')], {
      input: '{"search":"示例"}',
    });
    expect(plain.reply).toMatchObject({ ok: true, value: { total: 1 } });
    expect([plain.ran.code, named.code, filed.code]).toEqual([0, 0, 0]);
    expect([JSON.parse(named.stdout), JSON.parse(filed.stdout)]).toEqual([plain.reply, plain.reply]);
  });

  it('refuses secrets among the arguments, whatever their type, and takes references', async () => {
    const change = (old: unknown, next: unknown): string => JSON.stringify({ oldPassphrase: old, passphrase: next });
    for (const typed of [change(secret, { $env: 'NEXT' }), change({ $env: 'OLD' }, [secret]), change({ $env: 'OLD' }, { $env: 'NEXT', also: secret })]) {
      const { ran, reply } = await call('psych_teacher', ['users.changePassphrase', typed], { env: { NEXT: secret, OLD: 'x' } });
      expect([ran.code, reply.error?.code, ran.stdout.includes(secret), ran.stderr.includes(secret)]).toEqual([1, 'SECRET_IN_ARGUMENTS', false, false]);
    }
    for (const reference of [{ $env: 'XINHU_NOT_SET' }, { $file: '/nonexistent/secret' }]) {
      const { ran, reply } = await call('psych_teacher', ['users.changePassphrase', change({ $env: 'XINHU_PASSPHRASE' }, reference)]);
      expect([ran.code, reply.error?.code, ran.stderr]).toEqual([1, 'INPUT_INVALID', '']);
    }
    for (const broken of ['{', '[]', '@/nonexistent/input.json', '{"a":1}'])
      expect((await call('psych_teacher', ['cases.list', broken])).reply.error?.code).toBe('INPUT_INVALID');
  });

  it('works with the new passphrase and no more with the old one', async () => {
    await using copy = await copyOf(school.folder);
    const words = ['--register', copy.folder, '--user', 'psych_teacher'];
    const old = { XINHU_PASSPHRASE: passphraseOf('psych_teacher') };
    await writeFile(join(copy.home, 'next.txt'), secret);
    const changed = await xinhu(
      ['call', 'users.changePassphrase', `{"oldPassphrase":{"$env":"XINHU_PASSPHRASE"},"passphrase":{"$file":"${join(copy.home, 'next.txt')}"}}`, ...words],
      { env: old },
    );
    expect([changed.code, JSON.parse(changed.stdout)]).toEqual([0, { ok: true, value: {} }]);
    const refused = await xinhu(['call', 'cases.list', ...words], { env: old });
    expect([refused.code, JSON.parse(refused.stdout)]).toEqual([1, { ok: false, error: { code: 'PASSPHRASE_WRONG', params: {} } }]);
    const opened = await xinhu(['call', 'cases.list', ...words], { env: { XINHU_PASSPHRASE: secret } });
    expect([opened.code, JSON.parse(opened.stdout).value.total]).toEqual([0, 1]);
  });

  it('asks a register for nothing that the person may not do', async () => {
    const { ran, reply } = await call('vice_principal', [
      'cases.open',
      JSON.stringify({ pupilId: randomUUID(), happenedAt: '2026-09-21T00:00:00.000Z', payload: {} }),
    ]);
    expect([ran.code, reply.error?.code]).toEqual([1, 'NOT_ALLOWED']);
  });
});

describe('verify', () => {
  async function verify(what: string, path: string, login: string, office: TestOffice = school): Promise<readonly [number | null, unknown]> {
    const person = as(login, office);
    const words = what === 'register' ? ['verify', what, path, '--user', login] : ['verify', what, path, ...person.words];
    const ran = await xinhu(words, { env: person.env });
    const { valid, ok } = JSON.parse(ran.stdout);
    expect(valid).toBe(ran.code === 0);
    return [ran.code, ok];
  }

  it('a document: 0 for what was issued here, 3 for anything else, 1 for what cannot be read', async () => {
    expect(await verify('document', school.path('plan.pdf'), 'psych_teacher')).toEqual([0, true]);
    expect(await verify('document', school.path('filing.docx'), 'psych_teacher')).toEqual([0, true]);
    expect(await verify('document', await flipped(school.path('plan.pdf'), 'changed.pdf'), 'psych_teacher')).toEqual([3, true]);
    expect(await verify('document', school.path('nothing.pdf'), 'psych_teacher')).toEqual([1, false]);
  });

  it('a package: 0 for the office that sent it and the one it is for, 3 when it was changed, 1 when it is for neither or not there', async () => {
    expect(await verify('package', packageFile, 'psych_teacher')).toEqual([0, true]);
    expect(await verify('package', packageFile, 'center_counselor', center)).toEqual([0, true]);
    expect(await verify('package', await flipped(packageFile, 'changed.age'), 'center_counselor', center)).toEqual([3, false]);
    expect(await verify('package', school.path('changed.age'), 'psych_teacher')).toEqual([1, false]);
    expect(await verify('package', school.path('nothing.age'), 'center_counselor', center)).toEqual([1, false]);
  });

  it('a register: 0 when everything holds, 3 when a record or the file was changed, 1 when it cannot be opened', async () => {
    expect(await verify('register', school.folder, 'psych_teacher')).toEqual([0, true]);
    await using copy = await copyOf(school.folder);
    const connection = await rawDatabase(copy.folder, { login: 'admin', passphrase: passphraseOf('admin') });
    for (const row of await connection.all("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'case_event'"))
      await connection.exec(`DROP TRIGGER "${String(row['name'])}"`);
    await connection.exec("UPDATE case_event SET happened_at = '2026-09-20T00:00:00.000Z' WHERE seq = 2");
    await connection.close();
    expect(await verify('register', copy.folder, 'psych_teacher')).toEqual([3, true]);
    await copyFile(await flipped(databaseFile(school.folder), 'half.db'), databaseFile(copy.folder));
    const bytes = await readFile(databaseFile(school.folder));
    await writeFile(databaseFile(copy.folder), bytes.subarray(0, bytes.length - 1000));
    expect(await verify('register', copy.folder, 'psych_teacher')).toEqual([3, false]);
    expect(await verify('register', join(copy.home, 'nowhere'), 'psych_teacher')).toEqual([1, false]);
  });
});

describe('session', () => {
  const lines = (...given: readonly unknown[]): string => given.map((line) => (typeof line === 'string' ? line : JSON.stringify(line))).join('\n');
  const sit = async (
    input: string,
  ): Promise<{ readonly ran: Ran; readonly replies: readonly { ok: boolean; value?: unknown; error?: { code: string } }[] }> => {
    const ran = await xinhu(['session', ...as('psych_teacher').words], { input, env: as('psych_teacher').env });
    return { ran, replies: ran.stdout.split('\n').flatMap((line) => (line === '' ? [] : [JSON.parse(line)])) };
  };

  it('answers line by line in one sitting, and a line that is wrong does not end it', async () => {
    const { ran, replies } = await sit(
      lines(
        { operation: 'cases.list', input: { search: '示例' } },
        '{',
        { operation: 'cases.everything' },
        { operation: 'session.lock' },
        { operation: 'cases.list', also: 1 },
        '',
        { operation: 'cases.list' },
      ),
    );
    expect(replies.map(({ ok, error }) => (ok ? 'ok' : error?.code))).toEqual([
      'ok',
      'INPUT_INVALID',
      'OPERATION_UNKNOWN',
      'OPERATION_UNKNOWN',
      'INPUT_INVALID',
      'ok',
    ]);
    expect(replies[0]).toMatchObject({ value: { total: 1 } });
    expect([ran.code, ran.stderr]).toEqual([1, '']);
  });

  it('is done when nothing was refused, and nothing at all is asked of nobody', async () => {
    expect(await sit(lines({ operation: 'today.board' }))).toMatchObject({ ran: { code: 0 }, replies: [{ ok: true }] });
    expect(await sit('')).toMatchObject({ ran: { code: 0, stdout: '' } });
  });
});

describe('docs/command-line.md', () => {
  it('shows a register from nothing that works as it is written', async () => {
    const page = await readFile('docs/command-line.md', 'utf8');
    const [, block = 'false'] = /### A register and its people\n+```sh\n([^`]*)```/.exec(page) ?? [];
    const passphrases = [passphraseOf('admin'), passphraseOf('teacher'), passphraseOf('leader')];
    const commands = block.replaceAll("'…'", () => `'${passphrases.shift() ?? ''}'`);
    expect(passphrases).toEqual([]);
    const home = school.path('example');
    await mkdir(home);
    const cli = fileURLToPath(new URL('../../cli/xinhu.ts', import.meta.url));
    // The page is read in the program's folder; here the register lies in a folder of its own.
    const elsewhere = commands.replace('node cli/xinhu.ts', '"$NODE" "$CLI"');
    const ran = await run('bash', ['-euo', 'pipefail', '-c', elsewhere], { cwd: home, env: { NODE: process.execPath, CLI: cli } });
    expect([ran.code, ran.stderr.includes('xinhu:')]).toEqual([0, false]);
    const replies = ran.stdout
      .split(/(?<=^\})\n/m)
      .filter((text) => text.trim() !== '')
      .map((text) => JSON.parse(text));
    expect(replies.map((reply) => reply.ok)).toEqual([true, true, true]);
    expect(replies[0].value.recoveryCode).toMatch(/\S{8,}/);
    expect(replies.slice(1).map((reply) => reply.value.role)).toEqual(['psych_teacher', 'vice_principal']);
  });
});
