/** What leaves an office: drafts and their approval, the statistical profile, and the office's own identity. */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPupil, approveAndWrite, codeOf, issue, judgedCase } from '../support/case-work.ts';
import { openPair, pairSecrets, type Pair } from '../support/exchange-pair.ts';
import { unpack } from '../support/packages.ts';
import { run } from '../support/programs.ts';
import { moment, passphraseOf } from '../support/test-office.ts';
import '../support/patience.ts';

let pair: Pair;
let school: Pair['school'];
let center: Pair['center'];
let known: Pair['known'];
let filing: Pair['filing'];
let schoolId: Pair['schoolId'];
let identity: Pair['identity'];
let draftOf: Pair['draftOf'];
let build: Pair['build'];
let submission: Pair['submission'];
let importing: Pair['importing'];

beforeAll(async () => {
  pair = await openPair();
  ({ school, center, known, filing, schoolId, identity, draftOf, build, submission, importing } = pair);
});

afterAll(() => pair[Symbol.asyncDispose]());

describe('a draft', () => {
  it('is approved only as it was looked at, and never by its author', async () => {
    const first = await build();
    const second = await build(school, { purpose: '补报' });
    expect(await codeOf(school, 'exchange.write', { packageId: first.id, target: school.path('early.age') })).toBe('PACKAGE_NOT_APPROVED');
    await school.as('vice_principal');
    const seen = await Promise.all([first.id, second.id].map((packageId) => school.ask('exchange.preview', { packageId })));
    const [one, two] = seen.map(({ view }) => view.manifestHash);
    const approve = (packageId: string, manifestHash: string | undefined) =>
      codeOf(school, 'exchange.approve', { packageId, manifestHash, passphrase: passphraseOf('vice_principal') });
    expect(await codeOf(school, 'exchange.approve', { packageId: first.id, manifestHash: one, passphrase: passphraseOf('psych_teacher') })).toBe(
      'PASSPHRASE_WRONG',
    );
    expect(await approve(first.id, two)).toBe('SIGNATURE_INVALID');
    // Both were shown with the next number; only one of them can have it.
    expect((await Promise.all([approve(first.id, one), approve(second.id, two)])).toSorted()).toEqual(['SIGNATURE_INVALID', 'ok']);
    expect([await approve(first.id, one), await approve(second.id, two)].toSorted()).toEqual(['PACKAGE_NOT_DRAFT', 'SIGNATURE_INVALID']);
    const left = (await school.ask('exchange.list', { direction: 'out' })).find((view) => view.status === 'draft');
    expect(await approve(left?.id ?? '', left?.manifestHash)).toBe('ok');
    const sent = await school.ask('exchange.list', { direction: 'out' });
    expect(new Set(sent.map((view) => view.sequence))).toEqual(new Set([1, 2]));
    const files = sent.toSorted((a, b) => a.sequence - b.sequence).map((view) => ({ packageId: view.id, target: school.path(`draft-${view.sequence}.age`) }));
    for (const file of files) await school.ask('exchange.write', file);
    await center.as('center_counselor');
    const arrived = [];
    for (const file of files.toReversed()) arrived.push((await center.ask('exchange.import', { file: file.target })).findings);
    expect(arrived).toEqual([['gap'], []]);
    for (const file of files) expect(await importing(file.target)).toBe('PACKAGE_REPLAY');
  });

  it('of the head of a centre waits for another head', async () => {
    await center.as('center_head');
    const letterCase = await judgedCase(center, { name: '示例信', studentNo: 'S-800' }, moment(2, 8));
    const letter = await issue(center, 'D01', letterCase.id, { recipient: '示例初级中学', advice: ['陪伴。'], strategy: ['启动预案。'] });
    const { id } = await center.ask('exchange.build', draftOf({ kind: 'letter', partnerId: schoolId, documentIds: [letter.id] }));
    const { view } = await center.ask('exchange.preview', { packageId: id });
    expect(await codeOf(center, 'exchange.approve', { packageId: id, manifestHash: view.manifestHash, passphrase: passphraseOf('center_head') })).toBe(
      'AUTHOR_CANNOT_SIGN',
    );
    expect(
      await codeOf(center, 'exchange.build', draftOf({ kind: 'letter', partnerId: schoolId, documentIds: [letter.id], fieldProfile: 'statistical' })),
    ).toBe('PACKAGE_KIND_WRONG');
  });

  it('takes no unsigned plan, nothing unknown and nothing at all', async () => {
    await school.as('psych_teacher');
    const weekly = await school.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-09-07' });
    const unknown = randomUUID();
    for (const [change, code] of [
      [{ documentIds: [weekly.id] }, 'SIGNATURE_MISSING'],
      [{ documentIds: [unknown] }, 'DOCUMENT_UNKNOWN'],
      [{ documentIds: [], caseIds: [unknown] }, 'CASE_UNKNOWN'],
      [{ documentIds: [] }, 'PACKAGE_EMPTY'],
      [{ partnerId: unknown }, 'PARTNER_UNKNOWN'],
    ] as const)
      expect(
        await codeOf(
          school,
          'exchange.build',
          draftOf({ ...change, documentIds: [...(change.documentIds ?? [filing.id])], caseIds: 'caseIds' in change ? [...change.caseIds] : [] }),
        ),
      ).toBe(code);
  });
});

