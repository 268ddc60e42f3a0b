/** What a document may say, what a signature is under, and what proves that a paper is the one that was issued. */
import { readFile, writeFile } from 'node:fs/promises';
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CaseSummary } from '../../contract/shapes.ts';
import { addPupil, approveAndWrite, codeOf, confirmedConference, introduce, issue, judgedCase, openCase, record } from '../support/case-work.ts';
import { rawDatabase } from '../support/hosts.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

let office: TestOffice;
let known: CaseSummary;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  office.setClock(moment(1, 12));
  await office.as('psych_teacher');
  known = await judgedCase(office, { name: '示例生', studentNo: 'S-1' }, moment(1, 10));
  await record(office, known.id, { type: 'plan_drafted', at: moment(1, 11) });
});

afterAll(() => office[Symbol.asyncDispose]());

describe('an answer over what the register knows', () => {
  it('is refused by name of the field, in the preview as in the document', async () => {
    const fixed = { ok: false, error: { code: 'FIELD_FIXED', params: { fields: ['pupilName', 'overview'] } } };
    const asked = { type: 'D07', caseId: known.id, answers: { overview: 'x', pupilName: '另一个孩子' } };
    expect(await office.host.call('documents.preview', asked)).toEqual(fixed);
    expect(await office.host.call('documents.issue', { ...asked, requestId: randomUUID() })).toEqual(fixed);
    expect((await office.ask('documents.register', { caseId: known.id })).total).toBe(0);
  });

  it('is shown as impossible before anybody types', async () => {
    const { fields } = await office.ask('documents.preview', { type: 'D06', caseId: known.id, answers: {} });
    const answerable = (id: string) => fields.find((field) => field.id === id)?.answerable;
    expect([answerable('pupilName'), answerable('riskGrade'), answerable('triggerEvent'), answerable('destination')]).toEqual([false, false, true, true]);
    expect((await issue(office, 'D06', known.id, { triggerEvent: '改过的话' })).status).toBe('issued');
  });
});

describe('papers of an earlier loop', () => {
  const at = moment(1, 12);

  /** Judged R2, so that the loop can be closed without sending its plan; the clock stands still, as loops of one day may. */
  async function loop(of: TestOffice, caseId: string, grade: 'R2' | 'R3') {
    await record(of, caseId, { type: 'interview_held', at });
    await record(of, caseId, { type: 'grade_decided', at, payload: { grade, outcome: 'crisis', triggers: grade === 'R3' ? ['suicidal_tendency'] : [] } });
    await record(of, caseId, { type: 'plan_drafted', at });
    const { summary } = await of.ask('cases.file', { caseId });
    // A loop opened again has no crisis types of its own yet.
    return { filing: await issue(of, 'D06', caseId, summary.loop > 1 ? { crisisTypes: ['自杀意念'] } : {}), plan: await issue(of, 'D07', caseId) };
  }

  async function reopened(of: TestOffice, caseId: string) {
    const conferenceId = await confirmedConference(of, caseId, { recordedBy: 'psych_teacher', at, agreesToClose: true });
    await record(of, caseId, { type: 'case_closed', at, payload: { conferenceId } });
    await record(of, caseId, { type: 'case_reopened', at });
  }

  const sign = (of: TestOffice, plan: { readonly id: string; readonly pdf: { readonly sha256: string } }) =>
    codeOf(of, 'signing.sign', { documentId: plan.id, pdfSha256: plan.pdf.sha256, passphrase: passphraseOf('vice_principal') });

  it('are neither signed nor returned for the plan of the new one', async () => {
    await office.as('psych_teacher');
    const { id } = await openCase(office, (await addPupil(office, { name: '示例轮', studentNo: 'S-8' })).id, at);
    const first = await loop(office, id, 'R2');
    await reopened(office, id);
    await record(office, id, { type: 'interview_held', at });
    await record(office, id, { type: 'grade_decided', at, payload: { grade: 'R3', outcome: 'crisis', triggers: ['suicidal_tendency'] } });
    await record(office, id, { type: 'plan_drafted', at });
    await office.as('vice_principal');
    expect([await sign(office, first.plan), await codeOf(office, 'signing.return', { documentId: first.plan.id, comment: '请补充。' })]).toEqual([
      'DOCUMENT_SUPERSEDED',
      'DOCUMENT_SUPERSEDED',
    ]);
    await office.as('psych_teacher');
    const second = await issue(office, 'D07', id);
    await office.as('vice_principal');
    expect([second.version, await sign(office, second)]).toEqual([first.plan.version, 'ok']);
    await office.as('psych_teacher');
  });

  it('settle nothing when the centre answers for them; those of the present one do', { timeout: 60_000 }, async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    await using center = await openTestOffice('center', ['center_counselor', 'center_head']);
    for (const each of [school, center]) each.setClock(moment(1, 12));
    await introduce(school, center);
    await school.as('psych_teacher');
    const { id } = await openCase(school, (await addPupil(school, { name: '示例轮', studentNo: 'S-8' })).id, at);
    const [centerOffice] = await school.ask('exchange.partners', {});
    const receiptFor = async (papers: Awaited<ReturnType<typeof loop>>, name: string) => {
      await school.as('psych_teacher');
      const draft = await school.ask('exchange.build', {
        requestId: randomUUID(),
        kind: 'submission',
        partnerId: centerOffice?.officeId ?? '',
        documentIds: [papers.filing.id, papers.plan.id],
        purpose: '报送',
        legalBasis: '闭环管理',
        fieldProfile: 'named',
      });
      const sent = await approveAndWrite(school, draft.id, { approver: 'vice_principal', name: `${name}.age` });
      await center.as('center_counselor');
      const arrived = await center.ask('exchange.import', { file: sent });
      const { receiptId } = await center.ask('exchange.accept', { packageId: arrived.id });
      const answer = await approveAndWrite({ ...center }, receiptId ?? '', { approver: 'center_head', name: `${name}-receipt.age` });
      await school.as('psych_teacher');
      const back = await school.ask('exchange.import', { file: answer });
      return (await school.ask('exchange.accept', { packageId: back.id })).cases;
    };
    const first = await loop(school, id, 'R2');
    await school.as('vice_principal');
    expect(await sign(school, first.plan)).toBe('ok');
    await school.as('psych_teacher');
    await reopened(school, id);
    const second = await loop(school, id, 'R3');
    await school.as('vice_principal');
    expect(await sign(school, second.plan)).toBe('ok');
    expect(await receiptFor(first, 'first')).toEqual([]);
    expect((await school.ask('cases.file', { caseId: id })).summary.stage).toBe('plan_signed');
    expect(await receiptFor(second, 'second')).toEqual([id]);
    expect((await school.ask('cases.file', { caseId: id })).summary.stage).toBe('plan_submitted');
  });
});

