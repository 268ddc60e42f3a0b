import { describe, expect, it } from 'vitest';
import { endOf, type PlainDate } from '../../domain/time.ts';
import { driverNames } from '../driver/port.ts';
import { importReport, waitingCalls } from '../queries/imports.ts';
import { pupilById, pupilByStudentNo } from '../queries/pupils.ts';
import { resultsOf, secondScreeningQueue } from '../queries/screening.ts';
import { userByLogin, userList } from '../queries/users.ts';
import { openTestRegister } from '../testing/open-register.ts';
import { addCase, addPeople, caseIdOf, userIdOf, sampleBatch, samplePublicKey, samplePupil, sampleStart, sampleUser } from '../testing/sample-rows.ts';
import { forgetWaitingCall, keepWaitingCall, sameWaitingCall, takeUpCall, upsertHotlineCall } from './hotline-store.ts';
import { finishBatch, insertRefusals } from './import-store.ts';
import { upsertPupil } from './pupil-store.ts';
import { concludeResults, takeUpResults, upsertScreening, type Conclusion } from './screening-store.ts';
import type { ScreeningRecord } from './screening-store.ts';
import { disableUser, insertUser } from './user-store.ts';

const caseId = caseIdOf(1);
const today = '2026-09-17' as PlainDate;
const cleared: Conclusion = { outcome: 'cleared', by: '示例老师', at: endOf('2026-09-11' as PlainDate), note: '示例记录' };

