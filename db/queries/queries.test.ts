import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CaseState } from '../../domain/case-state.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import { appendAudit } from '../stores/audit-store.ts';
import { updateDuties } from '../stores/case-store.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { owe, sampleDuty } from '../testing/sample-duties.ts';
import { addCase, addEvent, addPeople, hoursLater, caseIdOf, userIdOf, sampleUser } from '../testing/sample-rows.ts';
import type { Register } from '../tx.ts';
import { auditTrail } from './audit-trail.ts';
import { caseList } from './case-list.ts';
import type { CaseFilter } from './case-list.ts';
import { caseIds, casesTickedBefore } from './cases.ts';
import { registerCounts } from './overview.ts';
import { pupilKeys } from './pupils.ts';
import { everything } from './visibility.ts';

const names = [
  { name: '张小禾', nameFull: 'zhangxiaohe', nameInitials: 'zxh' },
  { name: '单_禾', nameFull: 'shanhe', nameInitials: 'sh' },
  { name: '𠮷喆', nameFull: 'jizhe', nameInitials: 'jz' },
  { name: '张珊', nameFull: 'zhangshan', nameInitials: 'zs' },
] as const;
const grades: readonly (RiskGrade | null)[] = ['R4', 'R3', null, 'R1', 'R0'];
const stages = ['lead', 'filed', 'in_intervention', 'closed'] as const;

/** Forty cases of four names, five grades, four stages; every third owes something. */
async function fill(register: Register): Promise<void> {
  await register.write(async (tx) => {
    await addPeople(tx);
    for (let number = 1; number <= 40; number += 1) {
      const state: Partial<CaseState> = {
        grade: grades[number % 5] ?? null,
        stage: stages[number % 4] ?? 'lead',
        attendance: number % 7 === 0 ? 'on_leave' : 'at_school',
      };
      const caseId = await addCase(tx, number, { pupil: names[number % 4] ?? {}, state });
      if (number % 3 === 0) await owe(tx, caseId, (openedBy) => [sampleDuty({ caseId, openedBy }, number % 11)]);
    }
  });
}

const whole = { limit: 200, now: hoursLater(96), for: everything(sampleUser) } as const;