describe('what a copy of a paper is worth', () => {
  const verify = async (name: string, claims?: string) =>
    office.ask('documents.verify', { file: office.path(name), ...(claims === undefined ? {} : { claims }) });

  async function exported(paper: { readonly id: string }, name: string): Promise<void> {
    await office.ask('documents.export', { documentId: paper.id, format: 'pdf', target: office.path(name) });
  }

  it('depends on signatures and on whether it is in force, and a changed byte on a named paper is a change', async () => {
    await office.as('psych_teacher');
    const first = await issue(office, 'D07', known.id);
    await exported(first, 'first.pdf');
    expect((await verify('first.pdf')).verdict).toBe('unsigned');
    const second = await issue(office, 'D07', known.id);
    await exported(second, 'second.pdf');
    expect(await verify('first.pdf')).toMatchObject({ verdict: 'not_in_force', known: true });
    await office.as('vice_principal');
    expect(await codeOf(office, 'signing.sign', { documentId: second.id, pdfSha256: second.pdf.sha256, passphrase: passphraseOf('vice_principal') })).toBe(
      'ok',
    );
    expect(await verify('second.pdf', second.number)).toMatchObject({ verdict: 'genuine', changed: false });
    const bytes = await readFile(office.path('second.pdf'));
    bytes[200] = (bytes[200] ?? 0) ^ 1;
    await writeFile(office.path('changed.pdf'), bytes);
    expect(await verify('changed.pdf')).toMatchObject({ verdict: 'unknown', known: false, changed: false, view: null });
    for (const claims of [second.number, second.id])
      expect(await verify('changed.pdf', claims)).toMatchObject({ verdict: 'changed', known: false, changed: true, view: null });
    expect(await verify('first.pdf', second.number)).toMatchObject({ verdict: 'changed', known: true, changed: true });
    expect(await codeOf(office, 'documents.verify', { file: office.path('changed.pdf'), claims: '预案〔2026〕999号' })).toBe('DOCUMENT_UNKNOWN');
    await office.as('psych_teacher');
  });

  it('says under a report that it is one', async () => {
    office.setClock(moment(4, 16));
    const report = await office.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-09-21' });
    await office.as('vice_principal');
    await office.ask('signing.sign', { documentId: report.id, pdfSha256: report.pdf.sha256, passphrase: passphraseOf('vice_principal') });
    await office.ask('documents.export', { documentId: report.id, format: 'statement', target: office.path('statement.json') });
    expect(JSON.parse(await readFile(office.path('statement.json'), 'utf8'))).toMatchObject({ purpose: 'report_signature', number: report.number });
    await office.as('psych_teacher');
  });

  it('is lost with its signature, and the register says so', async () => {
    const plan = (await office.ask('documents.register', { type: 'D07', caseId: known.id })).rows.find((row) => row.status === 'signed');
    const { events } = await office.ask('cases.file', { caseId: known.id });
    const signing = events.find((event) => event.type === 'plan_signed');
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
    await office.host.call('session.lock', {});
    const connection = await rawDatabase(office.folder, { login: 'admin', passphrase: passphraseOf('admin') });
    await connection.exec('DROP TRIGGER document_signature_no_delete');
    await connection.run('DELETE FROM document_signature WHERE document_id = ?', [plan?.id ?? '']);
    await connection.close();
    await office.as('psych_teacher');
    const verdict = await office.ask('register.verify', {});
    expect([verdict.ok, verdict.findings.map((one) => `${one.code} ${one.subject}`).toSorted()]).toEqual([
      false,
      [`SIGNATURE_MISSING ${plan?.id}`, `SIGNATURE_MISSING ${signing?.id}`].toSorted(),
    ]);
    expect((await verify('second.pdf')).verdict).toBe('unsigned');
  });
});
