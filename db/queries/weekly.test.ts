import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../domain/case-state.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { addCase, addEvent, addPeople, caseIdOf, hoursLater, sampleUser } from '../testing/sample-rows.ts';
import { caseList } from './case-list.ts';
import { everything } from './visibility.ts';
import { weekCases } from './weekly.ts';

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
    expect(cases.find(({ id }) => id === caseIdOf(1))).toMatchObject({
      pupilName: '张小禾',
      obligations: [],
      events: [{ seq: 1 }, { seq: 2, type: 'interview_held' }],
    });
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
    expect((await test.register.read((reader) => weekCases(reader, hoursLater(20)))).map(({ id }) => id)).toEqual([caseIdOf(2)]);
  });
});
