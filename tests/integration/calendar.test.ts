/** The school calendar is data: it is shown before it is taken, counts from then on, and moves nothing that is open. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { addPupil, codeOf, openCase } from '../support/case-work.ts';
import { fileIn } from '../support/rule-files.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';

const example = 'samples/calendar-example.csv';

async function caseOf(office: TestOffice, n: number, day: number): Promise<string> {
  const pupil = await addPupil(office, { name: `示例${'甲乙丙'[n] ?? ''}`, studentNo: `S-${n}` });
  return (await openCase(office, pupil.id, moment(day, 10), { crisisTypes: ['bullying'] })).id;
}

const dutiesOf = async (office: TestOffice, caseId: string) => (await office.ask('cases.file', { caseId })).obligations;
const screenBy = async (office: TestOffice, caseId: string) => (await dutiesOf(office, caseId)).find(({ ruleId }) => ruleId === 'T_SECOND_SCREEN')?.dueAt;

describe('the school calendar', () => {
  it('is tried out first, and then taken', { timeout: 60_000 }, async () => {
    await using office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'auditor']);
    office.setClock(moment(1, 12));
    await office.as('psych_teacher');
    const before = await office.ask('calendar.get', {});
    expect(before).toMatchObject({ importedAt: null, importedByName: null, endsSoon: false });
    expect(before.unpublishedYears).toEqual([2026, 2027]);
    const tried = await office.ask('calendar.import', { file: example });
    expect(tried).toMatchObject({ makeUpDays: before.calendar.makeUpDays.length + 2, publishedUntil: '2027-12-31', activated: false });
    expect(tried.changes.find(({ date }) => date === '2027-05-08')).toEqual({ date: '2027-05-08', from: 'vacation', to: 'school' });
    expect(await office.ask('calendar.get', {})).toEqual(before);

    const taken = await office.ask('calendar.import', { file: example, dryRun: false });
    expect(taken).toEqual({ ...tried, activated: true });
    const after = await office.ask('calendar.get', {});
    expect(after).toMatchObject({ calendar: tried.calendar, importedAt: moment(1, 12), importedByName: '示例psych_teacher', unpublishedYears: [2027] });
    expect(await office.ask('calendar.import', { file: example, dryRun: false })).toMatchObject({ changes: [], activated: false });

    await office.as('vice_principal');
    expect(await codeOf(office, 'calendar.import', { file: example, dryRun: false })).toBe('NOT_ALLOWED');
    expect(await office.ask('calendar.get', {})).toEqual(after);
    await office.as('auditor');
    const trail = (await office.ask('audit.list', {})).rows.filter(({ operation }) => operation === 'calendar.import');
    expect(trail.map(({ outcome }) => outcome).toSorted()).toEqual(['NOT_ALLOWED', 'ok', 'ok', 'ok']);
  });

  it('counts for what is recorded afterwards, and leaves open duties byte for byte', { timeout: 60_000 }, async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    office.setClock(moment(1, 12));
    await office.as('psych_teacher');
    const first = await caseOf(office, 0, 1);
    const duties = JSON.stringify(await dutiesOf(office, first));
    const { calendar } = await office.ask('calendar.get', {});
    // Tuesday the 22nd: five school days on is the 30th, since the 25th is a holiday; with a whole week off it is later.
    const weekOff = ['2026-09-23', '2026-09-24', '2026-09-28', '2026-09-29', '2026-09-30'] as const;
    const file = await fileIn(office, 'calendar.json', { ...calendar, version: 'district-2', holidays: [...calendar.holidays, ...weekOff] });
    office.setClock(moment(1, 13));
    const taken = await office.ask('calendar.import', { file, dryRun: false });
    expect(taken.changes).toEqual(weekOff.map((date) => ({ date, from: 'school', to: 'off' })));

    expect(JSON.stringify(await dutiesOf(office, first))).toBe(duties);
    await office.ask('obligations.refresh', {});
    expect(JSON.stringify(await dutiesOf(office, first))).toBe(duties);
    const [before, after] = [await screenBy(office, first), await screenBy(office, await caseOf(office, 1, 1))];
    expect(before).toBe('2026-09-30T15:59:59.999Z');
    expect(after).toBe('2026-10-13T15:59:59.999Z');
    await office.as('admin');
    expect(await office.ask('register.verify', {})).toMatchObject({ findings: [] });
  });

  it('goes out as a file and comes back the same; a Chinese Excel may have written the table', { timeout: 60_000 }, async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('psych_teacher');
    const { bytes } = await office.ask('calendar.export', { target: 'out.json' });
    expect((await readFile(office.path('out.json'))).length).toBe(bytes);
    expect(await office.ask('calendar.import', { file: 'out.json' })).toMatchObject({ changes: [], calendar: (await office.ask('calendar.get', {})).calendar });
    // 日期,类型,名称 / 2027-04-05,放假,清明节 in GB18030.
    const table = Buffer.from('c8d5c6da2cc0e0d0cd2cc3fbb3c60d0a323032372d30342d30352cb7c5bcd92cc7e5c3f7bdda0d0a', 'hex');
    await writeFile(office.path('excel.csv'), table);
    expect((await office.ask('calendar.import', { file: 'excel.csv' })).calendar.holidays.at(-1)).toBe('2027-04-05');
  });

  it('is refused whole when any line of it is wrong', { timeout: 60_000 }, async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('psych_teacher');
    const refused = async (content: string): Promise<string> =>
      codeOf(office, 'calendar.import', { file: await fileIn(office, 'calendar.csv', content), dryRun: false });
    expect(await refused('日期,类型,名称\n2027-04-05,放假,清明节\n2027-04-31,放假,\n')).toBe('CALENDAR_INVALID');
    expect(await refused('日期,事项\n2027-04-05,放假\n')).toBe('HEADER_NOT_FOUND');
    expect(await refused('{"version":1}')).toBe('CALENDAR_INVALID');
    expect(await codeOf(office, 'calendar.import', { file: 'nowhere.csv' })).toBe('FILE_UNREADABLE');
    expect(await office.ask('calendar.get', {})).toMatchObject({ importedAt: null });
  });
});
