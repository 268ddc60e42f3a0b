/** A class teacher reports what they saw, and learns nothing but who of their own class is in follow-up. */
import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { barometer } from '../../domain/ledger/barometer.ts';
import { addPerson, addPupil, codeOf, judgedCase, payloadOf, record } from '../support/case-work.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

const roles = ['psych_teacher', 'vice_principal', 'auditor'] as const;
const lead = { reportedBy: '班主任', summary: '作业本上写有告别的话。', immediateDanger: false, crisisTypes: ['suicidal_ideation'] };
const observation = payloadOf('class_observed', { cues: ['self_harm_marks'], urgent: true });

async function schoolWithClass(): Promise<TestOffice> {
  const office = await openTestOffice('school', roles);
  await addPerson(office, { login: 'teacher', role: 'class_teacher', classScope: '七（1）班' });
  await office.as('psych_teacher');
  office.setClock(moment(1, 12));
  return office;
}

function report(pupilId: string, change: object = {}) {
  return { requestId: randomUUID(), happenedAt: moment(1, 11), pupilId, kind: 'lead', payload: lead, ...change } as const;
}

describe('the class of a class teacher', () => {
  const add = (office: TestOffice, login: string, classScope: string) =>
    office.host.ask('users.add', { login, displayName: '示例班主任', role: 'class_teacher', classScope, passphrase: passphraseOf(login) });

  it('is one that the roster has, however it spells it; before there is a roster the answer says that nobody could tell', async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('admin');
    expect(await add(office, 'early', '七（2）班')).toMatchObject({ ok: true, value: { classScope: '七（2）班', classKnown: false } });
    await office.as('psych_teacher');
    office.setClock(moment(1, 9));
    const file = office.path('roster.csv');
    const rows = (classes: readonly string[]) => ['学号,姓名,年级,班级', ...classes.map((one, n) => `S-${n},示例${'甲乙'[n]},七年级,${one}`)].join('\r\n');
    await writeFile(file, rows(['七（1）班', '七（2）班']));
    expect((await office.ask('imports.run', { file })).warnings).toEqual([]);
    await office.as('admin');
    expect(await add(office, 'strange', '七（9）班')).toMatchObject({ ok: false, error: { code: 'CLASS_UNKNOWN' } });
    expect((await office.ask('users.list', {})).some(({ login }) => login === 'strange')).toBe(false);
    expect(await add(office, 'teacher', '七（ 1）班 ')).toMatchObject({ ok: true, value: { classKnown: true } });
    for (const [login, studentNo] of [
      ['early', 'S-1'],
      ['teacher', 'S-0'],
    ] as const) {
      await office.as(login);
      const { className, pupils } = await office.ask('pupils.marks', {});
      expect(pupils.map((pupil) => pupil.studentNo)).toEqual([studentNo]);
      // The roster spells the class in another way than the sheet does.
      const mentioned = pupils.map(({ pupilId }) => ({ pupilId, mood: 'rain', signs: ['hints'], days: 4, done: ['listened'], urgent: true }));
      const sheet = {
        requestId: randomUUID(),
        kind: 'barometer',
        happenedOn: '2026-09-22',
        payload: { ...barometer.example, className, week: '2026-09-21', mentioned },
      };
      expect(await codeOf(office, 'ledger.record', sheet)).toBe('ok');
    }
    await office.as('psych_teacher');
    await writeFile(file, rows(['七（1）班', '七（1）班']));
    const { warnings } = await office.ask('imports.run', { file });
    expect(warnings.map(({ row, code, params }) => [row, code, params])).toEqual([[0, 'CLASS_SCOPE_EMPTY', { classes: '七（2）班' }]]);
  });
});

