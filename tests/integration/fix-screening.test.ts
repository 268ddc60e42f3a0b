/** Results of screening belong to one pupil and one decision. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPupil, codeOf, payloadOf } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';

let office: TestOffice;

beforeAll(async () => {
  office = await openTestOffice('school', ['psych_teacher']);
  office.setClock(moment(1, 9));
  await office.as('psych_teacher');
});

afterAll(() => office[Symbol.asyncDispose]());

const header = ['学号', '姓名', '测评时间', ...Array.from({ length: 9 }, (_, n) => `PHQ9_${n + 1}`)].join(',');

async function takeTest(of: { readonly studentNo: string; readonly name: string }, answers: string) {
  const file = office.path('phq.csv');
  await writeFile(file, `${header}\r\n${of.studentNo},${of.name},2026-09-20,${answers}`);
  const { warnings } = await office.ask('imports.run', { file, kind: 'screening' });
  return warnings.map(({ row, code, instrument, urgent }) => ({ row, code, instrument, urgent }));
}

/** The waiting results of the pupil. */
async function waiting(studentNo: string): Promise<readonly string[]> {
  const { rows } = await office.ask('screening.queue', {});
  return rows.find((row) => row.pupil.studentNo === studentNo)?.results.map((one) => one.id) ?? [];
}

/** Results that wait, and those of them whose day is past, as Today counts them. */
async function counts(): Promise<readonly [number, number]> {
  const { waitingScreening, overdueScreening } = await office.ask('today.board', {});
  return [waitingScreening, overdueScreening];
}

function open(pupilId: string, results: readonly string[]): Promise<string> {
  const sourceRefs = results.map((id) => ({ kind: 'screening_result', id }));
  return codeOf(office, 'cases.open', {
    requestId: randomUUID(),
    pupilId,
    happenedAt: moment(1, 8),
    payload: payloadOf('lead_recorded', { pupilId, sourceRefs }),
  });
}

const interview = { by: '示例老师', at: moment(1, 8) };
const urgent = '3,3,3,3,3,3,3,3,3';
const moderate = '3,3,3,3,0,0,0,0,0';

describe('a result', () => {
  it('is not taken up by the case of another pupil, nor by a second case, nor concluded after that', async () => {
    const first = await addPupil(office, { name: '示例甲', studentNo: 'R1' });
    const second = await addPupil(office, { name: '示例乙', studentNo: 'R2' });
    await takeTest(first, urgent);
    const [result = ''] = await waiting('R1');
    expect([await open(second.id, [result]), await waiting('R1')]).toEqual(['RESULT_UNKNOWN', [result]]);
    expect([await open(first.id, [result, result]), await waiting('R1')]).toEqual(['ok', []]);
    expect(await codeOf(office, 'screening.conclude', { resultIds: [result], outcome: 'cleared', interview, note: '示例记录' })).toBe('RESULT_UNKNOWN');
    expect((await office.ask('cases.list', {})).total).toBe(1);
  });

  it('keeps its outcome, and waits again when the file comes back with a danger', async () => {
    const pupil = await addPupil(office, { name: '示例丙', studentNo: 'R3' });
    await takeTest(pupil, moderate);
    const resultIds = await waiting('R3');
    const conclude = (outcome: string) => codeOf(office, 'screening.conclude', { resultIds, outcome, interview, note: '示例记录' });
    expect([await conclude('cleared'), await conclude('cleared'), await conclude('retest'), await waiting('R3')]).toEqual(['ok', 'ok', 'RESULT_UNKNOWN', []]);
    expect([await takeTest(pupil, moderate), await waiting('R3')]).toEqual([[], []]);
    expect([await takeTest(pupil, urgent), await waiting('R3')]).toEqual([[{ row: 2, code: 'RESULT_WORSE', instrument: 'PHQ9', urgent: true }], resultIds]);
  });

  it('that a case has taken up and that comes back worse is told to the person', async () => {
    const pupil = await addPupil(office, { name: '示例丁', studentNo: 'R4' });
    await takeTest(pupil, moderate);
    expect(await open(pupil.id, await waiting('R4'))).toBe('ok');
    expect([await takeTest(pupil, urgent), await waiting('R4')]).toEqual([[{ row: 2, code: 'RESULT_WORSE_IN_CASE', instrument: 'PHQ9', urgent: true }], []]);
  });

  it('has a day for its talk, and is concluded with the proof of it', async () => {
    const pupil = await addPupil(office, { name: '示例戊', studentNo: 'R5' });
    const other = await addPupil(office, { name: '示例己', studentNo: 'R6' });
    await takeTest(pupil, urgent);
    await takeTest(other, moderate);
    const [waitingNow, overdueNow] = await counts();
    const row = async (studentNo: string) => (await office.ask('screening.queue', { includeDone: true })).rows.find((one) => one.pupil.studentNo === studentNo);
    expect([await row('R5'), await row('R6')]).toMatchObject([
      { dueOn: '2026-09-23', overdue: false, urgent: true },
      { dueOn: '2026-09-30', overdue: false, urgent: false },
    ]);
    const resultIds = await waiting('R5');
    const conclude = (talk: typeof interview | null, outcome = 'cleared') =>
      codeOf(office, 'screening.conclude', { resultIds, outcome, interview: talk, note: '已面谈，误选' });
    expect([await conclude(null), await conclude(null, 'retest')]).toEqual(['SCREENING_NOT_INTERVIEWED', 'SCREENING_NOT_INTERVIEWED']);
    expect(await conclude({ ...interview, at: moment(1, 9, 1) })).toBe('IN_THE_FUTURE');
    expect(await conclude({ ...interview, at: moment(-2, 9) })).toBe('SCREENING_INTERVIEW_TOO_EARLY');
    expect((await office.ask('screening.queue', {})).rows.at(-1)?.overdue).toBe(false);
    office.setClock(moment(3, 9));
    await office.as('psych_teacher');
    expect(await counts()).toEqual([waitingNow, overdueNow + 2]);
    expect(Object.fromEntries((await office.ask('screening.queue', {})).rows.map((one) => [one.pupil.studentNo, one.overdue]))).toEqual({
      R3: true,
      R5: true,
      R6: false,
    });
    expect(await conclude(interview)).toBe('ok');
    expect(await counts()).toEqual([waitingNow - 1, overdueNow + 1]);
    expect(await row('R5')).toMatchObject({ dueOn: null, overdue: false, results: [{ outcome: 'cleared', interview, note: '已面谈，误选' }] });
  });
});
