import { describe, expect, it } from 'vitest';
import fc from 'fast-check';
import type { CaseState } from '../../domain/case-state.ts';
import type { CaseId, EventId } from '../../domain/ids.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import { appendAudit } from '../stores/audit-store.ts';
import { updateCase, updateDuties } from '../stores/case-store.ts';
import { saveObligations } from '../stores/obligation-store.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { addCase, addEvent, addPeople, hoursLater, caseIdOf, userIdOf, sampleUser } from '../testing/sample-rows.ts';
import type { Register, Tx } from '../tx.ts';
import { auditTrail } from './audit-trail.ts';
import { caseList } from './case-list.ts';
import type { CaseFilter } from './case-list.ts';
import { caseById, caseIds, casesTickedBefore } from './cases.ts';
import { eventsOf } from './events.ts';
import { registerCounts } from './overview.ts';
import { pupilKeys } from './pupils.ts';
import { obligationSummary, openObligations, todayBoard } from './today-board.ts';

const names = [
  { name: '张小禾', nameFull: 'zhangxiaohe', nameInitials: 'zxh' },
  { name: '单_禾', nameFull: 'shanhe', nameInitials: 'sh' },
  { name: '𠮷喆', nameFull: 'jizhe', nameInitials: 'jz' },
  { name: '张珊', nameFull: 'zhangshan', nameInitials: 'zs' },
] as const;
const grades: readonly (RiskGrade | null)[] = ['R4', 'R3', null, 'R1', 'R0'];
const stages = ['lead', 'filed', 'in_intervention', 'closed'] as const;

function obligation(of: { readonly caseId: CaseId; readonly openedBy: EventId }, number: number, change: Partial<ObligationRecord> = {}): ObligationRecord {
  const { caseId, openedBy } = of;
  return {
    id: `${caseId}:${number}`,
    caseId,
    ruleId: 'T_PLAN',
    clause: '一周内上报预案',
    packVersion: 'default-1',
    slot: '',
    occurrence: number,
    openedBy,
    openedAt: hoursLater(0),
    dueAt: hoursLater(24 * number),
    ownerRole: 'psych_teacher',
    end: null,
    endedAt: null,
    endedBy: null,
    estimated: false,
    snoozedTo: null,
    waitingFor: null,
    chaseOn: null,
    ...change,
  };
}

async function owe(tx: Tx, caseId: CaseId, list: (openedBy: EventId) => readonly ObligationRecord[]): Promise<void> {
  const openedBy = (await eventsOf(tx, caseId))[0]?.id;
  const found = await caseById(tx, caseId);
  if (openedBy === undefined || found === null) throw new Error('no such case');
  await updateCase(tx, caseId, { ...found, ...(await saveObligations(tx, { caseId, ownerId: sampleUser }, list(openedBy))) });
}

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
      if (number % 3 === 0) await owe(tx, caseId, (openedBy) => [obligation({ caseId, openedBy }, number % 11)]);
    }
  });
}

const everything = { limit: 200, now: hoursLater(96) } as const;

describe('the list of cases', () => {
  it('gives every case once, whatever the order and the size of a page', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    for (const sort of ['due', 'grade', 'opened', 'number'] as const) {
      const whole = await test.register.read((reader) => caseList(reader, { ...everything, sort }));
      expect([whole.total, new Set(whole.rows.map(({ id }) => id)).size]).toEqual([40, 40]);
      const paged: string[] = [];
      for (let offset = 0; offset < 40; offset += 7)
        paged.push(...(await test.register.read((reader) => caseList(reader, { ...everything, sort, offset, limit: 7 }))).rows.map(({ id }) => id));
      expect(paged).toEqual(whole.rows.map(({ id }) => id));
    }
  });

  it('orders by due moment with none last, by grade with undecided last, by newest, by number', async () => {
    await using test = await openTestRegister();
    await fill(test.register);
    const list = (sort: NonNullable<CaseFilter['sort']>) => test.register.read(async (reader) => (await caseList(reader, { ...everything, sort })).rows);
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
    const all = (await test.register.read((reader) => caseList(reader, { ...everything, sort: 'number' }))).rows;
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
        const found = await test.register.read((reader) => caseList(reader, { ...everything, sort: 'number', ...(wanted as Partial<CaseFilter>) }));
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
      (await test.register.read((reader) => caseList(reader, { ...everything, search }))).rows.map(({ pupilName }) => pupilName);
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
    const { total, rows } = await test.register.read((reader) => caseList(reader, { now: hoursLater(0), limit: 5000 }));
    expect([total, rows.length]).toEqual([205, 200]);
  });
});

describe('what is owed', () => {
  it('is divided at the very milliseconds of now, of today and of the week', async () => {
    await using test = await openTestRegister();
    const at = { roles: ['psych_teacher'], now: hoursLater(24), endOfToday: hoursLater(48), endOfWeek: hoursLater(96) } as const;
    const shifted = (hours: number, ms: number) => hoursLater(hours + ms / 3_600_000);
    const dues = {
      late: shifted(24, -1),
      now: hoursLater(24),
      tonight: hoursLater(48),
      tomorrow: shifted(48, 1),
      sunday: hoursLater(96),
      after: shifted(96, 1),
    };
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const caseId = await addCase(tx, 1);
      await owe(tx, caseId, (openedBy) => [
        ...Object.entries(dues).map(([slot, dueAt], number) => obligation({ caseId, openedBy }, number, { slot, dueAt })),
        obligation({ caseId, openedBy }, 50, { slot: 'other role', dueAt: dues.late, ownerRole: 'vice_principal' }),
        obligation({ caseId, openedBy }, 51, { slot: 'ended', dueAt: dues.late, end: 'done', endedAt: hoursLater(20), endedBy: openedBy }),
      ]);
    });
    const board = await test.register.read((reader) => todayBoard(reader, at));
    const slots = (rows: readonly { readonly slot: string }[]) => rows.map(({ slot }) => slot);
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
    expect(board.overdue[0]).toMatchObject({ caseNo: 'QP-2026-0001', pupilName: '张小禾', ruleId: 'T_PLAN' });
    expect(await test.register.read((reader) => obligationSummary(reader, at.now))).toEqual({ open: 7, overdue: 2, byEnd: { done: 1 } });
    expect(await test.register.read((reader) => openObligations(reader, { roles: [], after: null, until: null }))).toEqual([]);
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
