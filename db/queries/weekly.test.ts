import { describe, expect, it } from 'vitest';
import { initialState, type CaseState } from '../../domain/case-state.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { addCase, addEvent, addPeople, caseIdOf, hoursLater, sampleUser } from '../testing/sample-rows.ts';
import { caseList } from './case-list.ts';
import { caseById } from './cases.ts';
import { everything } from './visibility.ts';
import { newsSince, weekCases, weekLogs } from './weekly.ts';

const closed: Partial<CaseState> = { stage: 'closed' };

describe('cases of a week', () => {
  it('come with log and duties, in the order of their numbers, however many digits these have', async () => {
    await using test = await openTestRegister();
    const numbers = ['QP-2026-1000', 'QP-2026-999', 'QP-2027-001', 'QP-2025-1001', 'QPC-2026-002'];
    await test.register.write(async (tx) => {
      await addPeople(tx);
      for (const [index, caseNo] of numbers.entries()) {
        const id = await addCase(tx, index + 1);
        await tx.updateTable('case_file').set({ case_no: caseNo }).where('id', '=', id).execute();
      }
      await addEvent(tx, { caseId: caseIdOf(1), type: 'interview_held', payload: {}, happenedAt: hoursLater(9) });
    });
    const ordered = ['QP-2025-1001', 'QPC-2026-002', 'QP-2026-999', 'QP-2026-1000', 'QP-2027-001'];
    const cases = await test.register.read((reader) => weekCases(reader, hoursLater(0)));
    expect(cases.map(({ caseNo }) => caseNo)).toEqual(ordered);
    const state = (await test.register.read((reader) => caseById(reader, caseIdOf(1))))?.state;
    const { loop, version, plan, corrections } = state ?? initialState;
    expect(cases.find(({ id }) => id === caseIdOf(1))).toMatchObject({ pupilName: '张小禾', stored: { loop, version, plan, corrections } });
    const logs = await test.register.read((reader) => weekLogs(reader, [caseIdOf(1)]));
    expect(logs.get(caseIdOf(1))).toMatchObject({ obligations: [], events: [{ seq: 1 }, { seq: 2, type: 'interview_held' }] });
    const { rows } = await test.register.read((reader) => caseList(reader, { now: hoursLater(0), for: everything(sampleUser), sort: 'number' }));
    expect(rows.map(({ caseNo }) => caseNo)).toEqual(ordered);
  });

  it('leave out what was closed before, and keep what was closed since', async () => {
    await using test = await openTestRegister();
    await test.register.write(async (tx) => {
      await addPeople(tx);
      for (const number of [1, 2]) await addCase(tx, number);
      await addEvent(tx, { caseId: caseIdOf(1), type: 'case_closed', payload: {}, happenedAt: hoursLater(10) }, closed);
      await addEvent(tx, { caseId: caseIdOf(2), type: 'case_closed', payload: {}, happenedAt: hoursLater(30) }, closed);
    });
    const cases = await test.register.read((reader) => weekCases(reader, hoursLater(20)));
    expect(cases.map(({ id, stored }) => ({ id, stored }))).toEqual([{ id: caseIdOf(2), stored: null }]);
  });

  it('have as news what happened or was recorded since, on whatever day, each once', async () => {
    await using test = await openTestRegister();
    const entry = (happened: number, recorded: number) => ({
      caseId: caseIdOf(1),
      type: 'interview_held',
      payload: {},
      happenedAt: hoursLater(happened),
      recordedAt: hoursLater(recorded),
    });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      for (const [happened, recorded] of [
        [1, 2],
        [30, 31],
        [1, 49],
        [47, 49],
        [48, 48],
        [2, 50],
        [90, 91],
      ] as const)
        await addEvent(tx, entry(happened, recorded));
    });
    const news = await test.register.read((reader) => newsSince(reader, hoursLater(48), 10));
    expect(news?.get(caseIdOf(1))?.map(({ seq }) => seq)).toEqual([4, 5, 6, 7, 8]);
    expect(await test.register.read((reader) => newsSince(reader, hoursLater(48), 4))).toBe(null);
  });
});
