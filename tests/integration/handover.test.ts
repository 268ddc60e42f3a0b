/** A colleague falls ill: all cases go to another person at once, who sees a sheet, takes them over, and answers for what is owed. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { addPerson, codeOf, judgedCase, record } from '../support/case-work.ts';
import { moment, openTestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const roles = ['psych_teacher', 'vice_principal', 'principal'] as const;

describe('handing over', () => {
  it('moves every open case once, keeps the earlier owner informed, and waits until the next one takes over', async () => {
    await using office = await openTestOffice('school', roles);
    const { id: toUserId } = await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const first = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const second = await judgedCase(office, { name: '示例乙', studentNo: 'S-2' }, moment(1, 11));
    await record(office, first.id, { type: 'mandatory_report_made', at: moment(1, 12), payload: { guardianSuspects: ['father'] } });
    const fromUserId = (await office.ask('users.list', {})).find(({ login }) => login === 'psych_teacher')?.id ?? '';
    await office.as('colleague');
    expect((await office.ask('today.board', {})).handovers).toBe(0);
    expect(await codeOf(office, 'cases.handOver', { requestId: randomUUID(), fromUserId, toUserId, reason: 'sickness' })).toBe('NOT_ALLOWED');
    expect(await office.ask('cases.handoverSheet', { userId: fromUserId })).toEqual([]);
    await office.as('vice_principal');
    const give = { requestId: randomUUID(), fromUserId, toUserId, reason: 'sickness', note: '住院两周。' } as const;
    expect(await codeOf(office, 'cases.handOver', { ...give, requestId: randomUUID(), toUserId: fromUserId })).toBe('HANDOVER_TO_SELF');
    const leader = (await office.ask('users.list', {})).find(({ login }) => login === 'principal')?.id ?? '';
    expect(await codeOf(office, 'cases.handOver', { ...give, requestId: randomUUID(), toUserId: leader })).toBe('USER_UNKNOWN');
    expect(await codeOf(office, 'cases.handOver', { ...give, requestId: randomUUID(), caseIds: [randomUUID()] })).toBe('CASE_UNKNOWN');
    expect(await office.ask('cases.handOver', give)).toEqual({ cases: 2 });
    expect(await office.ask('cases.handOver', give)).toEqual({ cases: 2 });
    await office.as('colleague');
    const board = await office.ask('today.board', {});
    expect(board.handovers).toBe(2);
    expect(new Set([...board.overdue, ...board.today, ...board.week].map(({ ownerName }) => ownerName))).toEqual(new Set(['示例colleague']));
    const sheet = await office.ask('cases.handoverSheet', { userId: toUserId });
    expect(sheet.map(({ caseId, handoverPending }) => [caseId, handoverPending])).toEqual([
      [first.id, true],
      [second.id, true],
    ]);
    expect(sheet[0]).toMatchObject({ pupilName: '示例甲', grade: 'R3', warnings: ['GUARDIAN_SUSPECTED'] });
    expect(sheet[0]?.duties.length).toBeGreaterThan(3);
    expect(sheet[0]?.nextDueAt).toBe(sheet[0]?.duties[0]?.dueAt);
    const accept = { requestId: randomUUID(), caseIds: [first.id] };
    expect(await office.ask('cases.acceptHandover', accept)).toEqual({ cases: 1 });
    expect(await office.ask('cases.acceptHandover', { requestId: randomUUID() })).toEqual({ cases: 1 });
    expect(await office.ask('cases.acceptHandover', accept)).toEqual({ cases: 1 });
    expect(await codeOf(office, 'cases.acceptHandover', { requestId: randomUUID() })).toBe('NOTHING_TO_ACCEPT');
    expect((await office.ask('today.board', {})).handovers).toBe(0);
    const file = await office.ask('cases.file', { caseId: first.id });
    expect([file.ownerName, file.assignees.map(({ name }) => name), file.state['handover']]).toEqual([
      '示例colleague',
      ['示例colleague', '示例psych_teacher'],
      null,
    ]);
    await office.as('psych_teacher');
    expect((await office.ask('cases.file', { caseId: first.id })).level).toBe('detail');
    expect((await office.ask('cases.list', { mine: true })).total).toBe(0);
    const left = await office.ask('today.board', {});
    expect([...left.overdue, ...left.today, ...left.week, ...left.waiting]).toEqual([]);
    await office.as('admin');
    expect((await office.ask('register.refold', {})).differing).toBe(0);
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
  });

  it('lets a colleague give away what is theirs, one case by name, under the words of the next person’s warning', async () => {
    await using office = await openTestOffice('school', roles);
    const { id: toUserId } = await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const kept = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const given = await judgedCase(office, { name: '示例乙', studentNo: 'S-2' }, moment(1, 11));
    const { id: fromUserId } = (await office.ask('users.list', {})).find(({ login }) => login === 'psych_teacher') ?? { id: '' };
    await record(office, given.id, { type: 'case_handed_over', at: moment(1, 12), payload: { toUserId, warnings: '每周五放学前须与家长通话。' } });
    expect(await codeOf(office, 'cases.handOver', { requestId: randomUUID(), fromUserId: toUserId, toUserId: fromUserId, reason: 'other' })).toBe(
      'NOT_ALLOWED',
    );
    expect((await office.ask('cases.list', { mine: true })).rows.map(({ id }) => id)).toEqual([kept.id]);
    await office.as('colleague');
    const [row] = await office.ask('cases.handoverSheet', { userId: toUserId });
    expect(row?.warnings).toEqual(['每周五放学前须与家长通话。']);
    await office.as('vice_principal');
    expect((await office.ask('cases.file', { caseId: given.id })).events.find(({ type }) => type === 'case_handed_over')?.hidden).toEqual(['warnings']);
    const [seen] = await office.ask('cases.handoverSheet', { userId: toUserId });
    expect(seen?.warnings).toEqual([]);
  });
});