describe('the list of cases', () => {
  it('gives every case once, whatever the order and the size of a page', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    for (const sort of ['due', 'grade', 'opened', 'number'] as const) {
      const all = await test.register.read((reader) => caseList(reader, { ...whole, sort }));
      expect([all.total, new Set(all.rows.map(({ id }) => id)).size]).toEqual([40, 40]);
      const paged: string[] = [];
      for (let offset = 0; offset < 40; offset += 7)
        paged.push(...(await test.register.read((reader) => caseList(reader, { ...whole, sort, offset, limit: 7 }))).rows.map(({ id }) => id));
      expect(paged).toEqual(all.rows.map(({ id }) => id));
    }
  });

  it('orders by due moment with none last, by grade with undecided last, by newest, by number', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    const list = (sort: NonNullable<CaseFilter['sort']>) => test.register.read(async (reader) => (await caseList(reader, { ...whole, sort })).rows);
    const dues = (await list('due')).map(({ nextDueAt }) => nextDueAt ?? '9999');
    expect(dues).toEqual(dues.toSorted());
    const ranks = (await list('grade')).map(({ grade }) => grade ?? 'Q');
    expect(ranks).toEqual(ranks.toSorted().toReversed());
    const opened = (await list('opened')).map(({ openedAt }) => openedAt);
    expect(opened).toEqual(opened.toSorted().toReversed());
    const numbers = (await list('number')).map(({ caseNo }) => caseNo);
    expect(numbers).toEqual(numbers.toSorted());
  });

  it('finds exactly what a plain filter over all cases finds', { timeout: 60_000 }, async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    const all = (await test.register.read((reader) => caseList(reader, { ...whole, sort: 'number' }))).rows;
    const filter = fc.record(
      {
        stage: fc.constantFrom(...stages),
        grade: fc.constantFrom('R4', 'R3', 'R2', 'R1', 'R0'),
        attendance: fc.constantFrom('at_school', 'on_leave'),
        overdue: fc.boolean(),
        open: fc.boolean(),
        ownerUserId: fc.constantFrom(sampleUser, userIdOf(2)),
      },
      { requiredKeys: [] },
    );
    await fc.assert(
      fc.asyncProperty(filter, async (wanted) => {
        const found = await test.register.read((reader) => caseList(reader, { ...whole, sort: 'number', ...(wanted as Partial<CaseFilter>) }));
        const expected = all.filter(
          (row) =>
            (wanted.stage === undefined || row.stage === wanted.stage) &&
            (wanted.grade === undefined || row.grade === wanted.grade) &&
            (wanted.attendance === undefined || row.attendance === wanted.attendance) &&
            (wanted.overdue === undefined || row.overdue === wanted.overdue) &&
            (wanted.open === undefined || (row.stage !== 'closed') === wanted.open) &&
            (wanted.ownerUserId === undefined || row.ownerUserId === wanted.ownerUserId),
        );
        expect(found).toEqual({ total: expected.length, rows: expected });
      }),
      { numRuns: 60 },
    );
  });

  it('searches names, pinyin, initials and numbers, and takes wildcards as text', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    const found = async (search: string) =>
      (await test.register.read((reader) => caseList(reader, { ...whole, search }))).rows.map(({ pupilName }) => pupilName);
    const kinds = async (search: string) => [...new Set(await found(search))].toSorted();
    expect([await kinds('张'), await kinds('小禾'), await kinds('zhangsh'), await kinds('Zhang Shan'), await kinds('zs'), await kinds('𠮷')]).toEqual([
      ['张小禾', '张珊'],
      ['张小禾'],
      ['张珊'],
      ['张珊'],
      ['张珊'],
      ['𠮷喆'],
    ]);
    expect([await kinds('_'), await kinds('%'), await kinds("'"), await kinds('\\'), await kinds('hangshan')]).toEqual([['单_禾'], [], [], [], []]);
    expect([(await found('20260007')).length, (await found('QP-2026-0007')).length, (await found('2026-000')).length, (await found('  ')).length]).toEqual([
      1, 1, 9, 40,
    ]);
  });

  it('never answers more than 200 rows', async () => {
    await using test = await openTestRegister();
    await test.register.write(async (tx) => {
      await addPeople(tx);
      for (let number = 1; number <= 205; number += 1) await addCase(tx, number);
    });
    const { total, rows } = await test.register.read((reader) => caseList(reader, { now: hoursLater(0), for: everything(sampleUser), limit: 5000 }));
    expect([total, rows.length]).toEqual([205, 200]);
  });
});

describe('small lists', () => {
  it('page the audit trail from the newest, and name the cases whose time has come', async () => {
    await using test = await openTestRegister();
    const caseId = caseIdOf(1);
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      for (let hour = 2; hour <= 5; hour += 1) await addEvent(tx, { caseId, type: 'interview_held', payload: { hour }, happenedAt: hoursLater(hour) });
      await updateDuties(tx, caseId, { nextDueAt: null, openObligations: 0, nextTickAt: hoursLater(30) });
      for (let count = 1; count <= 5; count += 1)
        await appendAudit(tx, {
          at: hoursLater(count),
          userId: count === 5 ? null : sampleUser,
          operation: `op.${count}`,
          subjectId: null,
          outcome: 'ok',
          detail: {},
        });
    });
    const seen = await test.register.read(async (reader) => ({
      trail: await auditTrail(reader, { offset: 1, limit: 2 }),
      latest: (await auditTrail(reader, { limit: 1 })).rows,
      counts: await registerCounts(reader),
      ids: await caseIds(reader, null),
      ticked: [await casesTickedBefore(reader, hoursLater(29)), await casesTickedBefore(reader, hoursLater(30))],
      keys: await pupilKeys(reader),
    }));
    expect(seen).toMatchObject({
      trail: { total: 5, rows: [{ seq: 4, login: 'shen', operation: 'op.4' }, { seq: 3 }] },
      latest: [{ seq: 5, login: null }],
      counts: { cases: 1, events: 5, auditEntries: 5, users: 1, documents: 0 },
      ids: [caseId],
      ticked: [[], [caseId]],
      keys: [{ studentNo: '20260001' }],
    });
  });
});