describe('classes whose names leave the grade open', () => {
  const rows = [
    ['七年级', '1班'],
    ['八年级', '1班'],
    ['七年级', '（2）班'],
  ];

  it('are each one class of one grade: nobody sees the marks of another', async () => {
    await using office = await openTestOffice('school', ['psych_teacher']);
    await office.as('admin');
    const add = (login: string, classScope: string) =>
      office.host.ask('users.add', { login, displayName: '示例班主任', role: 'class_teacher', classScope, passphrase: passphraseOf(login) });
    expect(await add('open', '1班')).toMatchObject({ ok: false, error: { code: 'CLASS_AMBIGUOUS' } });
    expect(await add('early', '初一1班')).toMatchObject({ ok: true, value: { classKnown: false } });
    expect(await office.ask('users.classes', {})).toEqual([]);
    await office.as('psych_teacher');
    office.setClock(moment(1, 9));
    const file = office.path('roster.csv');
    await writeFile(file, ['学号,姓名,年级,班级', ...rows.map((row, n) => [`S-${n}`, `示例${'甲乙丙'[n]}`, ...row].join(','))].join('\r\n'));
    expect((await office.ask('imports.run', { file })).warnings).toEqual([]);
    const roster = (await office.ask('roster.list', {})).rows;
    await office.as('admin');
    expect(await office.ask('users.classes', {})).toEqual(['七年级1班', '七年级(2)班', '八年级1班']);
    expect(await add('open', '1班')).toMatchObject({ ok: false, error: { code: 'CLASS_AMBIGUOUS' } });
    expect(await add('absent', '八年级2班')).toMatchObject({ ok: false, error: { code: 'CLASS_UNKNOWN' } });
    expect(await add('eight', '八（1）班')).toMatchObject({ ok: true, value: { classScope: '八年级1班' } });
    expect(await add('second', '2班')).toMatchObject({ ok: true, value: { classScope: '七年级(2)班' } });
    office.setClock(moment(1, 12));
    for (const [login, own] of [
      ['early', 'S-0'],
      ['eight', 'S-1'],
      ['second', 'S-2'],
    ] as const) {
      await office.as(login);
      expect((await office.ask('pupils.marks', {})).pupils.map(({ studentNo }) => studentNo)).toEqual([own]);
      for (const { id, studentNo } of roster) expect(await codeOf(office, 'pupils.report', report(id))).toBe(studentNo === own ? 'ok' : 'PUPIL_UNKNOWN');
    }
    // A year later the pupils have gone up, and others sit in their classes.
    await office.as('psych_teacher');
    const next = [
      ['S-0', '示例甲', '八年级', '1班'],
      ['S-1', '示例乙', '九年级', '1班'],
      ['S-2', '示例丙', '八年级', '2班'],
      ['S-3', '示例丁', '七年级', '1班'],
    ];
    await writeFile(file, ['学号,姓名,年级,班级', ...next.map((row) => row.join(','))].join('\r\n'));
    const { warnings } = await office.ask('imports.run', { file });
    expect(warnings.map(({ code, params }) => [code, String(params['classes']).split('、').toSorted()])).toEqual([
      ['CLASS_SCOPE_EMPTY', ['七年级(2)班']],
      ['CLASS_SCOPE_MOVED', ['八年级1班', '初一1班']],
    ]);
  });
});

