/** The office ledger: entries that stay, sheets that reach cases without saying so, and clocks over both. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Input, Output } from '../../contract/index.ts';
import { OfficeRule } from '../../domain/ledger/office-rules.ts';
import { ledgerDefinitionOf, type LedgerKind } from '../../domain/ledger/registry.ts';
import { kdfFloor } from '../../main/register/crypto/argon2.ts';
import { pathFiles } from '../../main/register/files/file-port.ts';
import { createHost } from '../../main/register/host.ts';
import { systemPorts } from '../../main/register/system-ports.ts';
import { addPupil, codeOf, openCase, payloadOf } from '../support/case-work.ts';
import { bringIntoForce } from '../support/rule-files.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

const ownClass = '七（1）班';

type Entry = { readonly kind: LedgerKind; readonly on: string; readonly payload?: Readonly<Record<string, unknown>>; readonly requestId?: string };

function inputOf({ kind, on, payload, requestId }: Entry): Input<'ledger.record'> {
  return { requestId: requestId ?? randomUUID(), kind, happenedOn: on, payload: { ...ledgerDefinitionOf(kind).example, ...payload } };
}

function enter(office: TestOffice, entry: Entry): Promise<Output<'ledger.record'>> {
  return office.ask('ledger.record', inputOf(entry));
}

/** A sheet of the week of 21 September. */
function sheet(pupilIds: readonly string[], change: Readonly<Record<string, unknown>> = {}): Entry {
  const mentioned = pupilIds.map((pupilId) => ({ pupilId, mood: 'rain', signs: ['hints'], days: 4, done: ['listened'], urgent: true }));
  return { kind: 'barometer', on: '2026-09-25', payload: { className: ownClass, week: '2026-09-21', mentioned, ...change } };
}

async function officeWithClass(): Promise<TestOffice> {
  const office = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'principal', 'auditor']);
  await office.ask('users.add', {
    login: 'teacher',
    displayName: '示例班主任',
    role: 'class_teacher',
    classScope: ownClass,
    passphrase: passphraseOf('teacher'),
  });
  return office;
}

const eventsOf = async (office: TestOffice, caseId: string) =>
  (await office.ask('cases.file', { caseId })).events.filter(({ type }) => type === 'peer_observed');

describe('the ledger', () => {
  it('keeps an entry once, signed and chained, and its correction beside it', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(4, 12));
    await office.as('psych_teacher');
    const request = inputOf({ kind: 'training', on: '2026-09-24' });
    const first = await office.ask('ledger.record', request);
    expect(await office.ask('ledger.record', request)).toEqual(first);
    expect(first).toMatchObject({ seq: 1, kind: 'training', late: false, recordedByName: '示例psych_teacher', corrects: null, correctedBy: null });
    expect((await enter(office, { kind: 'publicity', on: '2026-09-21' })).late).toBe(true);

    const correction = { requestId: randomUUID(), entryId: first.id, happenedOn: '2026-09-23', payload: request.payload, reason: '日期记错' };
    const corrected = await office.ask('ledger.correct', correction);
    expect(corrected).toMatchObject({ seq: 3, corrects: first.id, happenedOn: '2026-09-23', payload: { ...request.payload, correctionReason: '日期记错' } });
    expect(await office.ask('ledger.correct', correction)).toEqual(corrected);
    expect(await codeOf(office, 'ledger.correct', { ...correction, requestId: randomUUID() })).toBe('CORRECTED_ALREADY');
    const again = { ...correction, requestId: randomUUID(), entryId: corrected.id, payload: { ...request.payload, hours: 3 } };
    expect(await office.ask('ledger.correct', again)).toMatchObject({ corrects: corrected.id, payload: { hours: 3 } });

    const { total, rows } = await office.ask('ledger.list', { kind: 'training' });
    expect(total).toBe(3);
    expect(rows.map(({ seq, correctedBy }) => [seq, correctedBy === null])).toEqual(
      expect.arrayContaining([
        [1, false],
        [3, false],
        [4, true],
      ]),
    );
    await office.as('admin');
    expect(await office.ask('register.verify', {})).toMatchObject({ findings: [] });
  });

  it('refuses what contradicts itself, is not of this office, or names what is not there', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(4, 12));
    await office.as('psych_teacher');
    const refused = async (entry: Entry) => codeOf(office, 'ledger.record', inputOf(entry));
    expect(await refused({ kind: 'training', on: '2026-09-26' })).toBe('IN_THE_FUTURE');
    expect(await refused({ kind: 'training', on: '1999-09-26' })).toBe('TOO_LONG_AGO');
    expect(await refused({ kind: 'training', on: '2026-09-24', payload: { hours: -1 } })).toBe('LEDGER_PAYLOAD_INVALID');
    expect(await refused({ kind: 'training', on: '2026-09-24', payload: { more: 1 } })).toBe('LEDGER_PAYLOAD_INVALID');
    expect(await refused({ kind: 'supervision', on: '2026-09-24', payload: { caseNos: ['QP012-2026-0001'] } })).toBe('CASE_UNKNOWN');
    expect(await refused(sheet([randomUUID()]))).toBe('PUPIL_UNKNOWN');
    expect(await refused({ kind: 'excuse', on: '2026-09-24' })).toBe('LEDGER_NOT_HERE');
    expect(await codeOf(office, 'ledger.record', { ...inputOf({ kind: 'training', on: '2026-09-24' }), kind: 'picnic' })).toBe('INPUT_INVALID');
    const missing = { requestId: randomUUID(), entryId: randomUUID(), happenedOn: '2026-09-24', payload: {}, reason: '无' };
    expect(await codeOf(office, 'ledger.correct', missing)).toBe('LEDGER_ENTRY_UNKNOWN');
    expect((await office.ask('ledger.list', {})).total).toBe(0);
    await office.as('auditor');
    expect(await refused({ kind: 'training', on: '2026-09-24' })).toBe('NOT_ALLOWED');
  });
});

