/** Packages between two real registers: what is changed, misdirected, repeated or forged on the way, and what leaves at all. */
import { randomUUID } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { DocumentView } from '../../contract/cases.ts';
import type { CaseSummary } from '../../contract/shapes.ts';
import type { Input } from '../../contract/index.ts';
import { addPupil, approveAndWrite, codeOf, introduce, issue, judgedCase } from '../support/case-work.ts';
import { copyOf, officeOn } from '../support/hosts.ts';
import { identityIn, repack, unpack } from '../support/packages.ts';
import { run } from '../support/programs.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

const name = '欧阳示例';
let school: TestOffice;
let center: TestOffice;
let known: CaseSummary;
let filing: DocumentView;
let centerId = '';
let schoolId = '';
let identity = '';
let recipient = '';

type Draft = Partial<Input<'exchange.build'>>;

function draft(change: Draft = {}): Input<'exchange.build'> {
  return { requestId: randomUUID(), kind: 'submission', partnerId: centerId, documentIds: [filing.id], purpose: '报送备案表', legalBasis: '闭环管理', fieldProfile: 'named', ...change };
}

async function build(office: Pick<TestOffice, 'ask' | 'as'>, change: Draft = {}, author = 'psych_teacher') {
  await office.as(author);
  return office.ask('exchange.build', draft(change));
}

/** A submission of the school, written; answers with its path. */
async function submission(file: string, change: Draft = {}): Promise<string> {
  const { id } = await build(school, change);
  return approveAndWrite(school, id, { approver: 'vice_principal', name: file });
}

async function importing(file: string): Promise<string> {
  return codeOf(center, 'exchange.import', { file });
}

beforeAll(async () => {
  school = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
  center = await openTestOffice('center', ['center_counselor', 'center_head']);
  await introduce(school, center);
  school.setClock(moment(1, 12));
  center.setClock(moment(2, 9));
  await school.as('psych_teacher');
  known = await judgedCase(school, { name, studentNo: 'S-700' }, moment(1, 10));
  filing = await issue(school, 'D06', known.id);
  centerId = (await school.ask('exchange.partners', {}))[0]?.officeId ?? '';
  schoolId = (await center.ask('exchange.partners', {}))[0]?.officeId ?? '';
  await center.as('center_head');
  recipient = (await center.ask('exchange.exportIdentity', { target: center.path('identity.txt'), passphrase: passphraseOf('center_head') })).recipient;
  identity = identityIn(await readFile(center.path('identity.txt'), 'utf8'));
});

afterAll(async () => {
  await school[Symbol.asyncDispose]();
  await center[Symbol.asyncDispose]();
});

describe('a draft', () => {
  it('is approved only as it was looked at, and never by its author', async () => {
    const first = await build(school);
    const second = await build(school, { purpose: '补报' });
    expect(await codeOf(school, 'exchange.write', { packageId: first.id, target: school.path('early.age') })).toBe('PACKAGE_NOT_APPROVED');
    await school.as('vice_principal');
    const seen = await Promise.all([first.id, second.id].map((packageId) => school.ask('exchange.preview', { packageId })));
    const [one, two] = seen.map(({ view }) => view.manifestHash);
    const approve = (packageId: string, manifestHash: string | undefined) => codeOf(school, 'exchange.approve', { packageId, manifestHash, passphrase: passphraseOf('vice_principal') });
    expect(await codeOf(school, 'exchange.approve', { packageId: first.id, manifestHash: one, passphrase: passphraseOf('psych_teacher') })).toBe('PASSPHRASE_WRONG');
    expect(await approve(first.id, two)).toBe('SIGNATURE_INVALID');
    // Both were shown with the next number; only one of them can have it.
    expect((await Promise.all([approve(first.id, one), approve(second.id, two)])).toSorted()).toEqual(['SIGNATURE_INVALID', 'ok']);
    expect([await approve(first.id, one), await approve(second.id, two)].toSorted()).toEqual(['PACKAGE_NOT_DRAFT', 'SIGNATURE_INVALID']);
    const left = (await school.ask('exchange.list', { direction: 'out' })).find((view) => view.status === 'draft');
    expect(await approve(left?.id ?? '', left?.manifestHash)).toBe('ok');
    const sent = await school.ask('exchange.list', { direction: 'out' });
    expect(sent.map((view) => view.sequence).toSorted()).toEqual([1, 2]);
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
    const { id } = await build(center, { kind: 'letter', partnerId: schoolId, documentIds: [letter.id] }, 'center_head');
    const { view } = await center.ask('exchange.preview', { packageId: id });
    expect(await codeOf(center, 'exchange.approve', { packageId: id, manifestHash: view.manifestHash, passphrase: passphraseOf('center_head') })).toBe('AUTHOR_CANNOT_SIGN');
    expect(await codeOf(center, 'exchange.build', draft({ kind: 'letter', partnerId: schoolId, documentIds: [letter.id], fieldProfile: 'statistical' }))).toBe('PACKAGE_KIND_WRONG');
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
    ] as const) expect(await codeOf(school, 'exchange.build', draft({ ...change, documentIds: [...(change.documentIds ?? [filing.id])], caseIds: 'caseIds' in change ? [...change.caseIds] : [] }))).toBe(code);
  });
});

