/** What lists and forms say of papers and people to those who may not read them. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPerson, issue, judgedCase, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let office: TestOffice;
let plainId: string;
let sealedId: string;
const secret = '由外祖母照看，暂住示例路。';

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal']);
  await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
  await office.as('psych_teacher');
  office.setClock(moment(1, 12));
  plainId = (await judgedCase(office, { name: '欧阳示例', studentNo: 'S-1' }, moment(1, 10))).id;
  sealedId = (await judgedCase(office, { name: '司徒另一', studentNo: 'S-2' }, moment(1, 10))).id;
  const { eventId } = await record(office, plainId, { type: 'mandatory_report_made', at: moment(1, 11), payload: { protection: secret } });
  await record(office, plainId, { type: 'mandatory_report_answered', at: moment(1, 12), payload: { reportId: eventId, note: `${secret}已立案。` } });
  for (const caseId of [plainId, sealedId]) {
    await issue(office, 'D06', caseId);
    await issue(office, 'D02', caseId, { schoolMeasures: ['安排专人陪伴。'] });
  }
  await office.as('principal');
  await record(office, sealedId, { type: 'case_sealed', at: moment(1, 12), payload: { reason: '家属在校任职。' } });
});

afterAll(() => office[Symbol.asyncDispose]());

async function titles(login: string, type?: string): Promise<readonly string[]> {
  await office.as(login);
  const { rows, total } = await office.ask('documents.register', type === undefined ? {} : { type });
  expect(total).toBe(rows.length);
  return rows.map((row) => [row.type, row.title, row.caseNo === null ? 'nobody' : 'somebody', row.pdf.bytes > 0].join(' ')).toSorted();
}

const filing = 'D06 学生心理危机上报（备案）表 somebody true';
const notice = 'D02 学生心理状况告知书 somebody true';
const sealed = ' 特别保密 nobody false';
const shut = ' 未获授权查看 nobody false';

describe('the register of papers', () => {
  it('says of a paper that is not open to the reader its number, and nothing of whom or what it is about', async () => {
    expect(await titles('psych_teacher')).toEqual([filing, filing, notice, notice].toSorted());
    expect(await titles('vice_principal')).toEqual([sealed, sealed, filing, notice].toSorted());
    expect(await titles('colleague')).toEqual([shut, shut, sealed, sealed].toSorted());
    const { rows } = await office.ask('documents.register', {});
    for (const row of rows) expect(row.number).toMatch(/〔2026〕\d号$/u);
    const said = JSON.stringify(rows);
    for (const hidden of [plainId, sealedId, 'QP012-2026', 'D06', 'D02', '示例psych_teacher']) expect([hidden, said.includes(hidden)]).toEqual([hidden, false]);
  });

  it('of one type has only what is open to the reader', async () => {
    expect(await titles('psych_teacher', 'D06')).toEqual([filing, filing]);
    expect(await titles('vice_principal', 'D06')).toEqual([filing]);
    expect(await titles('colleague', 'D06')).toEqual([]);
  });
});

describe('a suspected guardian', () => {
  it('is told to a leader who may record a talk as somebody not to talk with, and never why', async () => {
    await office.as('psych_teacher');
    expect(await office.ask('cases.file', { caseId: plainId })).toMatchObject({ barredGuardians: ['father'], state: { guardianSuspects: ['father'] } });
    for (const leader of ['vice_principal', 'principal']) {
      await office.as(leader);
      const seen = await office.ask('cases.file', { caseId: plainId });
      expect(seen).toMatchObject({ barredGuardians: ['father'], state: { guardianSuspects: [] } });
      expect(JSON.stringify(seen)).not.toContain(secret);
    }
  });
});
