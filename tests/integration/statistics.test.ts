/** What a package in the statistical profile holds when it is opened: counts, none of them small, and nothing of a single case. */
import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { approveAndWrite, codeOf, judgedCase, record } from '../support/case-work.ts';
import { openPair, pairSecrets, type Pair } from '../support/exchange-pair.ts';
import { dateOf } from '../../domain/time.ts';
import { unpack } from '../support/packages.ts';
import { moment, passphraseOf } from '../support/test-office.ts';
import '../support/patience.ts';

let pair: Pair;
const caseIds: string[] = [];
const caseNos: string[] = [];
const statistical = { fieldProfile: 'statistical', purpose: '周统计', documentIds: [] } as const;

beforeAll(async () => {
  pair = await openPair();
  const { school, known } = pair;
  await school.as('psych_teacher');
  school.setClock(moment(2, 9));
  for (let number = 1; number <= 7; number += 1) {
    const made = await judgedCase(school, { name: `统计示例${'甲乙丙丁戊己庚'[number - 1]}`, studentNo: `S-81${number}` }, moment(2, 9));
    caseIds.push(made.id);
    caseNos.push(made.caseNo);
  }
  caseIds.push(known.id);
  caseNos.push(known.caseNo);
  await record(school, caseIds[0] ?? '', { type: 'grade_decided', at: moment(2, 9), payload: { grade: 'R4', outcome: 'crisis', triggers: [] } });
});

afterAll(() => pair[Symbol.asyncDispose]());

/** A weekly report of the school, signed. */
async function signedWeek(monday: string) {
  const { school } = pair;
  await school.as('psych_teacher');
  const paper = await school.ask('weekly.issue', { requestId: randomUUID(), monday });
  await school.as('vice_principal');
  await school.ask('signing.sign', { documentId: paper.id, pdfSha256: paper.pdf.sha256, passphrase: passphraseOf('vice_principal') });
  return paper;
}

/** Files of the package as who holds the key opens it, and what the sender was shown. */
async function opened(change: Parameters<Pair['build']>[1]) {
  const { school, build, identity } = pair;
  await school.as('psych_teacher');
  const { id } = await build(school, { ...statistical, documentIds: [], ...change });
  const { fields } = await school.ask('exchange.preview', { packageId: id });
  const file = await approveAndWrite(school, id, { approver: 'vice_principal', name: `${id}.age` });
  const files = await unpack(await readFile(file), identity);
  const data = JSON.parse(Buffer.from(files.get('files/data.json') ?? []).toString('utf8'));
  return { file, fields, paths: [...files.keys()], data, texts: [...files.values()].map((bytes) => Buffer.from(bytes).toString('utf8')) };
}

