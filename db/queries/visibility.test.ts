import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CaseState } from '../../domain/case-state.ts';
import type { CaseId } from '../../domain/ids.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import { driverNames } from '../driver/port.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { owe, sampleDuty } from '../testing/sample-duties.ts';
import { addCase, addPeople, addUser, caseIdOf, hoursLater, sampleUser, userIdOf } from '../testing/sample-rows.ts';
import type { Register } from '../tx.ts';
import { caseList, type CaseFilter } from './case-list.ts';
import { casesOfOwner } from './case-owner.ts';
import { caseSummary, type CaseListRow } from './case-rows.ts';
import { everything, type Viewer } from './visibility.ts';

const colleague = userIdOf(2);
const grades: readonly (RiskGrade | null)[] = ['R4', 'R3', null, 'R1', 'R0'];
const stages = ['lead', 'filed', 'in_intervention', 'closed', 'archived'] as const;
const now = hoursLater(96);

/** Thirty cases: odd ones the colleague's, every fourth sealed, every seventh also assigned to the other of the two. */
async function fill(register: Register): Promise<void> {
  await register.write(async (tx) => {
    await addPeople(tx);
    await addUser(tx, 2, { login: 'qin', displayName: '秦老师' });
    for (let number = 1; number <= 30; number += 1) {
      const ownerId = number % 2 === 1 ? colleague : sampleUser;
      const state: Partial<CaseState> = {
        grade: grades[number % 5] ?? null,
        stage: stages[number % 5] ?? 'lead',
        ownerId,
        assignees: number % 7 === 0 ? [sampleUser, colleague] : [],
        sealed: number % 4 === 0 ? { eventId: userIdOf(9) as never, at: hoursLater(1) } : null,
      };
      const caseId = await addCase(tx, number, { state });
      if (number % 3 === 0) await owe(tx, caseId, (openedBy) => [sampleDuty({ caseId, openedBy }, number % 11)]);
    }
  });
}

function opens(viewer: Viewer, row: CaseListRow, number: number): boolean {
  const assigned = row.ownerUserId === viewer.userId || (number % 7 === 0 && [sampleUser, colleague].includes(viewer.userId));
  return assigned || (viewer.granted ?? []).includes(row.id) || (viewer.seesAll && (!row.sealed || viewer.sealedToo));
}

/** The list as this viewer must see it, made of the whole one. */
function shown(viewer: Viewer, all: readonly CaseListRow[]): readonly CaseListRow[] {
  return all.map((row) => {
    const number = Number(row.caseNo.slice(-4));
    if (opens(viewer, row, number)) return row;
    return { ...row, mayOpen: false, grade: null, nextDueAt: null, openObligations: 0, overdue: false };
  });
}

const viewer = fc.record({
  userId: fc.constantFrom(sampleUser, colleague, userIdOf(3)),
  role: fc.constantFrom({ seesAll: false, sealedToo: false }, { seesAll: true, sealedToo: false }, { seesAll: true, sealedToo: true }),
  granted: fc.subarray([1, 2, 3, 4, 8, 12].map(caseIdOf)),
});
const viewerOf = ({ userId, role, granted }: { userId: Viewer['userId']; role: Pick<Viewer, 'seesAll' | 'sealedToo'>; granted: CaseId[] }): Viewer => ({
  userId,
  ...role,
  granted,
});

const filters = fc.record(
  {
    stage: fc.constantFrom(...stages),
    grade: fc.constantFrom('R4', 'R3', 'R0'),
    overdue: fc.boolean(),
    open: fc.boolean(),
    mine: fc.constant(true),
    search: fc.constantFrom('2026-000', 'zhang'),
  },
  { requiredKeys: [] },
);

function kept(filter: Partial<CaseFilter>, as: Viewer): (row: CaseListRow) => boolean {
  return (row) =>
    (filter.stage === undefined || row.stage === filter.stage) &&
    (filter.grade === undefined || row.grade === filter.grade) &&
    (filter.overdue === undefined || row.overdue === filter.overdue) &&
    (filter.open === undefined || !['closed', 'archived'].includes(row.stage) === filter.open) &&
    (filter.mine === undefined || row.ownerUserId === as.userId) &&
    (filter.search !== '2026-000' || row.caseNo.includes('2026-000'));
}

describe.each(driverNames)('the list of cases as somebody sees it with %s', (driver) => {
  it('keeps of a case that is not theirs only that it exists, in every filter, order and page', { timeout: 60_000 }, async () => {
    await using test = await openTestRegister({ driver });
    await fill(test.register);
    const all = (await test.register.read((reader) => caseList(reader, { now, for: everything(sampleUser), sort: 'number', limit: 200 }))).rows;
    expect(all).toHaveLength(30);
    await fc.assert(
      fc.asyncProperty(viewer, filters, fc.constantFrom('due', 'grade', 'opened', 'number'), async (who, wanted, sort) => {
        const as = viewerOf(who);
        const filter = { ...(wanted as Partial<CaseFilter>), now, for: as, sort } as const;
        const expected = shown(as, all).filter(kept(filter, as));
        const whole = await test.register.read((reader) => caseList(reader, { ...filter, limit: 200 }));
        expect([whole.total, whole.rows.toSorted((a, b) => (a.caseNo < b.caseNo ? -1 : 1))]).toEqual([expected.length, expected]);
        const paged: CaseListRow[] = [];
        for (let offset = 0; offset < whole.total; offset += 7)
          paged.push(...(await test.register.read((reader) => caseList(reader, { ...filter, offset, limit: 7 }))).rows);
        expect(paged).toEqual(whole.rows);
        // What one may not open stands in an order that says nothing of it, behind all others.
        const shut = whole.rows.filter(({ mayOpen }) => !mayOpen).toSorted((a, b) => (a.openedAt > b.openedAt ? -1 : 1));
        const order = { number: expected, opened: expected.toReversed(), due: shut, grade: shut }[sort];
        expect(whole.rows.slice(whole.rows.length - order.length)).toEqual(order);
      }),
      { numRuns: 60 },
    );
  });

  it('gives one row, and the cases of one owner, in the same way', async () => {
    await using test = await openTestRegister({ driver });
    await fill(test.register);
    const stranger: Viewer = { userId: userIdOf(3), seesAll: false, sealedToo: false };
    const rowFor = (as: Viewer) => test.register.read((reader) => caseSummary(reader, caseIdOf(15), { now, for: as }));
    expect(await rowFor({ ...stranger, userId: colleague })).toMatchObject({
      mayOpen: true,
      grade: 'R4',
      ownerName: '秦老师',
      openObligations: 1,
      overdue: false,
    });
    expect(await rowFor(stranger)).toMatchObject({
      mayOpen: false,
      grade: null,
      nextDueAt: null,
      openObligations: 0,
      ownerName: '秦老师',
      caseNo: 'QP-2026-0015',
    });
    expect(await rowFor({ ...stranger, granted: [caseIdOf(15)] })).toMatchObject({ mayOpen: true, grade: 'R4' });
    expect(await test.register.read((reader) => caseSummary(reader, caseIdOf(99), { now, for: stranger }))).toBeNull();
    const owned = await test.register.read((reader) => casesOfOwner(reader, colleague, { now, for: { ...stranger, userId: colleague } }));
    expect(owned.map(({ caseNo }) => Number(caseNo.slice(-4)))).toEqual([1, 5, 7, 11, 15, 17, 21, 25, 27]);
    expect(owned.every(({ mayOpen }) => mayOpen)).toBe(true);
  });
});