describe('a class teacher', () => {
  it('opens a case by a report, which the psychologist owns, and the same report again opens nothing', async () => {
    await using office = await schoolWithClass();
    const pupil = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    await office.as('teacher');
    const sent = report(pupil.id);
    const answer = await office.ask('pupils.report', sent);
    expect(answer).toEqual({ received: true, receivedAt: moment(1, 12) });
    office.setClock(moment(1, 13));
    expect(await office.ask('pupils.report', sent)).toEqual(answer);
    expect(await office.ask('pupils.marks', {})).toEqual({
      className: '七（1）班',
      pupils: [{ pupilId: pupil.id, studentNo: 'S-1', name: '示例甲', followUp: true, observeBy: null, decisions: [] }],
    });
    await office.as('psych_teacher');
    const { rows, total } = await office.ask('cases.list', { mine: true });
    expect([total, rows[0]?.channel, rows[0]?.ownerName]).toEqual([1, 'class_teacher', '示例psych_teacher']);
    const file = await office.ask('cases.file', { caseId: rows[0]?.id ?? '' });
    expect(file.events.map(({ type, recordedByName }) => [type, recordedByName])).toEqual([['lead_recorded', '示例teacher']]);
  });

  it('adds to an open case, also what was seen before it was opened, and says whether it was urgent', async () => {
    await using office = await schoolWithClass();
    const { id: caseId, pupilId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await office.as('teacher');
    await office.ask('pupils.report', report(pupilId, { happenedAt: moment(0, 15), kind: 'observation', payload: observation }));
    await office.ask('pupils.report', report(pupilId));
    const sly = { ...lead, channel: 'police', sourceRefs: [{ kind: 'screening_result', id: randomUUID() }] };
    await office.ask('pupils.report', report(pupilId, { payload: sly }));
    await office.as('psych_teacher');
    const file = await office.ask('cases.file', { caseId });
    expect(file.events.slice(-3).map(({ type }) => type)).toEqual(['class_observed', 'lead_added', 'lead_added']);
    expect(file.state['channels']).toEqual(['class_teacher']);
    expect(file.state['lastSignalAt']).toBe(moment(1, 11));
    expect(file.events.at(-1)?.payload['sourceRefs']).toEqual([]);
  });

  it('opens a case by an observation as well, and a closed one again', async () => {
    await using office = await schoolWithClass();
    const pupil = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    await office.as('teacher');
    await office.ask('pupils.report', report(pupil.id, { kind: 'observation', payload: observation }));
    await office.as('psych_teacher');
    const [row] = (await office.ask('cases.list', {})).rows;
    const caseId = row?.id ?? '';
    const opened = await office.ask('cases.file', { caseId });
    expect([opened.events.map(({ type }) => type), opened.state['crisisTypes'], opened.state['immediateDanger']]).toEqual([
      ['lead_recorded', 'class_observed'],
      ['self_harm'],
      true,
    ]);
    await office.as('vice_principal');
    await record(office, caseId, { type: 'pupil_died', at: moment(1, 12), payload: { on: '2026-09-22' } });
    await office.as('psych_teacher');
    await record(office, caseId, { type: 'case_closed', at: moment(1, 12), payload: { kind: 'deceased', conferenceId: null } });
    await office.as('teacher');
    expect((await office.ask('pupils.marks', {})).pupils.map(({ followUp }) => followUp)).toEqual([false]);
    await office.ask('pupils.report', report(pupil.id));
    await office.as('psych_teacher');
    const again = await office.ask('cases.file', { caseId });
    expect([again.summary.loop, again.events.slice(-2).map(({ type }) => type)]).toEqual([2, ['case_reopened', 'lead_added']]);
    expect((await office.ask('cases.list', {})).total).toBe(1);
  });

  it('has no pupil but those of the own class, no case, and no word of what is known', async () => {
    await using office = await schoolWithClass();
    const other = await addPupil(office, { name: '示例乙', studentNo: 'S-2', className: '七（2）班' });
    const { id: caseId, pupilId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await office.as('teacher');
    expect(await codeOf(office, 'pupils.report', report(other.id))).toBe('PUPIL_UNKNOWN');
    expect(await codeOf(office, 'pupils.report', report(randomUUID()))).toBe('PUPIL_UNKNOWN');
    expect(await codeOf(office, 'pupils.report', report(pupilId, { payload: { ...lead, pupilId } }))).toBe('PAYLOAD_INVALID');
    expect(await codeOf(office, 'cases.file', { caseId })).toBe('NOT_ALLOWED');
    const board = await office.ask('today.board', {});
    expect([board.overdue, board.today, board.week, board.waiting, board.later, board.office]).toEqual([[], [], [], [], 0, []]);
    const marks = JSON.stringify(await office.ask('pupils.marks', {}));
    for (const secret of [caseId, 'R3', 'suicid', '示例乙']) expect([secret, marks.includes(secret)]).toEqual([secret, false]);
    await addPerson(office, { login: 'without', role: 'class_teacher' });
    await office.as('without');
    expect(await codeOf(office, 'pupils.marks', {})).toBe('NO_CLASS');
    expect(await codeOf(office, 'pupils.report', report(pupilId))).toBe('PUPIL_UNKNOWN');
  });

  it('says that the clock is right when the register has later entries, and else adds nothing', async () => {
    await using office = await schoolWithClass();
    const { id: caseId, pupilId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await office.as('teacher');
    for (const [hour, change] of [
      [9, { kind: 'observation', payload: observation }],
      [8, {}],
    ] as const) {
      office.setClock(moment(1, hour));
      const sent = report(pupilId, { happenedAt: moment(1, hour), ...change });
      expect(await codeOf(office, 'pupils.report', sent)).toBe('CLOCK_SET_BACK');
      expect(await codeOf(office, 'pupils.report', { ...sent, clockConfirmed: true })).toBe('ok');
    }
    await office.as('psych_teacher');
    expect((await office.ask('cases.file', { caseId })).events.slice(-2).map(({ type }) => type)).toEqual(['class_observed', 'lead_added']);
  });

  it('is told until when an observation of a pupil in follow-up is owed', async () => {
    await using office = await schoolWithClass();
    const { pupilId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    await office.as('teacher');
    const owed = (await office.ask('pupils.marks', {})).pupils[0]?.observeBy ?? '';
    expect(owed > moment(1, 12)).toBe(true);
    office.setClock(moment(2, 12));
    await office.ask('pupils.report', report(pupilId, { happenedAt: moment(2, 11), kind: 'observation', payload: payloadOf('class_observed') }));
    expect((await office.ask('pupils.marks', {})).pupils[0]?.observeBy ?? '').toSatisfy((next: string) => next > owed);
  });

  it('is shown what a conference gave them, says that it is done, and of nothing else', async () => {
    await using office = await schoolWithClass();
    const { id: caseId, pupilId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const decisions = [
      { what: '调整座位，靠近讲台。', ownerRole: 'class_teacher', dueOn: '2026-09-23' },
      { what: '每日早读后问候。', ownerRole: 'class_teacher', dueOn: '2026-09-24' },
      { what: '联系区中心会诊。', ownerRole: 'psych_teacher', dueOn: '2026-09-25' },
    ];
    const payload = { grade: null, agreesToClose: false, decisions, nextOn: null };
    await record(office, caseId, { type: 'conference_held', at: moment(1, 12), payload });
    const owed = (await office.ask('cases.file', { caseId })).obligations.filter(({ what, end }) => what !== null && end === null);
    const idOf = (what: string): string => owed.find((duty) => duty.what === what)?.id ?? '';
    const [seat, greet, foreign] = decisions.map(({ what }) => idOf(what)) as [string, string, string];
    const done = (obligationId: string, change: object = {}) =>
      report(pupilId, { happenedAt: moment(1, 12), kind: 'decision', payload: { obligationId, result: '已调整。', documentId: null }, ...change });
    expect(await codeOf(office, 'pupils.report', done(seat))).toBe('NOT_ALLOWED');
    await office.as('teacher');
    const shown = async () => (await office.ask('pupils.marks', {})).pupils.map((pupil) => pupil.decisions.map(({ what, dueAt }) => [what, dueAt]));
    expect(await shown()).toEqual([
      [
        ['调整座位，靠近讲台。', '2026-09-23T15:59:59.999Z'],
        ['每日早读后问候。', '2026-09-24T15:59:59.999Z'],
      ],
    ]);
    expect(await codeOf(office, 'pupils.report', done(foreign))).toBe('OBLIGATION_NOT_OPEN');
    expect(await codeOf(office, 'pupils.report', done(seat))).toBe('ok');
    expect(await codeOf(office, 'pupils.report', done(seat))).toBe('OBLIGATION_NOT_OPEN');
    expect(await shown()).toEqual([[['每日早读后问候。', '2026-09-24T15:59:59.999Z']]]);
    // The owner of the case hears of it once it is overdue, and not before.
    await office.as('psych_teacher');
    const onBoard = async () =>
      (await office.ask('today.board', {})).overdue.filter(({ ownerRole }) => ownerRole === 'class_teacher').map(({ id, what }) => [id, what]);
    expect(await onBoard()).toEqual([]);
    expect((await office.ask('cases.file', { caseId })).events.at(-1)).toMatchObject({ type: 'decision_carried_out', recordedByName: '示例teacher' });
    office.setClock(moment(5, 9));
    expect(await onBoard()).toEqual([[greet, '每日早读后问候。']]);
  });

  it('carries out nothing for a pupil who is not of the class, or has no open case', async () => {
    await using office = await schoolWithClass();
    const other = await judgedCase(office, { name: '示例乙', studentNo: 'S-2', className: '七（2）班' }, moment(1, 10));
    const own = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    const decisions = [{ what: '调整座位，靠近讲台。', ownerRole: 'class_teacher', dueOn: '2026-09-23' }];
    await record(office, other.id, { type: 'conference_held', at: moment(1, 12), payload: { grade: null, agreesToClose: false, decisions, nextOn: null } });
    const obligationId = (await office.ask('cases.file', { caseId: other.id })).obligations.find(({ what }) => what !== null)?.id;
    const sent = { kind: 'decision', happenedAt: moment(1, 12), payload: { obligationId, result: '已调整。', documentId: null } };
    await office.as('teacher');
    expect(await codeOf(office, 'pupils.report', report(other.pupilId, sent))).toBe('PUPIL_UNKNOWN');
    expect(await codeOf(office, 'pupils.report', report(own.id, sent))).toBe('OBLIGATION_NOT_OPEN');
    expect((await office.ask('pupils.marks', {})).pupils.map(({ followUp, decisions: given }) => [followUp, given])).toEqual([[false, []]]);
  });
});
