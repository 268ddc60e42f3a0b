/** What a person enters by hand: references to what exists, and a clock that does not run backwards. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { EventType } from '../../domain/events/registry.ts';
import { addPupil, codeOf, issue, judgedCase, payloadOf, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';

type Entry = { readonly type: EventType; readonly change?: Readonly<Record<string, unknown>>; readonly day?: number; readonly clockConfirmed?: boolean };

async function enter(office: TestOffice, caseId: string, { type, change, day = 1, clockConfirmed = false }: Entry): Promise<string> {
  const { summary } = await office.ask('cases.file', { caseId });
  return codeOf(office, 'events.record', {
    requestId: randomUUID(),
    caseId,
    expectedVersion: summary.version,
    type,
    happenedAt: moment(day, 9),
    payload: payloadOf(type, change),
    clockConfirmed,
  });
}

describe('an entry by hand', { timeout: 60_000 }, () => {
  it('names documents of its own case and packages that exist, and leaves to the program what it records with proof', async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    office.setClock(moment(1, 10));
    await office.as('psych_teacher');
    const one = await judgedCase(office, { name: '示例甲', studentNo: 'H1' }, moment(1, 9));
    const other = await judgedCase(office, { name: '示例乙', studentNo: 'H2' }, moment(1, 9));
    const [own, foreign] = [await issue(office, 'D06', one.id), await issue(office, 'D06', other.id)];
    const file = (change: Readonly<Record<string, unknown>>) => enter(office, one.id, { type: 'case_filed', change });
    expect(await file({ how: 'package' })).toBe('BY_PACKAGE_ONLY');
    for (const documentId of [randomUUID(), foreign.id]) expect(await file({ documentId })).toBe('REFERENCE_UNKNOWN');
    expect(await file({ documentId: 'no id' })).toBe('PAYLOAD_INVALID');
    expect(await file({ documentId: own.id })).toBe('ok');
    expect(await enter(office, one.id, { type: 'letter_received', change: { packageId: randomUUID() } })).toBe('REFERENCE_UNKNOWN');
    for (const type of ['plan_signed', 'plan_returned'] as const) expect(await enter(office, one.id, { type })).toBe('NOT_ALLOWED');
    expect(await enter(office, one.id, { type: 'report_received' })).toBe('WRONG_REGISTER');

    const { events, allowed } = await office.ask('cases.file', { caseId: one.id });
    const targetId = events.find((event) => event.type === 'case_filed')?.id;
    const correct = (field: string, was: unknown, shouldBe: unknown) =>
      enter(office, one.id, { type: 'correction_made', change: { targetId, field, was, shouldBe } });
    expect(await correct('how', 'paper', 'package')).toBe('BY_PACKAGE_ONLY');
    expect(await correct('documentId', own.id, foreign.id)).toBe('REFERENCE_UNKNOWN');
    expect(await correct('how', 'paper', 'platform')).toBe('ok');
    expect(allowed).toContain('principal_notified');
    expect(allowed).not.toContain('plan_signed');
  });

  it('opens no case from a package or document that does not exist', async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('psych_teacher');
    const pupil = await addPupil(office, { name: '示例甲', studentNo: 'H1' });
    for (const kind of ['package', 'document']) {
      const payload = payloadOf('lead_recorded', { pupilId: pupil.id, sourceRefs: [{ kind, id: randomUUID() }] });
      expect(await codeOf(office, 'cases.open', { requestId: randomUUID(), pupilId: pupil.id, happenedAt: moment(0, 8), payload })).toBe('REFERENCE_UNKNOWN');
    }
    expect((await office.ask('cases.list', {})).total).toBe(0);
  });

  it('is refused when the clock stands before the last entry, until a person says that it is right now', async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    office.setClock(moment(11, 9));
    await office.as('psych_teacher');
    const one = await judgedCase(office, { name: '示例甲', studentNo: 'H1' }, moment(1, 8));
    const other = await judgedCase(office, { name: '示例乙', studentNo: 'H2' }, moment(1, 8));
    office.setClock(moment(11, 8, 55));
    expect(await enter(office, one.id, { type: 'principal_notified' })).toBe('ok');
    office.setClock(moment(1, 9));
    expect(await enter(office, other.id, { type: 'principal_notified' })).toBe('CLOCK_SET_BACK');
    const pupil = await addPupil(office, { name: '示例丙', studentNo: 'H3' });
    const lead = {
      requestId: randomUUID(),
      pupilId: pupil.id,
      happenedAt: moment(1, 8),
      payload: payloadOf('lead_recorded', { pupilId: pupil.id, sourceRefs: [] }),
    };
    expect(await codeOf(office, 'cases.open', lead)).toBe('CLOCK_SET_BACK');
    expect(await codeOf(office, 'cases.open', { ...lead, clockConfirmed: true })).toBe('ok');
    expect(await enter(office, other.id, { type: 'principal_notified' })).toBe('ok');
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
  });

  it('does not count the letter as told to the principal', async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    office.setClock(moment(1, 10));
    await office.as('psych_teacher');
    const one = await judgedCase(office, { name: '示例甲', studentNo: 'H1' }, moment(1, 9));
    const ends = async () =>
      (await office.ask('cases.file', { caseId: one.id })).obligations.filter((duty) => duty.ruleId === 'T_PRINCIPAL').map((duty) => duty.end);
    await record(office, one.id, { type: 'letter_received', at: moment(1, 9) });
    expect(await ends()).toEqual([null]);
    await record(office, one.id, { type: 'principal_notified', at: moment(1, 9, 30) });
    expect(await ends()).toEqual(['done']);
  });
});