describe('a clock that was set back', () => {
  it('is noticed by the ledger and by the cases, whichever was written last, and told right once', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    await office.as('psych_teacher');
    office.setClock(moment(1, 12));
    const training = (change: object = {}) => codeOf(office, 'ledger.record', { ...inputOf({ kind: 'training', on: '2026-09-21' }), ...change });
    let pupils = 0;
    const opening = async (change: object = {}) => {
      pupils += 1;
      const pupil = await addPupil(office, { name: '示例甲', studentNo: `S-${pupils}` });
      const payload = payloadOf('lead_recorded', { pupilId: pupil.id, sourceRefs: [] });
      return codeOf(office, 'cases.open', { requestId: randomUUID(), pupilId: pupil.id, happenedAt: moment(1, 8), payload, ...change });
    };
    // The clock ran a month ahead while an entry was made.
    office.setClock(moment(31, 12));
    const ahead = await enter(office, { kind: 'training', on: '2026-10-01' });
    office.setClock(moment(1, 12));
    expect([await training(), await opening()]).toEqual(['CLOCK_SET_BACK', 'CLOCK_SET_BACK']);
    const correction = { requestId: randomUUID(), entryId: ahead.id, happenedOn: '2026-09-21', payload: ahead.payload, reason: '时钟超前' };
    expect(await codeOf(office, 'ledger.correct', correction)).toBe('CLOCK_SET_BACK');
    await office.as('vice_principal');
    const excuse = { requestId: randomUUID(), dutyId: 'T_TRAINING:2026-10', reason: '培训师因病' };
    expect(await codeOf(office, 'ledger.excuse', excuse)).toBe('CLOCK_SET_BACK');
    await office.as('psych_teacher');
    // Said once, in a case, it holds for the ledger too; and the other way round.
    expect(await opening({ clockConfirmed: true })).toBe('ok');
    expect(await training()).toBe('ok');
    office.setClock(moment(31, 12));
    expect(await opening()).toBe('ok');
    office.setClock(moment(1, 13));
    expect(await training()).toBe('CLOCK_SET_BACK');
    expect(await training({ clockConfirmed: true })).toBe('ok');
    expect(await opening()).toBe('ok');
    expect(await codeOf(office, 'ledger.correct', correction)).toBe('ok');
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
  });
});

