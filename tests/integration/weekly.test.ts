/** The weekly report from check to supplement, and the list of what is overdue that the principal gets on paper. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, addPupil, codeOf, judgedCase, openCase, record } from '../support/case-work.ts';
import { docxText, pdfPages } from '../../templates/render/read-back.test-support.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let office: TestOffice;
let caseId: string;
let caseNo: string;
const mondays = ['2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12'] as const;
const friday = (week: number, hour = 16) => moment(week * 7 + 4, hour);

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
  office.setClock(moment(1, 12));
  await office.as('psych_teacher');
  ({ id: caseId, caseNo } = await judgedCase(office, { name: '欧阳示例', studentNo: 'S-1' }, moment(1, 10)));
});

afterAll(() => office[Symbol.asyncDispose]());

const compute = (week: number) => office.ask('weekly.compute', { monday: mondays[week] ?? '' });
const supplement = (monday: string, reason = '周末情况补记') => office.ask('weekly.supplement', { requestId: randomUUID(), monday, reason });

async function textsOf(documentId: string): Promise<readonly string[]> {
  for (const format of ['pdf', 'docx'] as const) await office.ask('documents.export', { documentId, format, target: `weekly.${format}` });
  const [pdf, docx] = [await readFile(office.path('weekly.pdf')), await readFile(office.path('weekly.docx'))];
  return [pdfPages(pdf).join(''), docxText(docx)].map((text) => text.replace(/\s/g, ''));
}

async function sign(document: { readonly id: string; readonly pdf: { readonly sha256: string } }): Promise<string> {
  await office.as('vice_principal');
  const signed = await office.ask('signing.sign', { documentId: document.id, pdfSha256: document.pdf.sha256, passphrase: passphraseOf('vice_principal') });
  await office.as('psych_teacher');
  return signed.status;
}

describe('a weekly report', () => {
  it('names the owner of each case as responsible, whoever looks at it', async () => {
    office.setClock(friday(0));
    await office.as('vice_principal');
    const seen = (await compute(0)).lines.map((line) => line.responsible);
    await office.as('psych_teacher');
    expect(seen).toEqual(['示例psych_teacher']);
  });

  it('says what is still to be looked at, and is no zero report by mistake', async () => {
    office.setClock(friday(0));
    const week = await compute(0);
    expect([week.zero, week.figures['added'], week.drift, week.supplements]).toEqual([false, 1, {}, []]);
    expect(week.checks.map(({ code }) => code)).toContain('DUTIES_OPEN');
    expect(await codeOf(office, 'weekly.issue', { requestId: randomUUID(), monday: mondays[0], expectZero: true })).toBe('WEEK_NOT_EMPTY');
    expect(await codeOf(office, 'weekly.supplement', { requestId: randomUUID(), monday: mondays[0], reason: '没有原报' })).toBe('WEEK_NOT_ISSUED');
    const report = await office.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[0] });
    expect([report.signRole, await sign(report)]).toEqual(['vice_principal', 'signed']);
    expect(await codeOf(office, 'weekly.supplement', { requestId: randomUUID(), monday: mondays[0], reason: '没有变化' })).toBe('WEEK_UNCHANGED');
  });

  it('is set right by a dated supplement that the next report does not count again', async () => {
    office.setClock(moment(7, 9));
    await record(office, caseId, { type: 'counselling_held', at: moment(5, 19), payload: { incidents: ['self_harm'] } });
    await record(office, caseId, { type: 'emergency_started', at: moment(6, 10), payload: { kind: 'attempt' } });
    const drifted = await compute(0);
    expect(drifted.figures).toMatchObject({ selfHarm: 0, suicideAttempts: 0 });
    expect(drifted.drift).toMatchObject({ selfHarm: { reported: 0, now: 1 }, suicideAttempts: { reported: 0, now: 1 } });
    expect((await compute(1)).figures).toMatchObject({ selfHarm: 1, suicideAttempts: 1 });

    const requestId = randomUUID();
    const paper = await office.ask('weekly.supplement', { requestId, monday: mondays[0], reason: '周六、周日发生的情况' });
    expect((await office.ask('weekly.supplement', { requestId, monday: mondays[0], reason: '周六、周日发生的情况' })).id).toBe(paper.id);
    expect([paper.version, await sign(paper)]).toEqual([2, 'signed']);
    const [report] = (await office.ask('documents.register', { type: 'D09' })).rows.filter((row) => row.id !== paper.id);
    for (const text of await textsOf(paper.id))
      for (const words of ['☑补充报告', report?.number ?? '', '2026年9月25日', '周六、周日发生的情况', '自伤事件01+1', caseNo, '个案辅导'])
        expect(text).toContain(words);

    const after = await compute(0);
    expect([after.drift, after.supplements.map(({ id, number }) => [id, number])]).toEqual([{}, [[paper.id, paper.number]]]);
    expect(after.figures).toMatchObject({ selfHarm: 0 });
    expect(await codeOf(office, 'weekly.supplement', { requestId: randomUUID(), monday: mondays[0], reason: '再次' })).toBe('WEEK_UNCHANGED');
    office.setClock(friday(1));
    const next = await compute(1);
    expect([next.figures['selfHarm'], next.figures['suicideAttempts'], next.figures['carriedOver'], next.since]).toEqual([0, 0, 0, moment(7, 9)]);
    await office.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[1] });
  });

  it('takes a second supplement, beside what later reports have counted', async () => {
    office.setClock(friday(1, 20));
    await record(office, caseId, { type: 'pupil_contacted', at: moment(6, 18), payload: { incidents: ['self_harm'] } });
    const known = await compute(0);
    expect(known.drift).toMatchObject({ selfHarm: { reported: 1, now: 2 } });
    const second = await supplement(mondays[0]);
    expect(second.version).toBe(3);
    expect((await textsOf(second.id))[0]).toContain('及其补充报告');
    office.setClock(friday(2));
    expect((await compute(2)).figures).toMatchObject({ selfHarm: 0, carriedOver: 0 });
  });

  it('counts in the next one what a returned supplement had counted', async () => {
    await record(office, caseId, { type: 'follow_up_held', at: moment(9, 15), payload: { incidents: ['self_harm'] } });
    const paper = await supplement(mondays[1]);
    expect((await compute(2)).figures['selfHarm']).toBe(0);
    await office.as('vice_principal');
    await office.ask('signing.return', { documentId: paper.id, comment: '改在下周报。' });
    await office.as('psych_teacher');
    office.setClock(friday(2, 17));
    expect((await compute(1)).drift).toMatchObject({ selfHarm: { reported: 0, now: 1 } });
    expect((await compute(2)).figures).toMatchObject({ selfHarm: 1, carriedOver: 1 });
    await office.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[2] });
    expect((await compute(1)).drift['selfHarm']).toBeUndefined();
  });

  it('of a quiet week is issued as the zero report that was expected', async () => {
    office.setClock(friday(3));
    const paper = await office.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[3], expectZero: true });
    const { html } = await office.ask('documents.view', { documentId: paper.id });
    expect(html).toContain('☑零报告');
  });

  it('issued twice at once is one', async () => {
    office.setClock(friday(4));
    const monday = '2026-10-19';
    const codes = await Promise.all([1, 2].map(() => codeOf(office, 'weekly.issue', { requestId: randomUUID(), monday })));
    expect(codes.toSorted()).toEqual(['WEEK_ISSUED_ALREADY', 'ok']);
  });
});

describe('lines of cases that are not open to everybody', () => {
  it('say neither whose they are nor what happened, on the screen and on paper, and stay counted', async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
    await addPerson(school, { login: 'colleague', role: 'psych_teacher' });
    await school.as('psych_teacher');
    school.setClock(moment(1, 12));
    const plain = await judgedCase(school, { name: '欧阳示例', studentNo: 'S-1' }, moment(1, 10));
    const sealed = await judgedCase(school, { name: '司徒另一', studentNo: 'S-2' }, moment(1, 11));
    await school.as('principal');
    await record(school, sealed.id, { type: 'case_sealed', at: moment(1, 12), payload: { reason: '家属在校任职。' } });
    school.setClock(friday(0));
    const told = async (login: string) => {
      await school.as(login);
      const { figures, lines } = await school.ask('weekly.compute', { monday: mondays[0] });
      expect([figures['registered'], figures['registeredR3'], figures['added']]).toEqual([2, 2, 2]);
      return lines.map(({ caseNo, name, situation, measures, grade }) => [caseNo, name, situation, measures !== '', grade !== '']);
    };
    const open = (caseNo: string, name: string) => [caseNo, name, '本周新增', true, true];
    const shut = (caseNo: string, name: string) => [caseNo, name, '', false, false];
    expect(await told('psych_teacher')).toEqual([open(plain.caseNo, '欧阳示例'), open(sealed.caseNo, '司徒另一')]);
    expect(await told('vice_principal')).toEqual([open(plain.caseNo, '欧阳示例'), shut(sealed.caseNo, '特别保密')]);
    expect(await told('colleague')).toEqual([shut(plain.caseNo, ''), shut(sealed.caseNo, '特别保密')]);
    await school.as('psych_teacher');
    const paper = await school.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[0] });
    await school.as('vice_principal');
    const { html } = await school.ask('documents.view', { documentId: paper.id });
    for (const words of [plain.caseNo, '欧阳示例', sealed.caseNo, '特别保密']) expect(html).toContain(words);
    expect([html.includes('司徒另一'), html.split('本周新增').length]).toEqual([false, 2]);
  });

  it('are whole on the paper whoever issues it, but for sealed cases', async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
    await addPerson(school, { login: 'colleague', role: 'psych_teacher' });
    await school.as('psych_teacher');
    school.setClock(moment(1, 12));
    const plain = await judgedCase(school, { name: '欧阳示例', studentNo: 'S-1' }, moment(1, 10));
    const sealed = await judgedCase(school, { name: '司徒另一', studentNo: 'S-2' }, moment(1, 11));
    await school.as('principal');
    await record(school, sealed.id, { type: 'case_sealed', at: moment(1, 12), payload: { reason: '家属在校任职。' } });
    school.setClock(friday(0));
    await school.as('colleague');
    const [line] = (await school.ask('weekly.compute', { monday: mondays[0] })).lines;
    expect([line?.caseNo, line?.name, line?.situation]).toEqual([plain.caseNo, '', '']);
    const paper = await school.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[0] });
    await school.as('vice_principal');
    const { html } = await school.ask('documents.view', { documentId: paper.id });
    for (const words of [plain.caseNo, '欧阳示例', '本周新增', sealed.caseNo, '特别保密']) expect(html).toContain(words);
    expect(html).not.toContain('司徒另一');
    // What one teacher told on paper is not told again by the other as changed.
    await school.as('psych_teacher');
    expect(await codeOf(school, 'weekly.supplement', { requestId: randomUUID(), monday: mondays[0], reason: '没有变化' })).toBe('WEEK_UNCHANGED');
  });
});

describe('the list of what is overdue', () => {
  it('names cases, clauses and who is responsible, and no pupil', async () => {
    const pupil = await addPupil(office, { name: '司徒另一', studentNo: 'S-2' });
    const other = await openCase(office, pupil.id, friday(4), { summary: '课间独自哭泣' });
    office.setClock(moment(60, 9));
    const wall = await office.ask('obligations.wall', { limit: 200 });
    expect(wall.total).toBeGreaterThan(2);
    const list = await office.ask('documents.issueOverdueList', { requestId: randomUUID(), remark: '请逐项落实。' });
    expect([list.type, list.signRole, list.caseId]).toEqual(['L01', null, null]);
    expect(list.number).toContain('逾期〔2026〕1号');
    for (const text of await textsOf(list.id)) {
      for (const words of ['逾期事项清单', caseNo, other.caseNo, '示例psych_teacher', '校长阅', '请逐项落实。', '按责任人汇总']) expect(text).toContain(words);
      for (const secret of ['欧阳示例', '司徒另一', '独自哭泣', 'T_']) expect(text).not.toContain(secret);
    }
    expect(await codeOf(office, 'documents.issue', { requestId: randomUUID(), type: 'L01', caseId, answers: {} })).toBe('DOCUMENT_TYPE_UNKNOWN');
  });

  it('tells the principal of weeks that were missed one after the other, though nothing is overdue', async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
    await school.as('psych_teacher');
    school.setClock(moment(1, 12));
    const { id, caseNo: number } = await judgedCase(school, { name: '欧阳示例', studentNo: 'S-1' }, moment(1, 10));
    await record(school, id, { type: 'leave_started', at: moment(1, 12), payload: { from: '2026-09-22' } });
    school.setClock(moment(26, 9));
    await school.ask('obligations.refresh', {});
    for (const leader of ['vice_principal', 'principal'] as const) {
      await school.as(leader);
      const late = (await school.ask('obligations.wall', { limit: 200 })).rows.filter(({ ownerRole }) => ownerRole !== leader);
      for (const row of late) await record(school, id, { type: 'obligation_excused', at: moment(26, 9), payload: { obligationId: row.id } });
    }
    const wall = await school.ask('obligations.wall', { limit: 200 });
    expect([wall.total, wall.missed.map(({ slot, missed, role }) => [slot, missed, role])]).toEqual([
      0,
      [
        ['guardian', 3, 'principal'],
        ['pupil', 3, 'principal'],
      ],
    ]);
    for (const leader of ['vice_principal', 'principal'] as const) {
      await school.as(leader);
      expect((await school.ask('today.board', {})).chases.length).toBe(2);
    }
    const list = await school.ask('documents.issueOverdueList', { requestId: randomUUID(), remark: '' });
    const { html } = await school.ask('documents.view', { documentId: list.id });
    for (const words of ['连续漏办', number, '休学每周联系（监护人）', '休学每周联系（学生）', '示例psych_teacher']) expect(html).toContain(words);
    for (const absent of ['欧阳示例', '按责任人汇总']) expect(html).not.toContain(absent);
  });

  it('is not printed when nothing is overdue', async () => {
    const quiet = await openTestOffice('school', ['principal']);
    await quiet.as('principal');
    expect(await codeOf(quiet, 'documents.issueOverdueList', { requestId: randomUUID(), remark: '' })).toBe('NOTHING_OVERDUE');
    await quiet[Symbol.asyncDispose]();
  });
});