describe('a package on its way', () => {
  it('with a changed byte anywhere is refused, and nothing of it is kept', { timeout: 60_000 }, async () => {
    const bytes = await readFile(await submission('whole.age'));
    await center.as('center_counselor');
    const before = await center.ask('exchange.list', {});
    const damages: readonly (readonly [string, Uint8Array])[] = [
      ...[0, 30, 120, Math.floor(bytes.length / 2), bytes.length - 1].map((at) => [`byte ${at}`, bytes.map((byte, index) => (index === at ? byte ^ 1 : byte))] as const),
      ['cut', bytes.subarray(0, bytes.length - 1)],
      ['cut in the middle', bytes.subarray(0, Math.floor(bytes.length / 2))],
      ['longer', Buffer.concat([bytes, Buffer.from([0])])],
      ['empty', new Uint8Array()],
      ['text', Buffer.from('not a package')],
    ];
    for (const [what, damaged] of damages) {
      await writeFile(center.path('damaged.age'), damaged);
      expect([what, await importing(center.path('damaged.age'))]).toEqual([what, expect.stringMatching(/^PACKAGE_(DAMAGED|NOT_FOR_US)$/)]);
      expect(await codeOf(center, 'exchange.verify', { file: center.path('damaged.age') })).toMatch(/^PACKAGE_(DAMAGED|NOT_FOR_US)$/);
    }
    expect(await center.ask('exchange.list', {})).toEqual(before);
    expect(await importing(center.path('nothing.age'))).toBe('FILE_UNREADABLE');
    expect(await importing('/dev/zero')).toBe('FILE_UNREADABLE');
  });

  it('put together again by somebody who could open it is refused by its signature and its list', async () => {
    const files = await unpack(await readFile(await submission('opened.age')), identity);
    await center.as('center_counselor');
    const edited = (path: string, change: (text: string) => string): Promise<Uint8Array> => {
      const content = files.get(path);
      if (content === undefined) throw new Error('a package has this file');
      return repack(new Map([...files, [path, Buffer.from(change(Buffer.from(content).toString('latin1')), 'latin1')]]), recipient);
    };
    const [document = ''] = [...files.keys()].filter((path) => path.endsWith('.pdf'));
    const stranger = await unpack(await readFile(await submission('other.age', { purpose: '别的' })), identity);
    await center.as('center_counselor');
    for (const [code, bytes] of [
      ['PACKAGE_SIGNATURE_INVALID', await edited('manifest.json', (text) => text.replace('"sequence":', '"sequence":1'))],
      ['PACKAGE_SIGNATURE_INVALID', await edited('manifest.sig', (text) => `${text.slice(0, -1)}${String.fromCharCode(text.charCodeAt(text.length - 1) ^ 1)}`)],
      ['PACKAGE_HOSTILE', await edited('files/data.json', (text) => text.replace('R3', 'R2'))],
      ['PACKAGE_HOSTILE', await edited(document, (text) => `${text} `)],
      ['PACKAGE_HOSTILE', await repack(new Map([...files, ['files/more.txt', Buffer.from('x')]]), recipient)],
      ['PACKAGE_HOSTILE', await repack(new Map([...files].filter(([path]) => path !== document)), recipient)],
      ['PACKAGE_SIGNATURE_INVALID', await repack(new Map([...files, ['manifest.sig', stranger.get('manifest.sig') ?? new Uint8Array()]]), recipient)],
    ] as const) {
      await writeFile(center.path('forged.age'), bytes);
      expect(await importing(center.path('forged.age'))).toBe(code);
    }
    // Put together without a change it is still what was signed.
    await writeFile(center.path('same.age'), await repack(files, recipient));
    expect(await importing(center.path('same.age'))).toBe('ok');
    expect(await importing(school.path('opened.age'))).toBe('PACKAGE_REPLAY');
  });

  it('for another office, or signed by nobody whom a card named, is refused until the card comes', { timeout: 60_000 }, async () => {
    const file = await submission('meant-for-center.age');
    await using stranger = await openTestOffice('center', ['center_counselor']);
    await stranger.as('admin');
    await stranger.ask('exchange.addPartner', { file: school.path('school.json') });
    await stranger.as('center_counselor');
    expect(await codeOf(stranger, 'exchange.import', { file })).toBe('PACKAGE_NOT_FOR_US');
    await school.as('admin');
    await school.ask('users.add', { login: 'new_leader', displayName: '新任副校长', role: 'vice_principal', passphrase: passphraseOf('new_leader') });
    const { id } = await build(school);
    const unknown = await approveAndWrite(school, id, { approver: 'new_leader', name: 'new-leader.age' });
    await center.as('center_counselor');
    expect(await importing(unknown)).toBe('PACKAGE_SIGNER_UNKNOWN');
    await school.as('admin');
    await school.ask('exchange.exportCard', { target: school.path('school-2.json') });
    await center.as('admin');
    const text = await readFile(school.path('school-2.json'), 'utf8');
    await writeFile(center.path('edited.json'), text.replace('示例初级中学', '示例高级中学'));
    expect(await codeOf(center, 'exchange.addPartner', { file: center.path('edited.json') })).toBe('CARD_INVALID');
    expect(await codeOf(center, 'exchange.addPartner', { file: center.path('center.json') })).toBe('CARD_INVALID');
    await center.ask('exchange.addPartner', { file: school.path('school-2.json') });
    await center.as('center_counselor');
    expect(await importing(unknown)).toBe('ok');
  });

  it('from a register that was restored from a backup shows as a fork', async () => {
    await school.as('psych_teacher');
    await school.host.call('session.lock', {});
    await using backup = await copyOf(school.folder);
    await using restored = officeOn(backup, moment(1, 12));
    const one = await submission('history-one.age', { purpose: '甲' });
    const { id } = await build(restored, { purpose: '乙' });
    const two = await approveAndWrite(restored, id, { approver: 'vice_principal', name: 'history-two.age' });
    await center.as('center_counselor');
    expect((await center.ask('exchange.import', { file: one })).findings).not.toContain('fork');
    expect((await center.ask('exchange.import', { file: two })).findings).toEqual(['fork']);
  });
});