describe('a class teacher with the barometer', () => {
  it('reaches the open cases of the pupils, and learns nothing of them', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(1, 12));
    await office.as('psych_teacher');
    const known = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    const plain = await addPupil(office, { name: '示例乙', studentNo: 'S-2' });
    const elsewhere = await addPupil(office, { name: '示例丙', studentNo: 'S-3', className: '七（2）班' });
    const { id: caseId } = await openCase(office, known.id, moment(1, 10));

    office.setClock(moment(4, 15));
    await office.as('teacher');
    const request = inputOf(sheet([known.id]));
    const answer = await office.ask('ledger.record', request);
    expect(await office.ask('ledger.record', request)).toEqual(answer);
    const other = await enter(office, sheet([plain.id]));
    const shape = ({ payload, ...rest }: typeof answer) => ({ ...rest, id: '', seq: 0, hash: '', payload: { ...payload, mentioned: [] } });
    expect(shape(other)).toEqual(shape(answer));

    const refused = async (entry: Entry) => codeOf(office, 'ledger.record', inputOf(entry));
    expect(await refused(sheet([elsewhere.id]))).toBe('PUPIL_UNKNOWN');
    expect(await refused(sheet([], { className: '七（2）班' }))).toBe('LEDGER_NOT_HERE');
    expect(await refused({ kind: 'training', on: '2026-09-24' })).toBe('LEDGER_NOT_HERE');
    for (const name of ['ledger.list', 'ledger.duties'] as const)
      expect(await codeOf(office, name, name === 'ledger.list' ? {} : { from: '2026-09-01', to: '2026-09-30' })).toBe('NOT_ALLOWED');

    await office.as('psych_teacher');
    expect(await eventsOf(office, caseId)).toMatchObject([
      { payload: { week: '2026-09-21', mood: 'rain', signs: ['hints'], days: 4, done: ['listened'], urgent: true } },
    ]);
    expect((await office.ask('cases.list', {})).total).toBe(1);
    await office.as('admin');
    expect(await office.ask('register.verify', {})).toMatchObject({ findings: [] });
  });

  it('is not told by a push either', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(4, 15));
    await office.as('psych_teacher');
    const pupil = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    await openCase(office, pupil.id, moment(4, 10));
    await office.host.close();
    const pushed: string[] = [];
    const host = createHost(systemPorts({ push: (name) => pushed.push(name), clock: () => moment(4, 18), kdf: kdfFloor }), pathFiles());
    host.chooseFolder(office.folder);
    const told = async (login: string): Promise<readonly string[]> => {
      await host.ask('session.unlock', { login, passphrase: passphraseOf(login) });
      pushed.length = 0;
      expect(await host.ask('ledger.record', inputOf(sheet([pupil.id])))).toMatchObject({ ok: true });
      return [...pushed];
    };
    expect(await told('teacher')).toEqual(['today.changed']);
    expect(await told('psych_teacher')).toEqual(['today.changed', 'case.changed']);
    await host.close();
  });

  it('may tell of a day before the case was opened: the sheet stays, the case does not change', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(4, 18));
    await office.as('psych_teacher');
    const pupil = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    const { id: caseId } = await openCase(office, pupil.id, moment(4, 18));
    await office.as('teacher');
    await enter(office, sheet([pupil.id]));
    await office.as('psych_teacher');
    expect(await eventsOf(office, caseId)).toEqual([]);
    expect((await office.ask('ledger.list', {})).total).toBe(1);
  });

  it('shows the psychology teacher a case by its number in the supervision book', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(1, 12));
    await office.as('psych_teacher');
    const pupil = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    const { caseNo } = await openCase(office, pupil.id, moment(1, 10));
    expect(await enter(office, { kind: 'supervision', on: '2026-09-22', payload: { caseNos: [caseNo] } })).toMatchObject({ payload: { caseNos: [caseNo] } });
  });
});

const monthly = OfficeRule.parse({
  id: 'T_TEST_TRAINING',
  clause: 'QP-PLAN',
  title: { zh: '每月培训', en: 'Monthly training' },
  owner: { school: 'psych_teacher' },
  counts: [{ kind: 'training' }],
  period: { unit: 'month' },
  leastSchoolDays: 3,
  graceDays: 3,
  lateDays: 10,
});