describe('a statistical package', () => {
  it('tells cases as counts, and no count from one to four', async () => {
    const { data, fields, texts } = await opened({ caseIds });
    expect([data.cases, data.letter, data.documents]).toEqual([[], null, []]);
    const { cases } = data.statistics;
    // One red and seven orange: with the total told, either would give the other away.
    expect([cases['grade.R4'], cases['grade.R3'], cases.total, cases['attendance.at_school']]).toEqual(['<5', '*', 8, 8]);
    for (const figure of Object.values(cases)) expect([1, 2, 3, 4]).not.toContain(figure);
    expect(fields).toContainEqual({ caseNo: '', field: '等级：红色·极高（一级）', value: '<5' });
    for (const secret of [...caseIds, ...caseNos, '统计示例', pairSecrets.name]) for (const text of texts) expect(text).not.toContain(secret);
  });

  it('is not made about almost the same cases again, whatever period it says that it is of', async () => {
    const { school, draftOf, build } = pair;
    await school.as('psych_teacher');
    const again = (chosen: readonly string[], period: { from: string; to: string } | null = null) =>
      codeOf(school, 'exchange.build', draftOf({ ...statistical, documentIds: [], caseIds: [...chosen], period }));
    const some = caseIds.slice(1);
    expect([await again(some), await again(some, { from: '2027-01-01', to: '2027-01-31' })]).toEqual(['STATISTICS_OVERLAP', 'STATISTICS_OVERLAP']);
    const [draft] = (await school.ask('exchange.list', { direction: 'out' })).filter(({ status }) => status === 'draft');
    expect(draft).toBeUndefined();
    const { id } = await build(school, { ...statistical, documentIds: [], caseIds: caseIds.toReversed() });
    await school.ask('exchange.discard', { packageId: id });
    school.setClock(moment(3, 9));
    expect(await again(some)).toBe('STATISTICS_OVERLAP');
    school.setClock(moment(20, 9));
    const [counted, today] = [moment(2, 9), moment(20, 9)].map(dateOf);
    if (counted === undefined || today === undefined) throw new Error('two days');
    expect([await again(some, { from: counted, to: today }), await again(some, { from: today, to: counted })]).toEqual(['STATISTICS_OVERLAP', 'INPUT_INVALID']);
    // A package without a period is of the month in which it was made, and stands in the way of no other month.
    for (const period of [null, { from: today, to: today }]) {
      const later = await build(school, { ...statistical, documentIds: [], caseIds: some, period });
      await school.ask('exchange.discard', { packageId: later.id });
    }
    school.setClock(moment(2, 9));
  });

  it('tells a week by its figures; the paper with its lines stays in the house', async () => {
    pair.school.setClock(moment(4, 16));
    const paper = await signedWeek('2026-09-21');
    const { data, paths, texts, file } = await opened({ documentIds: [paper.id] });
    const [week] = data.statistics.weeks;
    expect([week.kind, week.number, week.from, data.statistics.cases]).toEqual(['report', paper.number, '2026-09-21', null]);
    expect(week.figures).toMatchObject({ registered: 8, registeredR4: '<5', registeredR3: '*', registeredR1: 0, selfHarm: expect.anything() });
    for (const figure of Object.values(week.figures)) expect([1, 2, 3, 4]).not.toContain(figure);
    expect(paths.filter((path) => path.startsWith('files/'))).toEqual(['files/data.json']);
    for (const secret of [...caseNos, '统计示例', pairSecrets.name]) for (const text of texts) expect(text).not.toContain(secret);
    const { center } = pair;
    await center.as('center_counselor');
    const arrived = await center.ask('exchange.import', { file });
    const seen = await center.ask('exchange.preview', { packageId: arrived.id });
    expect(seen.fields.some(({ field, value }) => field.includes('在册总数') && value === '8')).toBe(true);
    expect((await center.ask('exchange.accept', { packageId: arrived.id })).cases).toEqual([]);
  });

  it('does not tell the next week a total from which one new case could be computed', async () => {
    const { school } = pair;
    await school.as('psych_teacher');
    school.setClock(moment(8, 9));
    await judgedCase(school, { name: '统计示例辛', studentNo: 'S-819' }, moment(8, 9));
    school.setClock(moment(11, 16));
    const paper = await signedWeek('2026-09-28');
    const { data } = await opened({ documentIds: [paper.id] });
    expect(data.statistics.weeks[0].figures).toMatchObject({ registered: '*', added: '<5', released: 0 });
  });

  it('takes no other paper, though it names nobody', async () => {
    const { school, draftOf } = pair;
    await school.as('psych_teacher');
    school.setClock(moment(40, 9));
    const list = await school.ask('documents.issueOverdueList', { requestId: randomUUID(), remark: '' });
    expect(await codeOf(school, 'exchange.build', draftOf({ ...statistical, documentIds: [list.id] }))).toBe('PACKAGE_KIND_WRONG');
    expect(await codeOf(school, 'exchange.build', draftOf({ ...statistical, documentIds: [], caseIds: [randomUUID()] }))).toBe('CASE_UNKNOWN');
  });
});