describe.each(driverNames)('people and results with %s', (driver) => {
  it('keep a login for ever and disable a user once', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const other = {
        id: userIdOf(2),
        login: 'shen',
        displayName: '沈二',
        role: 'auditor',
        classScope: null,
        signPublic: samplePublicKey,
        sealRecipient: 'age1x',
        createdAt: sampleStart,
      } as const;
      expect(await insertUser(tx, other)).toEqual({ ok: false, error: 'LOGIN_TAKEN' });
      expect([await disableUser(tx, sampleUser, sampleStart), await disableUser(tx, sampleUser, sampleStart)]).toEqual([true, false]);
      expect(await insertUser(tx, other)).toEqual({ ok: false, error: 'LOGIN_TAKEN' });
      expect(await userByLogin(tx, 'shen')).toMatchObject({ displayName: '沈老师', disabledAt: sampleStart });
      expect(await userList(tx)).toHaveLength(1);
    });
  });

  it('keep calls about children of one name and day apart, and the graver word of one child', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      const said = { calledAt: sampleStart, takenBy: '值班教师', caller: '母亲', name: '示例甲', handling: '倾听支持', batchId: sampleBatch };
      const grave = { ...said, id: '1', school: '甲校', grade: 7, className: '1班', concern: '情绪低落', risk: 'ideation' };
      const others = [
        { ...grave, id: '2', school: '乙校', concern: '失眠', risk: 'none' },
        { ...grave, id: '3', grade: 9, concern: '失眠', risk: 'none' },
        { ...grave, id: '4', className: null, concern: '失眠', risk: 'none' },
        { ...grave, id: '5', school: null, grade: null, className: null, concern: '失眠', risk: 'none' },
      ];
      for (const call of [grave, ...others]) expect(await keepWaitingCall(tx, call)).toBe('added');
      for (const call of [grave, ...others]) expect(await keepWaitingCall(tx, { ...call, id: '9' })).toBe('unchanged');
      expect(await keepWaitingCall(tx, { ...grave, id: '9', concern: '失眠', risk: 'none' })).toBe('unchanged');
      expect(await keepWaitingCall(tx, { ...grave, id: '9', concern: '已有行为', risk: 'behavior' })).toBe('changed');
      expect([await sameWaitingCall(tx, grave), await sameWaitingCall(tx, { ...grave, concern: '已有行为', risk: 'behavior' })]).toEqual([null, '1']);
      await forgetWaitingCall(tx, '3');
      expect((await waitingCalls(tx)).map(({ id, risk }) => [id, risk])).toEqual([
        ['1', 'behavior'],
        ['2', 'none'],
        ['4', 'none'],
        ['5', 'none'],
      ]);
    });
  });

  it('take a pupil over once, and again only when something changed', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      const first = samplePupil(1, { name: '𠮷喆', address: '某路1号' });
      expect(await upsertPupil(tx, first)).toEqual({ id: first.id, change: 'added' });
      expect(await upsertPupil(tx, { ...first, id: samplePupil(9).id })).toEqual({ id: first.id, change: 'unchanged' });
      const moved = samplePupil(1, {
        id: samplePupil(9).id,
        name: '𠮷喆',
        className: '三(2)班',
        guardians: [
          { name: '李女士', relation: '母亲', phone: null },
          { name: '张先生', relation: '父亲', phone: '1' },
        ],
      });
      expect(await upsertPupil(tx, moved)).toEqual({ id: first.id, change: 'changed' });
      expect(await pupilById(tx, first.id)).toMatchObject({
        name: '𠮷喆',
        className: '三(2)班',
        address: null,
        guardians: moved.guardians,
        openCaseId: null,
        cases: [],
      });
      expect((await pupilByStudentNo(tx, first.studentNo))?.id).toBe(first.id);
    });
  });

  it('take results over once, and keep what was decided about them', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const result: ScreeningRecord = {
        id: 'r1',
        pupilId: samplePupil(1).id,
        instrument: 'PHQ9',
        testedOn: '2026-09-10' as PlainDate,
        total: 17,
        factors: { total: 17 },
        items: [1, 2, null],
        validity: 'valid',
        flags: ['item9'],
        needsSecond: true,
        urgent: true,
        dueOn: today,
        batchId: sampleBatch,
      };
      expect([await upsertScreening(tx, result), await upsertScreening(tx, { ...result, id: 'r2' })]).toEqual([
        { id: 'r1', change: 'added', worse: null },
        { id: 'r1', change: 'unchanged', worse: null },
      ]);
      expect((await secondScreeningQueue(tx, { today })).rows).toMatchObject([{ urgent: true, results: [{ id: 'r1', flags: ['item9'], total: 17 }] }]);
      await addCase(tx, 2);
      const others = { caseId: caseIdOf(2), pupilId: samplePupil(2).id };
      expect(await takeUpResults(tx, ['r1', 'none'], others)).toBe(0);
      expect(await takeUpResults(tx, ['r1', 'none'], { caseId, pupilId: result.pupilId })).toBe(1);
      expect(await takeUpResults(tx, ['r1'], { ...others, pupilId: result.pupilId })).toBe(0);
      expect((await upsertScreening(tx, { ...result, total: 12, flags: [], urgent: false })).change).toBe('changed');
      expect(await resultsOf(tx, result.pupilId)).toMatchObject([{ total: 12, takenUpCaseId: caseId, urgent: false }]);
      expect((await secondScreeningQueue(tx, { today })).total).toBe(0);
      expect((await secondScreeningQueue(tx, { today, includeDone: true })).total).toBe(1);
      expect(await concludeResults(tx, ['r1'], cleared)).toBe(0);
      expect(await upsertScreening(tx, result)).toMatchObject({ change: 'changed', worse: 'in_case' });
    });
  });

  it('conclude a result once, and let it wait again when it comes back worse', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      const result: ScreeningRecord = {
        id: 'r1',
        pupilId: samplePupil(1).id,
        instrument: 'PHQ9',
        testedOn: '2026-09-10' as PlainDate,
        total: 15,
        factors: {},
        items: null,
        validity: 'valid',
        flags: ['moderate'],
        needsSecond: true,
        urgent: false,
        dueOn: today,
        batchId: sampleBatch,
      };
      const outcome = async () => (await resultsOf(tx, result.pupilId))[0]?.outcome;
      await upsertScreening(tx, result);
      const concluded = [];
      for (const word of ['cleared', 'cleared', 'retest']) concluded.push(await concludeResults(tx, ['r1'], { ...cleared, outcome: word }));
      expect([concluded, await outcome()]).toEqual([[1, 1, 0], 'cleared']);
      expect([await upsertScreening(tx, { ...result, total: 14, flags: [] }), await outcome()]).toEqual([
        { id: 'r1', change: 'changed', worse: null },
        'cleared',
      ]);
      for (const change of [{ flags: ['other'] }, { flags: ['other'], urgent: true }]) {
        await concludeResults(tx, ['r1'], cleared);
        expect([await upsertScreening(tx, { ...result, ...change }), await outcome()]).toEqual([{ id: 'r1', change: 'changed', worse: 'waiting' }, null]);
      }
      await concludeResults(tx, ['r1'], cleared);
      await upsertScreening(tx, { ...result, flags: [], needsSecond: false });
      expect([await outcome(), (await secondScreeningQueue(tx, { today })).total]).toEqual(['cleared', 0]);
      expect([(await upsertScreening(tx, { ...result, flags: [] })).worse, (await secondScreeningQueue(tx, { today })).total]).toEqual(['waiting', 1]);
    });
  });

  it('wait overdue first, then urgent, then by their day, and never longer for having become worse', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      for (const number of [1, 2, 3]) await addCase(tx, number);
      const result = (number: number, dueOn: string, urgent: boolean): ScreeningRecord => ({
        id: `r${number}`,
        pupilId: samplePupil(number).id,
        instrument: 'PHQ9',
        testedOn: '2026-09-10' as PlainDate,
        total: 15,
        factors: {},
        items: null,
        validity: 'valid',
        flags: urgent ? ['item9'] : ['moderate'],
        needsSecond: true,
        urgent,
        dueOn: dueOn as PlainDate,
        batchId: sampleBatch,
      });
      for (const one of [result(1, '2026-09-18', false), result(2, '2026-09-16', false), result(3, '2026-09-17', true)]) await upsertScreening(tx, one);
      const queue = async (includeDone = false) => {
        const { rows } = await secondScreeningQueue(tx, { today, includeDone });
        return rows.map(({ dueOn, urgent, results }) => [results[0]?.id, dueOn, urgent]);
      };
      const first = ['r2', '2026-09-16', false];
      const last = ['r1', '2026-09-18', false];
      expect(await queue()).toEqual([first, ['r3', '2026-09-17', true], last]);
      await upsertScreening(tx, result(2, '2026-09-30', true));
      expect((await queue())[0]).toEqual(['r2', '2026-09-16', true]);
      expect(await concludeResults(tx, ['r2'], cleared)).toBe(1);
      expect(await concludeResults(tx, ['r2'], { ...cleared, note: '另一记录' })).toBe(0);
      expect(await queue()).toEqual([['r3', '2026-09-17', true], last]);
      expect(await queue(true)).toEqual([['r3', '2026-09-17', true], last, ['r2', null, false]]);
      await upsertScreening(tx, { ...result(2, '2026-09-20', true), flags: ['item9', 'severe'] });
      expect(await queue()).toEqual([['r3', '2026-09-17', true], ['r2', '2026-09-20', true], last]);
      expect(await resultsOf(tx, samplePupil(2).id)).toMatchObject([{ outcome: null, secondBy: '示例老师', secondNote: '示例记录' }]);
    });
  });

  it('keep every refused row with its reason, and calls once', async () => {
    await using test = await openTestRegister({ driver });
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      await insertRefusals(
        tx,
        sampleBatch,
        Array.from({ length: 2500 }, (_, index) => ({ rowNo: index + 1, columnName: null, code: 'NAME_MISSING', params: { row: index } })),
      );
      await finishBatch(tx, sampleBatch, { added: 1, changed: 1, unchanged: 1, refused: 2500, skipped: 0 });
      const report = await importReport(tx, sampleBatch);
      expect([report?.batch.refused, report?.refused.length, report?.refused[2499]]).toEqual([
        2500,
        2500,
        { rowNo: 2500, columnName: null, code: 'NAME_MISSING', params: { row: 2499 } },
      ]);
      const call = {
        id: 'h1',
        calledAt: sampleStart,
        takenBy: '值班',
        caller: '家长',
        pupilId: samplePupil(1).id,
        concern: '夜不归宿',
        risk: 'medium',
        handling: '已安抚',
        batchId: sampleBatch,
      };
      expect([
        (await upsertHotlineCall(tx, call)).change,
        (await upsertHotlineCall(tx, call)).change,
        (await upsertHotlineCall(tx, { ...call, risk: 'high' })).change,
      ]).toEqual(['added', 'unchanged', 'changed']);
      const by = { caseId, pupilId: call.pupilId };
      expect([
        await takeUpCall(tx, 'h1', { ...by, pupilId: samplePupil(2).id }),
        await takeUpCall(tx, 'h1', by),
        await takeUpCall(tx, 'h1', by),
        await takeUpCall(tx, 'none', by),
      ]).toEqual([false, true, false, false]);
    });
  });
});
