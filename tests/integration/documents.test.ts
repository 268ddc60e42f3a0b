/** Issuing: what is missing, what is hostile, what is numbered, and what happens to bytes that somebody changed. */
import { chmod, mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseSummary } from '../../contract/shapes.ts';
import type { DocumentView } from '../../contract/cases.ts';
import { packageLimits } from '../../main/register/package/envelope.ts';
import { readZip } from '../../main/register/package/zip-read.ts';
import { codeOf, issue, judgedCase, record } from '../support/case-work.ts';
import { rawDatabase } from '../support/hosts.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let office: TestOffice;
let known: CaseSummary;
const measures = { schoolMeasures: ['安排专人陪伴。'] };

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  office.setClock(moment(4, 15));
  await office.as('psych_teacher');
  known = await judgedCase(office, { name: '示例生', studentNo: 'S-1' }, moment(1, 10));
});

afterAll(() => office[Symbol.asyncDispose]());

function ordinalOf(view: Pick<DocumentView, 'number'>): number {
  return Number(/(\d+)号$/.exec(view.number)?.[1]);
}

async function refusalOf(type: string, caseId: string | null, answers: Readonly<Record<string, unknown>> = {}) {
  const reply = await office.host.call('documents.issue', { requestId: randomUUID(), type, caseId, answers });
  if (reply.ok) throw new Error('this was to be refused');
  return reply.error;
}

/** The main part of an issued docx, as its XML. */
async function xmlOf(view: DocumentView): Promise<string> {
  const target = office.path(`${view.id}.docx`);
  await office.ask('documents.export', { documentId: view.id, format: 'docx', target });
  const zip = await readZip(await readFile(target), packageLimits);
  const part = zip.ok ? await zip.value.unpack('word/document.xml') : null;
  if (part?.ok !== true) throw new Error('a docx has a main part');
  return Buffer.from(part.value).toString('utf8');
}

it('is listed by type with what it is about', async () => {
  const types = await office.ask('documents.types', {});
  expect(Object.fromEntries(types.map(({ type, about }) => [type, about]))).toEqual({ D02: 'case', D06: 'case', D07: 'plan', D09: 'week', L01: 'list' });
  const { issuable } = await office.ask('cases.file', { caseId: known.id });
  expect(issuable).toEqual(['D02', 'D06']);
});

describe('a document that cannot be issued', () => {
  it('names its gaps, stores nothing and uses no number', async () => {
    const before = await office.ask('register.counts', {});
    expect(await refusalOf('D02', known.id)).toEqual({ code: 'DOCUMENT_GAPS', params: { fields: ['schoolMeasures'] } });
    const preview = await office.ask('documents.preview', { type: 'D02', caseId: known.id, answers: {} });
    expect(preview.gaps.map((gap) => gap.field)).toEqual(['schoolMeasures']);
    expect(await refusalOf('D07', known.id)).toMatchObject({ code: 'DOCUMENT_GAPS' });
    for (const type of ['D01', 'D09', 'D99', 'valueOf', '']) expect((await refusalOf(type, known.id)).code).toBe('DOCUMENT_TYPE_UNKNOWN');
    expect((await refusalOf('D06', null)).code).toBe('CASE_UNKNOWN');
    const after = await office.ask('register.counts', {});
    expect(after['documents']).toBe(before['documents']);
    expect(ordinalOf(await issue(office, 'D02', known.id, measures))).toBe(1);
  });

  it('because no font has a character says which one, and the next one gets the number', async () => {
    const first = ordinalOf(await issue(office, 'D06', known.id));
    expect(await refusalOf('D06', known.id, { mood: '示例🐂' })).toEqual({ code: 'FONT_MISSING_CHARACTER', params: { codePoint: 'U+1F402' } });
    expect(await refusalOf('D06', known.id, { triggerEvent: '𓀀' })).toEqual({ code: 'FONT_MISSING_CHARACTER', params: { codePoint: 'U+13000' } });
    expect((await refusalOf('D06', known.id, { triggerEvent: '示例\u0007' })).code).toBe('TEXT_INVALID');
    expect(ordinalOf(await issue(office, 'D06', known.id))).toBe(first + 1);
    const rare = await judgedCase(office, { name: '𠅤䶮𬭎𫖯', studentNo: 'S-3' }, moment(1, 10));
    expect(ordinalOf(await issue(office, 'D06', rare.id))).toBe(first + 2);
  });
});

