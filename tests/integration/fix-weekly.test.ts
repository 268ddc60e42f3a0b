/** Weekly reports one after the other: nothing falls between two, nothing is counted twice. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { codeOf, judgedCase, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';

let office: TestOffice;
let caseId: string;
/** Mondays of the first weeks of the test's calendar. */
const mondays = ['2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12'] as const;
/** 16:00 on the Friday of a week, and a moment of the evening after. */
const friday = (week: number, hour = 16) => moment(week * 7 + 4, hour);

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
  office.setClock(moment(1, 12));
  await office.as('psych_teacher');
  caseId = (await judgedCase(office, { name: '示例生', studentNo: 'S-1' }, moment(1, 10))).id;
});

afterAll(() => office[Symbol.asyncDispose]());

const issueWeek = (monday: string) => codeOf(office, 'weekly.issue', { requestId: randomUUID(), monday });
const compute = (week: number) => office.ask('weekly.compute', { monday: mondays[week] ?? '' });

async function returnReport(documentId: string): Promise<void> {
  await office.as('vice_principal');
  await office.ask('signing.return', { documentId, comment: '请补充。' });
  await office.as('psych_teacher');
}

describe('weekly reports', () => {
  it('count on the next Friday what happened or was recorded after this one', async () => {
    office.setClock(friday(0));
    const first = await compute(0);
    expect([first.figures['added'], first.figures['suicideAttempts'], first.since, first.asOf]).toEqual([1, 0, null, friday(0)]);
    expect(await issueWeek(mondays[0])).toBe('ok');

    office.setClock(friday(0, 20));
    await record(office, caseId, { type: 'pupil_contacted', at: friday(0, 19), payload: { incidents: ['suicide_attempt'] } });
    expect((await compute(0)).figures['suicideAttempts']).toBe(0);
    office.setClock(moment(7, 9));
    await record(office, caseId, { type: 'grade_decided', at: moment(6, 15), payload: { grade: 'R4', outcome: 'crisis', triggers: ['suicidal_tendency'] } });

    office.setClock(friday(1));
    const second = await compute(1);
    expect([second.zero, second.since]).toEqual([false, friday(0)]);
    expect(second.figures).toMatchObject({ suicideAttempts: 1, raised: 1, registeredR4: 1, added: 0, carriedOver: 2 });
    expect(second.lines[0]).toMatchObject({ name: '示例生', caseNo: 'QP012-2026-001', situation: '自杀未遂；含上周补计2项', grade: '橙→红' });
    const issued = await office.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[1] });
    const { html } = await office.ask('documents.view', { documentId: issued.id });
    for (const words of ['上周补计', '2026年10月2日 16:00', '2026年9月25日 16:00']) expect(html).toContain(words);

    office.setClock(friday(2));
    expect((await compute(2)).figures).toMatchObject({ suicideAttempts: 0, raised: 0, carriedOver: 0 });
  });

  it('that were returned are made again up to where the next one began', async () => {
    const [, first] = (await office.ask('documents.register', { type: 'D09' })).rows;
    await returnReport(first?.id ?? '');
    const again = await compute(0);
    expect([again.issued, again.asOf, again.figures['suicideAttempts'], again.figures['added']]).toEqual([null, friday(0), 0, 1]);
    expect(await issueWeek(mondays[0])).toBe('ok');
    expect(await issueWeek(mondays[0])).toBe('WEEK_ISSUED_ALREADY');
  });

  it('of a week that a later one has counted are not made', async () => {
    office.setClock(friday(3));
    await record(office, caseId, { type: 'follow_up_held', at: friday(2, 10), payload: { incidents: [] } });
    const later = await office.ask('weekly.issue', { requestId: randomUUID(), monday: mondays[3] });
    expect((await compute(3)).figures['carriedOver']).toBe(1);
    expect((await compute(2)).countedBy).toBe(later.id);
    expect(await issueWeek(mondays[2])).toBe('WEEK_ISSUED_ALREADY');
    await returnReport(later.id);
    expect(await issueWeek(mondays[2])).toBe('ok');
  });

  it('of weeks before the term are of week 0, and their paper says so in words', async () => {
    expect((await office.ask('weekly.compute', { monday: '2026-08-03' })).weekNo).toBe(0);
    await using early = await openTestOffice('school', ['psych_teacher']);
    await early.as('psych_teacher');
    const paper = await early.ask('weekly.issue', { requestId: randomUUID(), monday: '2026-08-24' });
    const { html } = await early.ask('documents.view', { documentId: paper.id });
    expect([html.includes('本学期开学前，2026年8月24日'), html.includes('第0周')]).toEqual([true, false]);
  });
});
