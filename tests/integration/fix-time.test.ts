/** Time passes without entries: what it changes is written once, and only where it changes something. */
import { describe, expect, it } from 'vitest';
import { judgedCase, record } from '../support/case-work.ts';
import { moment, openTestOffice } from '../support/test-office.ts';

describe('the passing of time', () => {
  it('is worked out for the cases in which it changes something, once', { timeout: 60_000 }, async () => {
    await using office = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    office.setClock(moment(1, 12));
    await office.as('psych_teacher');
    const overdue = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const away = await judgedCase(office, { name: '示例乙', studentNo: 'S-2' }, moment(1, 10));
    await record(office, away.id, { type: 'leave_started', at: moment(1, 11), payload: { from: '2026-09-22' } });
    expect(await office.ask('obligations.refresh', {})).toEqual({ cases: 0, changed: 0 });

    // Overdue by eleven days, and nothing becomes of that by itself; the first week of the leave was missed beyond its grace.
    office.setClock(moment(13, 9));
    expect(await office.ask('obligations.refresh', {})).toMatchObject({ cases: 1 });
    expect(await office.ask('obligations.refresh', {})).toEqual({ cases: 0, changed: 0 });
    expect((await office.ask('cases.list', { overdue: true })).rows.map(({ id }) => id)).toContain(overdue.id);
    const weeks = async () => {
      const { obligations } = await office.ask('cases.file', { caseId: away.id });
      return obligations
        .filter((one) => one.ruleId.startsWith('T_LEAVE'))
        .map((one) => `${one.occurrence} ${one.slot} ${one.end}`)
        .toSorted();
    };
    expect(await weeks()).toEqual(['1 guardian missed', '1 pupil missed', '2 guardian null', '2 pupil null']);

    // An unlock weeks later does the same by itself.
    office.setClock(moment(27, 9));
    await office.as('psych_teacher');
    expect(await office.ask('obligations.refresh', {})).toEqual({ cases: 0, changed: 0 });
    expect((await weeks()).filter((one) => one.endsWith('missed'))).toHaveLength(6);

    // Nobody made contact in three weeks: the vice principal is told and now the principal, and the case says so until somebody does.
    expect((await office.ask('today.board', {})).chases).toEqual([]);
    await office.as('vice_principal');
    const chase = (slot: string) => ({ ruleId: 'T_LEAVE_CONTACT', slot, missed: 3, role: 'principal' });
    expect((await office.ask('today.board', {})).chases).toMatchObject([
      { ...chase('guardian'), caseId: away.id, pupilName: '示例乙' },
      { ...chase('pupil'), caseId: away.id },
    ]);
    await office.as('psych_teacher');
    await record(office, away.id, { type: 'guardian_contacted', at: moment(27, 8) });
    expect((await office.ask('cases.file', { caseId: away.id })).chases).toMatchObject([chase('pupil')]);
  });
});