describe('what stands in a document', () => {
  it('is what the person answered, where they answered', async () => {
    const view = await issue(office, 'D06', known.id, { discoveredBy: '夜班宿管', destination: '未成年人保护办公室', unheardOf: '不在表里' });
    const { html } = await office.ask('documents.view', { documentId: view.id });
    expect([html.includes('夜班宿管'), html.includes('未成年人保护办公室'), html.includes('不在表里')]).toEqual([true, true, false]);
  });

  it('stays text, whatever it looks like', async () => {
    const hostile = [
      '<script>alert(1)</script>',
      '**粗** _斜_ # 标题',
      '{{office.name}} ${x} {%x%}',
      '::letterhead :::grid',
      '</w:t></w:r><w:r>',
      '&lt;b&gt;',
      '[链](javascript:alert(1))',
      '=HYPERLINK("x")',
      '| a | b |',
    ];
    const marked = await judgedCase(office, { name: '<b>示例</b>', studentNo: 'S-4"><img>' }, moment(1, 10));
    const view = await issue(office, 'D06', marked.id, { triggerEvent: hostile.join('\n'), mood: '\n\n:::\n---\n' });
    const { html } = await office.ask('documents.view', { documentId: view.id });
    expect(html).not.toMatch(/<script|<img|<b>示例|href="javascript/);
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(html).toContain('**粗** _斜_ # 标题');
    expect(html).toContain('{{office.name}}');
    const xml = await xmlOf(view);
    expect(xml).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
    expect(xml).toContain('&lt;/w:t&gt;&lt;/w:r&gt;&lt;w:r&gt;');
    expect(xml).toContain('&amp;lt;b&amp;gt;');
    expect(xml).toContain('{{office.name}}');
  });
});

describe('numbers', () => {
  it('run in each series without gaps, for documents of all types issued at once', async () => {
    await record(office, known.id, { type: 'plan_drafted', at: moment(1, 11) });
    const issued = await Promise.all([
      ...['D06', 'D02', 'D07', 'D06', 'D02', 'D07'].map((type) => issue(office, type, known.id, type === 'D02' ? measures : {})),
      office.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-09-21' }),
    ]);
    expect(issued).toHaveLength(7);
    for (const type of ['D02', 'D06', 'D07', 'D09']) {
      const { rows } = await office.ask('documents.register', { type, limit: 200 });
      expect([type, rows.map(ordinalOf).toSorted((a, b) => a - b)]).toEqual([type, rows.map((_, index) => index + 1)]);
    }
  });
});

describe('versions of a plan', () => {
  it('replace what nobody signed, and leave what somebody signed', async () => {
    const { id: caseId } = await judgedCase(office, { name: '示例案', studentNo: 'S-5' }, moment(1, 10));
    await record(office, caseId, { type: 'plan_drafted', at: moment(1, 11) });
    const first = await issue(office, 'D07', caseId);
    const second = await issue(office, 'D07', caseId);
    const sign = (view: DocumentView) =>
      codeOf(office, 'signing.sign', { documentId: view.id, pdfSha256: view.pdf.sha256, passphrase: passphraseOf('vice_principal') });
    const statuses = async () => {
      const { documents } = await office.ask('cases.file', { caseId });
      return [first, second].map((view) => documents.find((one) => one.id === view.id)?.status);
    };
    expect(await statuses()).toEqual(['replaced', 'issued']);
    await office.as('vice_principal');
    expect([await sign(first), await sign(second)]).toEqual(['DOCUMENT_SUPERSEDED', 'ok']);
    await office.as('psych_teacher');
    await record(office, caseId, { type: 'plan_drafted', at: moment(1, 12), payload: { reason: '补充看护安排。' } });
    const third = await issue(office, 'D07', caseId);
    expect([third.version, third.status, await statuses()]).toEqual([2, 'issued', ['replaced', 'signed']]);
    await office.as('vice_principal');
    expect(await codeOf(office, 'signing.return', { documentId: third.id, comment: '请补充。' })).toBe('ok');
    expect(await sign(third)).toBe('DOCUMENT_SUPERSEDED');
    await office.as('psych_teacher');
    expect(await office.ask('documents.register', { caseId, type: 'D07' })).toMatchObject({ total: 3 });
  });
});

describe('an export', () => {
  it('replaces a file that is there, says when it cannot, and never touches the register', async () => {
    const view = await issue(office, 'D06', known.id);
    const to = (target: string) => codeOf(office, 'documents.export', { documentId: view.id, format: 'pdf', target });
    const target = office.path('there.pdf');
    await writeFile(target, 'before');
    expect(await to(target)).toBe('ok');
    expect((await readFile(target)).length).toBe(view.pdf.bytes);
    await mkdir(office.path('folder'));
    expect([await to(office.path('folder')), await to(office.path('nowhere/x.pdf'))]).toEqual(['FILE_NOT_WRITTEN', 'FILE_NOT_WRITTEN']);
    const before = await readdir(office.folder);
    for (const name of ['register.db', 'keyslots.json', 'new.pdf', 'backups/../keyslots.json'])
      expect(await to(`${office.folder}/${name}`)).toBe('FILE_NOT_WRITTEN');
    expect(await readdir(office.folder)).toEqual(before);
    await mkdir(office.path('closed'));
    await chmod(office.path('.'), 0o755);
    await chmod(office.path('closed'), 0o555);
    const superuser = process.geteuid?.() === 0;
    if (superuser) process.seteuid?.(65_534);
    const refused = await to(office.path('closed/x.pdf'));
    if (superuser) process.seteuid?.(0);
    expect(refused).toBe('FOLDER_READ_ONLY');
    expect(await readdir(office.path('closed'))).toEqual([]);
    expect(await codeOf(office, 'documents.export', { documentId: view.id, format: 'signature', target })).toBe('SIGNATURE_MISSING');
  });
});

describe('stored bytes that somebody changed', () => {
  it('are reported, not handed out, not signed and not sent', async () => {
    const { id: caseId } = await judgedCase(office, { name: '示例改', studentNo: 'S-6' }, moment(1, 10));
    await record(office, caseId, { type: 'plan_drafted', at: moment(1, 11) });
    const signed = await issue(office, 'D07', caseId);
    await office.as('vice_principal');
    await office.ask('signing.sign', { documentId: signed.id, pdfSha256: signed.pdf.sha256, passphrase: passphraseOf('vice_principal') });
    await office.ask('documents.export', { documentId: signed.id, format: 'pdf', target: office.path('genuine.pdf') });
    await office.as('psych_teacher');
    const weekly = await office.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-09-14' });
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
    await office.host.call('session.lock', {});

    const connection = await rawDatabase(office.folder, { login: 'admin', passphrase: passphraseOf('admin') });
    for (const row of await connection.all("SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name = 'blob'"))
      await connection.exec(`DROP TRIGGER "${String(row['name'])}"`);
    for (const view of [signed, weekly]) {
      const [row] = await connection.all('SELECT bytes FROM blob WHERE sha256 = ?', [view.pdf.sha256]);
      const bytes = Uint8Array.from(row?.['bytes'] as Uint8Array);
      bytes[500] = (bytes[500] ?? 0) ^ 1;
      await connection.run('UPDATE blob SET bytes = ? WHERE sha256 = ?', [bytes, view.pdf.sha256]);
    }
    await connection.close();

    await office.as('vice_principal');
    const verdict = await office.ask('register.verify', {});
    expect(verdict.ok).toBe(false);
    const found = verdict.findings.map((one) => `${one.code} ${one.subject}`).toSorted();
    expect(found).toEqual([`BLOB_EDITED ${signed.pdf.sha256}`, `BLOB_EDITED ${weekly.pdf.sha256}`, `SIGNATURE_INVALID ${signed.id}`].toSorted());
    const judged = await office.ask('documents.verify', { file: office.path('genuine.pdf') });
    expect([judged.known, judged.signatures.map((one) => one.valid)]).toEqual([true, [false]]);
    for (const [name, input] of [
      ['documents.export', { documentId: signed.id, format: 'pdf', target: office.path('changed.pdf') }],
      ['documents.pdf', { documentId: signed.id }],
      ['signing.sign', { documentId: weekly.id, pdfSha256: weekly.pdf.sha256, passphrase: passphraseOf('vice_principal') }],
    ] as const)
      expect([name, await codeOf(office, name, input)]).toEqual([name, 'DB_DAMAGED']);
    await expect(readFile(office.path('changed.pdf'))).rejects.toThrow('ENOENT');
    expect(await codeOf(office, 'documents.export', { documentId: signed.id, format: 'docx', target: office.path('whole.docx') })).toBe('ok');
  });
});