describe('an answer', () => {
  it('that sends a submission back marks it, says why and settles nothing', { timeout: 60_000 }, async () => {
    const { id: submitted } = await build(school, { purpose: '待退回' });
    const file = await approveAndWrite(school, submitted, { approver: 'vice_principal', name: 'returned.age' });
    await center.as('center_counselor');
    const { id } = await center.ask('exchange.import', { file });
    const { view, receiptId } = await center.ask('exchange.return', { packageId: id, reason: '缺监护人告知日期。' });
    expect([view.status, await codeOf(center, 'exchange.accept', { packageId: id }), await codeOf(center, 'exchange.return', { packageId: id, reason: '再退' })]).toEqual(['returned', 'PACKAGE_NOT_QUARANTINED', 'PACKAGE_NOT_QUARANTINED']);
    const receipt = await approveAndWrite(center, receiptId ?? '', { approver: 'center_head', name: 'receipt.age' });
    school.setClock(moment(3, 9));
    await school.as('psych_teacher');
    const arrived = await school.ask('exchange.import', { file: receipt });
    const said = await school.ask('exchange.preview', { packageId: arrived.id });
    expect(said.fields.map((one) => one.value)).toContain('已退回：缺监护人告知日期。');
    expect(await school.ask('exchange.accept', { packageId: arrived.id })).toMatchObject({ cases: [], receiptId: null });
    expect((await school.ask('exchange.list', { direction: 'out' })).find((one) => one.id === submitted)?.status).toBe('returned');
    const { summary, obligations } = await school.ask('cases.file', { caseId: known.id });
    expect(summary.stage).toBe('assessed');
    expect(obligations.find((one) => one.ruleId === 'T_FILE')?.end).toBeNull();
    expect(await codeOf(school, 'exchange.import', { file: receipt })).toBe('PACKAGE_REPLAY');
  });

  it('that accepts settles the case, and a later receipt for the same package changes nothing', { timeout: 60_000 }, async () => {
    const file = await submission('accepted.age', { purpose: '终报' });
    await center.as('center_counselor');
    const { id } = await center.ask('exchange.import', { file });
    const [first, second] = await Promise.all([center.host.ask('exchange.accept', { packageId: id }), center.host.ask('exchange.accept', { packageId: id })]);
    expect([first.ok, second.ok].toSorted()).toEqual([false, true]);
    const taken = first.ok ? first : second;
    if (!taken.ok) throw new Error(taken.error.code);
    const receipt = await approveAndWrite(center, taken.value.receiptId ?? '', { approver: 'center_head', name: 'accepted-receipt.age' });
    await school.as('psych_teacher');
    const arrived = await school.ask('exchange.import', { file: receipt });
    expect((await school.ask('exchange.accept', { packageId: arrived.id })).cases).toEqual([known.id]);
    expect((await school.ask('cases.file', { caseId: known.id })).summary.stage).toBe('filed');
  });
});

