import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { complianceOf } from '../../domain/rules/compliance.ts';
import { escalationLevels, escalationOf } from '../../domain/rules/escalation.ts';
import { addDays, dateOf } from '../../domain/time.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { owe, sampleDuty } from '../testing/sample-duties.ts';
import { addCase, addPeople, addUser, caseIdOf, hoursLater, sampleUser, userIdOf } from '../testing/sample-rows.ts';
import type { Register } from '../tx.ts';
import { dutiesOfCase, type DueRow } from './duties.ts';
import { missedRuns } from './missed.ts';
import { compliance, countEscalated, overdueWall } from './overdue.ts';
import { caseIds } from './cases.ts';

const now = hoursLater(24 * 10);
const grades: readonly (RiskGrade | null)[] = ['R4', 'R3', null];
const ends = ['done', 'done_late', 'missed', 'excused', 'superseded'] as const;

/** Six cases of two owners; of each a duty every ten hours from long overdue to not yet due, and ended ones of every kind. */
async function fill(register: Register): Promise<readonly DueRow[]> {
  await register.write(async (tx) => {
    await addPeople(tx);
    await addUser(tx, 2, { login: 'qin', displayName: '秦老师' });
    for (let number = 1; number <= 6; number += 1) {
      const state = { grade: grades[number % 3] ?? null, ownerId: number > 4 ? userIdOf(2) : sampleUser };
      const caseId = await addCase(tx, number, { state, happenedAt: hoursLater(0) });
      await owe(tx, caseId, (openedBy) => [
        ...Array.from({ length: 14 }, (_, index) =>
          sampleDuty({ caseId, openedBy }, index, { dueAt: hoursLater(120 + 10 * index), clause: `clause-${index % 3}` }),
        ),
        ...ends.map((end, index) =>
          sampleDuty({ caseId, openedBy }, 50 + index, {
            end,
            dueAt: hoursLater(20 * index),
            endedAt: hoursLater(number % 2 === 0 ? 200 : 60),
            endedBy: openedBy,
            clause: `clause-${number % 2}`,
          }),
        ),
      ]);
    }
  });
  return register.read(async (reader) => {
    const rows: DueRow[] = [];
    for (const id of await caseIds(reader, null)) rows.push(...(await dutiesOfCase(reader, id)));
    return rows;
  });
}

describe('the wall of what is overdue', () => {
  it('shows at every level exactly what the rule of escalation says, longest overdue first, page by page', async () => {
    await using test = await openTestRegister();
    const all = await fill(test.register);
    const hours = fc.integer({ min: 0, max: 200 });
    const escalation = fc.record({ vicePrincipalAfterHours: hours, principalAfterHours: hours, redAtOnce: fc.boolean(), redPrincipalAfterHours: hours });
    await fc.assert(
      fc.asyncProperty(escalation, fc.constantFrom(undefined, ...escalationLevels), async (escalating, level) => {
        const pack = { escalation: escalating };
        const expected = all
          .filter((duty) => duty.end === null && duty.dueAt < now && (level === undefined || escalationOf(duty, { now, grade: duty.grade, pack }) === level))
          .toSorted((a, b) => (`${a.dueAt} ${a.id}` < `${b.dueAt} ${b.id}` ? -1 : 1));
        const wall = await test.register.read((reader) => overdueWall(reader, { now, pack, level, limit: 200 }));
        expect([wall.total, wall.rows]).toEqual([expected.length, expected]);
        const alone = level === undefined ? wall.total : await test.register.read((reader) => countEscalated(reader, { now, pack, level }));
        expect(alone).toBe(expected.length);
        const page = await test.register.read((reader) => overdueWall(reader, { now, pack, level, offset: 7, limit: 5 }));
        expect([page.total, page.rows, page.byOwner]).toEqual([expected.length, expected.slice(7, 12), wall.byOwner]);
        const owes = ({ ownerName, ownerRole }: DueRow) => `${['psych_teacher', 'center_counselor'].includes(ownerRole) ? ownerName : ''} ${ownerRole}`;
        expect(new Map(wall.byOwner.map((owner) => [`${owner.ownerName ?? ''} ${owner.ownerRole}`, owner.overdue]))).toEqual(
          new Map([...Map.groupBy(expected, owes)].map(([who, duties]) => [who, duties.length])),
        );
      }),
      { numRuns: 40 },
    );
  });
});