describe('the clocks of the office', () => {
  it('are not excused by the leader who owes them while another leader could judge it', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(1, 12));
    await office.as('psych_teacher');
    const { current } = await office.ask('rules.list', {});
    const leaders = { ...monthly, owner: { school: 'vice_principal' as const } };
    await bringIntoForce(office, { ...current, version: 'test-office.2', office: [leaders] });
    const excuse = () => ({ requestId: randomUUID(), dutyId: `${monthly.id}:2026-11`, reason: '培训师因病' });
    office.setClock(moment(30, 12));
    await office.as('vice_principal');
    expect(await codeOf(office, 'ledger.excuse', excuse())).toBe('EXCUSE_OWN');
    await office.as('principal');
    expect(await codeOf(office, 'ledger.excuse', excuse())).toBe('ok');
  });

  it('run from the pack in force, end by entries and by a leader, and a miss stays', { timeout: 60_000 }, async () => {
    await using office = await officeWithClass();
    office.setClock(moment(1, 12));
    await office.as('psych_teacher');
    const { current } = await office.ask('rules.list', {});
    await bringIntoForce(office, { ...current, version: 'test-office.1', office: [monthly] });
    const ends = async () => {
      const duties = await office.ask('ledger.duties', { from: '2026-09-01', to: '2027-01-31' });
      return Object.fromEntries(duties.filter(({ ruleId }) => ruleId === monthly.id).map(({ period, end }) => [period, end]));
    };
    // Activated on 22 September: the first month that opens afterwards is October.
    expect(await ends()).toEqual({ '2026-10': null, '2026-11': null, '2026-12': null, '2027-01': null });

    office.setClock(moment(30, 12));
    await enter(office, { kind: 'training', on: '2026-10-20' });
    await office.as('vice_principal');
    const excuse = { requestId: randomUUID(), dutyId: `${monthly.id}:2026-11`, reason: '培训师因病' };
    const excused = await office.ask('ledger.excuse', excuse);
    expect(await office.ask('ledger.excuse', excuse)).toEqual(excused);
    expect(await codeOf(office, 'ledger.excuse', { ...excuse, requestId: randomUUID() })).toBe('OBLIGATION_NOT_OPEN');
    expect(await codeOf(office, 'ledger.excuse', { ...excuse, requestId: randomUUID(), dutyId: `${monthly.id}:2026-10` })).toBe('OBLIGATION_NOT_OPEN');
    expect(await codeOf(office, 'ledger.excuse', { ...excuse, requestId: randomUUID(), dutyId: 'T_NOTHING:2026-10' })).toBe('OBLIGATION_NOT_OPEN');
    expect(await ends()).toMatchObject({ '2026-10': 'done', '2026-11': 'excused', '2026-12': null });

    // On 11 January nothing can end December any more; what is entered now of December changes nothing.
    office.setClock(moment(112, 12));
    expect(await ends()).toMatchObject({ '2026-12': 'missed' });
    await office.as('psych_teacher');
    await enter(office, { kind: 'training', on: '2026-12-20' });
    expect(await codeOf(office, 'ledger.excuse', { ...excuse, requestId: randomUUID() })).toBe('NOT_ALLOWED');
    await office.as('vice_principal');
    expect(await codeOf(office, 'ledger.excuse', { ...excuse, requestId: randomUUID(), dutyId: `${monthly.id}:2026-12` })).toBe('OBLIGATION_NOT_OPEN');
    expect(await ends()).toMatchObject({ '2026-10': 'done', '2026-11': 'excused', '2026-12': 'missed', '2027-01': null });
    const ever = await office.ask('ledger.duties', { from: '0001-01-01', to: '9999-12-31' });
    const periods = ever.filter(({ ruleId }) => ruleId === monthly.id).map(({ period }) => period);
    expect(periods.filter((period) => period < '2027-02')).toEqual(['2026-10', '2026-11', '2026-12', '2027-01']);
    // Behind the last term of the calendar the usual ones are owed, as estimates, up to somewhat more than a year ahead.
    expect(periods.slice(4, 10)).toEqual(['2027-02', '2027-03', '2027-04', '2027-05', '2027-06', '2027-09']);
    expect([periods.at(-1), ever.filter(({ period }) => period > '2027-02').every(({ estimated }) => estimated)]).toEqual(['2028-02', true]);
    // Refused excuses left nothing behind.
    expect((await office.ask('ledger.list', { kind: 'excuse' })).total).toBe(1);
  });
});