describe('the statistical profile', () => {
  it('names nobody in any file or line, and takes no document that does', async () => {
    await school.as('psych_teacher');
    expect(await codeOf(school, 'exchange.build', draftOf({ fieldProfile: 'statistical' }))).toBe('PACKAGE_KIND_WRONG');
    await addPupil(school, { name: '示例旁', studentNo: 'S-701' });
    const zero = await school.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-08-31' });
    await school.as('vice_principal');
    await school.ask('signing.sign', { documentId: zero.id, pdfSha256: zero.pdf.sha256, passphrase: passphraseOf('vice_principal') });
    const { id } = await build(school, { documentIds: [zero.id], caseIds: [known.id], fieldProfile: 'statistical' });
    const seen = JSON.stringify(await school.ask('exchange.preview', { packageId: id }));
    const file = await approveAndWrite(school, id, { approver: 'vice_principal', name: 'statistical.age' });
    const texts = [...(await unpack(await readFile(file), identity))]
      .filter(([path]) => !/\.(docx|pdf)$/.test(path))
      .map(([, bytes]) => Buffer.from(bytes).toString('utf8'));
    expect(texts.join()).toContain('"total":"<5"');
    for (const text of [seen, ...texts])
      for (const secret of [known.caseNo, known.id, pairSecrets.name, pairSecrets.studentNo, '七（1）班', '示例家长', '19900001111', '示例旁'])
        expect(text).not.toContain(secret);
    await school.as('psych_teacher');
    const { html } = await school.ask('documents.view', { documentId: zero.id });
    expect([html.includes('零报告'), html.includes(pairSecrets.name)]).toEqual([true, false]);
  });
});

describe('the office identity', () => {
  it('is written only for the passphrase, and both the try and the export are in the audit trail', async () => {
    await center.as('center_head');
    const target = center.path('never.txt');
    expect(await codeOf(center, 'exchange.exportIdentity', { target, passphrase: 'not-the-right-one' })).toBe('PASSPHRASE_WRONG');
    await expect(readFile(target)).rejects.toThrow('ENOENT');
    const { rows } = await center.ask('audit.list', { limit: 200 });
    const tries = rows.filter((row) => row.operation === 'exchange.exportIdentity').map((row) => `${row.login} ${row.outcome}`);
    expect(tries.toSorted()).toEqual(['center_head PASSPHRASE_WRONG', 'center_head attempt', 'center_head ok']);
  });

  it('opens a package with age and openssl by the commands of the documentation', async () => {
    const file = await submission('package.xinhu', { purpose: '公开工具' });
    const page = await readFile('docs/formats/package.md', 'utf8');
    const commands = /```sh\n([^`]*)```/.exec(page)?.[1] ?? 'false';
    await writeFile(school.path('identity.txt'), await readFile(center.path('identity.txt')));
    const followed = await run('bash', ['-euo', 'pipefail', '-c', commands], { cwd: file.replace(/\/[^/]+$/, ''), env: { LC_ALL: 'C.UTF-8' } });
    expect([followed.code, followed.stderr.includes('rror')]).toEqual([0, false]);
    expect(followed.stdout).toMatch(/Signature Verified Successfully/);
  });
});

describe('afterwards', () => {
  it('both registers verify', async () => {
    for (const [office, login] of [
      [school, 'psych_teacher'],
      [center, 'center_head'],
    ] as const) {
      await office.as(login);
      expect((await office.ask('register.verify', {})).findings).toEqual([]);
    }
  });
});