describe('the statistical profile', () => {
  it('names nobody in any file or line, and takes no document that does', async () => {
    await school.as('psych_teacher');
    expect(await codeOf(school, 'exchange.build', draft({ fieldProfile: 'statistical' }))).toBe('PACKAGE_KIND_WRONG');
    await addPupil(school, { name: '示例旁', studentNo: 'S-701' });
    const zero = await school.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-08-31' });
    await school.as('vice_principal');
    await school.ask('signing.sign', { documentId: zero.id, pdfSha256: zero.pdf.sha256, passphrase: passphraseOf('vice_principal') });
    const { id } = await build(school, { documentIds: [zero.id], caseIds: [known.id], fieldProfile: 'statistical' });
    const seen = JSON.stringify(await school.ask('exchange.preview', { packageId: id }));
    const file = await approveAndWrite(school, id, { approver: 'vice_principal', name: 'statistical.age' });
    const texts = [...(await unpack(await readFile(file), identity))].filter(([path]) => !/\.(docx|pdf)$/.test(path)).map(([, bytes]) => Buffer.from(bytes).toString('utf8'));
    expect(texts.join()).toContain(known.caseNo);
    for (const text of [seen, ...texts]) for (const secret of [name, 'S-700', '七（1）班', '示例家长', '19900001111', '示例旁']) expect(text).not.toContain(secret);
    await school.as('psych_teacher');
    const { html } = await school.ask('documents.view', { documentId: zero.id });
    expect([html.includes('零报告'), html.includes(name)]).toEqual([true, false]);
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
    expect(tries.toSorted()).toEqual(['center_head PASSPHRASE_WRONG', 'center_head ok']);
  });

  it('opens a package with age and openssl by the commands of the documentation', { timeout: 60_000 }, async () => {
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
    for (const [office, login] of [[school, 'psych_teacher'], [center, 'center_counselor']] as const) {
      await office.as(login);
      expect((await office.ask('register.verify', {})).findings).toEqual([]);
    }
  });
});
