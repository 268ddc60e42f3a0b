/** The district's process done wrongly: told to a suspect, opened beside itself, contradicted, explained falsely. */
import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { addPupil, codeOf, confirmedConference, openCase, payloadOf, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import '../support/patience.ts';

let school: TestOffice;
const at = moment(1, 10);

beforeAll(async () => {
  school = await openTestOffice('school', ['psych_teacher', 'vice_principal', 'class_teacher']);
  school.setClock(at);
  await school.as('psych_teacher');
});

afterAll(() => school[Symbol.asyncDispose]());

async function caseOf(studentNo: string, change: Readonly<Record<string, unknown>> = {}) {
  const pupil = await addPupil(school, { name: `示例${studentNo}`, studentNo });
  return { pupil, opened: await openCase(school, pupil.id, at, change) };
}

/** The code of an entry in a case as it is now. */
async function entryCode(caseId: string, type: Parameters<typeof payloadOf>[0], change: Readonly<Record<string, unknown>> = {}): Promise<string> {
  const { summary } = await school.ask('cases.file', { caseId });
  return codeOf(school, 'events.record', {
    requestId: randomUUID(),
    caseId,
    expectedVersion: summary.version,
    type,
    happenedAt: at,
    payload: payloadOf(type, change),
  });
}

describe('a pupil whose case is closed', () => {
  it('gets the next loop of it when a case is opened, never a second case', async () => {
    const { pupil, opened } = await caseOf('S-1');
    await record(school, opened.id, { type: 'interview_held', at });
    await record(school, opened.id, { type: 'grade_decided', at, payload: { grade: 'R0', outcome: 'not_crisis', triggers: [] } });
    const conferenceId = await confirmedConference(school, opened.id, { recordedBy: 'psych_teacher', at, agreesToClose: true });
    await record(school, opened.id, { type: 'case_closed', at, payload: { conferenceId } });
    const before = await school.ask('register.counts', {});
    const requestId = randomUUID();
    const input = { requestId, pupilId: pupil.id, happenedAt: at, payload: payloadOf('lead_recorded', { pupilId: pupil.id, channel: 'hotline' }) };
    const again = await school.ask('cases.open', input);
    expect([again.id, again.loop, again.stage]).toEqual([opened.id, 2, 'lead']);
    expect((await school.ask('cases.open', input)).version).toBe(again.version);
    const file = await school.ask('cases.file', { caseId: opened.id });
    expect(file.events.slice(-2).map(({ type }) => type)).toEqual(['case_reopened', 'lead_added']);
    expect(file.obligations.filter(({ ruleId, end }) => ruleId === 'T_EARLY_TALK' && end === null).length).toBe(1);
    const after = await school.ask('register.counts', {});
    expect([after.cases, after.events]).toEqual([before.cases, (before.events ?? 0) + 2]);
    expect(await codeOf(school, 'cases.open', { ...input, requestId: randomUUID() })).toBe('CASE_OPEN_ALREADY');
  });
});

describe('a trigger of the district', () => {
  it('is never judged no crisis', async () => {
    const { opened } = await caseOf('S-5');
    await record(school, opened.id, { type: 'interview_held', at });
    const judged = { grade: 'R0', outcome: 'not_crisis' };
    expect(await entryCode(opened.id, 'grade_decided', { ...judged, triggers: ['suicidal_tendency'] })).toBe('TRIGGER_NEEDS_HIGH_GRADE');
    expect(await entryCode(opened.id, 'grade_decided', { ...judged, triggers: [] })).toBe('ok');
  });
});

describe('a guardian who is suspected', () => {
  it('is not talked to in a follow-up either', async () => {
    const { opened } = await caseOf('S-2', { crisisTypes: ['victimization'] });
    await record(school, opened.id, { type: 'mandatory_report_made', at, payload: { guardianSuspects: ['father'] } });
    expect(await entryCode(opened.id, 'follow_up_held', { with: ['pupil', 'father'] })).toBe('GUARDIAN_SUSPECTED');
    expect(await entryCode(opened.id, 'follow_up_held', { with: ['pupil', 'mother'] })).toBe('ok');
  });
});

describe('what is owed', () => {
  it('says of a duty that is over that nothing settles it now', async () => {
    const { opened } = await caseOf('S-3');
    const [open] = (await school.ask('cases.file', { caseId: opened.id })).obligations;
    const before = await school.ask('obligations.explain', { obligationId: open?.id ?? '' });
    expect(before.settledBy.map(({ type }) => type)).toEqual(['interview_held', 'risk_interview_held']);
    await record(school, opened.id, { type: 'interview_held', at });
    const after = await school.ask('obligations.explain', { obligationId: open?.id ?? '' });
    expect([after.duty.end, after.endedBy?.type, after.settledBy]).toEqual(['done', 'interview_held', []]);
  });

  it('asks the class teacher for an observation only when one is owed', async () => {
    const { pupil, opened } = await caseOf('S-4');
    const decisions = [{ what: '调整座位。', ownerRole: 'class_teacher', dueOn: '2026-09-25' }];
    await record(school, opened.id, { type: 'conference_held', at, payload: { kind: 'review', grade: null, agreesToClose: false, decisions } });
    await school.as('admin');
    await school.ask('users.add', {
      login: 'lu',
      displayName: '陆老师',
      role: 'class_teacher',
      classScope: '七（1）班',
      passphrase: 'lu-quiet-otter-climbs-nine-hills',
    });
    const markOf = async () => {
      await school.as('lu');
      const { pupils } = await school.ask('pupils.marks', {});
      await school.as('psych_teacher');
      return pupils.find(({ pupilId }) => pupilId === pupil.id);
    };
    expect(await markOf()).toMatchObject({ followUp: true, observeBy: null });
    await record(school, opened.id, { type: 'grade_decided', at, payload: { grade: 'R2', triggers: [] } });
    expect((await markOf())?.observeBy).toBe('2026-09-29T15:59:59.999Z');
  });
});