describe('escalated duties', () => {
  it.each([
    // Twelve overdue duties of each case; of the two red ones ten are older than a day, of the four others five are older than three days.
    ['owner', 0],
    ['vice_principal', 2 * 2 + 4 * 7],
    ['principal', 2 * 10 + 4 * 5],
  ] as const)('at level %s are %i', async (level, count) => {
    await using test = await openTestRegister();
    await fill(test.register);
    const pack = { escalation: { vicePrincipalAfterHours: 0, principalAfterHours: 72, redAtOnce: true, redPrincipalAfterHours: 24 } };
    const counts = await test.register.read(async (reader) => ({
      wall: (await overdueWall(reader, { now, pack, level })).total,
      alone: await countEscalated(reader, { now, pack, level }),
    }));
    expect(counts).toEqual({ wall: count, alone: count });
  });
});

describe('compliance', () => {
  it('counts in the database what the rule counts duty by duty', async () => {
    await using test = await openTestRegister();
    const all = await fill(test.register);
    const day = fc.integer({ min: -1, max: 12 }).map((days) => addDays(dateOf(hoursLater(0)), days));
    await fc.assert(
      fc.asyncProperty(day, day, fc.integer({ min: 0, max: 300 }), async (from, to, hour) => {
        const span = { from, to, now: hoursLater(hour) };
        expect(await test.register.read((reader) => compliance(reader, span))).toEqual(complianceOf(all, span));
      }),
      { numRuns: 40 },
    );
  });
});

describe('missed weeks', () => {
  it('are given where the duty runs on after them, with how many there were in a row', async () => {
    await using test = await openTestRegister();
    const ended = (end: (typeof ends)[number]) => ({ end, endedAt: hoursLater(50) });
    const weeks: readonly (readonly (Partial<ObligationRecord> | null)[])[] = [
      // Missed once, held, missed twice with one called off between: two in a row.
      [ended('missed'), ended('done'), ended('missed'), ended('superseded'), ended('missed'), null],
      // Nothing runs any more.
      [ended('missed'), ended('missed')],
      // The last one was held.
      [ended('missed'), ended('done_late'), null],
      [ended('missed'), null],
    ];
    await test.register.write(async (tx) => {
      await addPeople(tx);
      for (const [index, list] of weeks.entries()) {
        const caseId = await addCase(tx, index + 1);
        await owe(tx, caseId, (openedBy) => [
          ...list.map((week, number) => sampleDuty({ caseId, openedBy }, number, { slot: 'guardian', openedAt: hoursLater(number), ...week })),
          sampleDuty({ caseId, openedBy }, 99, { slot: 'pupil', openedAt: hoursLater(99) }),
        ]);
      }
    });
    const found = await test.register.read(missedRuns);
    const place = { pupilName: '张小禾', ruleId: 'T_PLAN', slot: 'guardian', packVersion: 'default-1' };
    expect(found).toEqual([
      { caseId: caseIdOf(1), caseNo: 'QP-2026-0001', className: '2(1)班', ...place, missed: 2 },
      { caseId: caseIdOf(4), caseNo: 'QP-2026-0004', className: '5(1)班', ...place, missed: 1 },
    ]);
    // Once it is held, nothing is left of the row.
    await test.register.write((tx) =>
      owe(tx, caseIdOf(4), (openedBy) => [
        sampleDuty({ caseId: caseIdOf(4), openedBy }, 0, { slot: 'guardian', ...ended('missed') }),
        sampleDuty({ caseId: caseIdOf(4), openedBy }, 1, { slot: 'guardian', openedAt: hoursLater(1), ...ended('done') }),
        sampleDuty({ caseId: caseIdOf(4), openedBy }, 2, { slot: 'guardian', openedAt: hoursLater(2) }),
      ]),
    );
    expect((await test.register.read(missedRuns)).map(({ caseId }) => caseId)).toEqual([caseIdOf(1)]);
  });
});
