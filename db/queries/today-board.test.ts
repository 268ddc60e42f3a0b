import { describe, expect, it } from 'vitest';
import { dateOf } from '../../domain/time.ts';
import { driverNames } from '../driver/port.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { owe, sampleDuty } from '../testing/sample-duties.ts';
import { addCase, addPeople, addUser, hoursLater, sampleUser, userIdOf } from '../testing/sample-rows.ts';
import { dutiesOfCase, dutyById } from './duties.ts';
import { handoversFor } from './case-owner.ts';
import { obligationSummary } from './overdue.ts';
import { countOpenObligations, openObligations, todayBoard, type Debtor } from './today-board.ts';

const slots = (rows: readonly { readonly slot: string }[]) => rows.map(({ slot }) => slot);
const now = hoursLater(24);
const mine: Debtor = { roles: ['psych_teacher'], userId: sampleUser };
const at = { debtor: mine, now, endOfToday: hoursLater(48), endOfWeek: hoursLater(96) } as const;
const shifted = (hours: number, ms: number) => hoursLater(hours + ms / 3_600_000);

describe.each(driverNames)('what one person owes with %s', (driver) => {
  it('is divided at the very milliseconds of now, of today and of the week', async () => {
    await using test = await openTestRegister({ driver });
    const dues = { late: shifted(24, -1), now, tonight: hoursLater(48), tomorrow: shifted(48, 1), sunday: hoursLater(96), after: shifted(96, 1) };
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const caseId = await addCase(tx, 1);
      await owe(tx, caseId, (openedBy) => [
        ...Object.entries(dues).map(([slot, dueAt], number) => sampleDuty({ caseId, openedBy }, number, { slot, dueAt })),
        sampleDuty({ caseId, openedBy }, 50, { slot: 'other role', dueAt: dues.late, ownerRole: 'vice_principal' }),
        sampleDuty({ caseId, openedBy }, 51, { slot: 'ended', dueAt: dues.late, end: 'done', endedAt: hoursLater(20), endedBy: openedBy }),
      ]);
    });
    const board = await test.register.read((reader) => todayBoard(reader, at));
    expect([slots(board.overdue), slots(board.today), slots(board.week), board.later, board.overdueTotal, board.leads]).toEqual([
      ['late'],
      ['now', 'tonight'],
      ['tomorrow', 'sunday'],
      1,
      1,
      1,
    ]);
    const sunday = await test.register.read((reader) => todayBoard(reader, { ...at, endOfWeek: at.endOfToday }));
    expect([slots(sunday.week), sunday.later]).toEqual([[], 3]);
    expect(board.overdue[0]).toMatchObject({ caseNo: 'QP-2026-0001', pupilName: '张小禾', ruleId: 'T_PLAN', ownerName: '沈老师', sealed: false });
    expect(await test.register.read((reader) => obligationSummary(reader, now))).toEqual({ open: 7, overdue: 2, byEnd: { done: 1 } });
    const nobody = { debtor: { ...mine, roles: [] }, now, after: null, until: null };
    expect(await test.register.read((reader) => openObligations(reader, nobody))).toEqual([]);
  });

  it('is what belongs to them or to nobody in particular of their role', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const colleague = await addUser(tx, 2, { login: 'qin', displayName: '秦老师' });
      for (const number of [1, 2]) {
        const caseId = await addCase(tx, number, { state: number === 2 ? { ownerId: colleague } : {} });
        await owe(tx, caseId, (openedBy) => [
          sampleDuty({ caseId, openedBy }, 0, { slot: `own ${number}` }),
          sampleDuty({ caseId, openedBy }, 1, { slot: `leader ${number}`, ownerRole: 'vice_principal', dueAt: hoursLater(0) }),
          sampleDuty({ caseId, openedBy }, 2, { slot: `class ${number}`, ownerRole: 'class_teacher', dueAt: hoursLater(0) }),
        ]);
      }
    });
    const overdueOf = (debtor: Debtor) => test.register.read(async (reader) => slots((await todayBoard(reader, { ...at, debtor })).overdue));
    expect([
      await overdueOf(mine),
      await overdueOf({ ...mine, userId: userIdOf(2) }),
      await overdueOf({ ...mine, userId: userIdOf(3) }),
      await overdueOf({ ...mine, roles: ['vice_principal'] }),
      await overdueOf({ roles: ['psych_teacher', 'vice_principal'], userId: sampleUser }),
    ]).toEqual([['own 1'], ['own 2'], [], ['leader 1', 'leader 2'], ['own 1', 'leader 1', 'leader 2']]);
    const duty = await test.register.read(async (reader) => (await openObligations(reader, { debtor: mine, now, after: null, until: null }))[0]);
    expect(await test.register.read((reader) => dutyById(reader, duty?.id ?? ''))).toEqual(duty);
    expect(await test.register.read((reader) => dutyById(reader, 'none'))).toBeNull();
    expect(await test.register.read(async (reader) => slots(await dutiesOfCase(reader, duty?.caseId ?? ('' as never))))).toEqual([
      'own 1',
      'leader 1',
      'class 1',
    ]);
  });

  it('goes out of the way while it is put off or waits, and comes back on its day', async () => {
    await using test = await openTestRegister({ driver });
    const today = dateOf(now);
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const caseId = await addCase(tx, 1);
      await owe(tx, caseId, (openedBy) => [
        sampleDuty({ caseId, openedBy }, 0, { slot: 'put off', snoozedTo: shifted(24, 1) }),
        sampleDuty({ caseId, openedBy }, 1, { slot: 'back', dueAt: hoursLater(1), snoozedTo: now }),
        sampleDuty({ caseId, openedBy }, 2, { slot: 'waits', dueAt: hoursLater(30), waitingFor: 'hospital', chaseOn: dateOf(hoursLater(48)) }),
        sampleDuty({ caseId, openedBy }, 3, { slot: 'to be asked', dueAt: hoursLater(2), waitingFor: 'guardian', chaseOn: today }),
        sampleDuty({ caseId, openedBy }, 4, { slot: 'waits long', dueAt: hoursLater(900), waitingFor: 'police', chaseOn: dateOf(hoursLater(72)) }),
        sampleDuty({ caseId, openedBy }, 5, { slot: 'leader waits', ownerRole: 'principal', waitingFor: 'center', chaseOn: dateOf(hoursLater(72)) }),
      ]);
    });
    const board = await test.register.read((reader) => todayBoard(reader, at));
    expect([slots(board.overdue), slots(board.today), slots(board.waiting), board.overdueTotal, board.later]).toEqual([
      ['back', 'to be asked'],
      [],
      ['put off', 'waits', 'waits long'],
      2,
      0,
    ]);
    const past = { debtor: mine, now, after: null, until: now };
    expect(await test.register.read((reader) => countOpenObligations(reader, past))).toBe(2);
    expect(board.waiting[1]).toMatchObject({ waitingFor: 'hospital', chaseOn: dateOf(hoursLater(48)), snoozedTo: null, estimated: false });
    const later = await test.register.read((reader) => todayBoard(reader, { ...at, now: hoursLater(72) }));
    expect([slots(later.waiting), slots(later.overdue)]).toEqual([[], ['put off', 'back', 'to be asked', 'waits']]);
  });

  it('counts the cases that were handed over and not yet taken over', async () => {
    await using test = await openTestRegister({ driver });
    const handover = (hours: number) => ({ eventId: userIdOf(9) as never, fromUserId: null, at: hoursLater(hours) });
    const [second, first] = await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 3);
      return [await addCase(tx, 1, { state: { handover: handover(9) } }), await addCase(tx, 2, { state: { handover: handover(3) } })];
    });
    expect((await test.register.read((reader) => todayBoard(reader, at))).handovers).toBe(2);
    expect(await test.register.read((reader) => handoversFor(reader, sampleUser))).toEqual([first, second]);
    expect(await test.register.read((reader) => handoversFor(reader, userIdOf(2)))).toEqual([]);
  });
});
