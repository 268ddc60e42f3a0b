/** Entries that must not be taken: each is refused with its code, nothing of it is written, and the trail says who tried. */
import { randomUUID } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { eventDefinitions } from '../../domain/events/registry.ts';
import { auditRows } from '../support/audit-rows.ts';
import { addPerson, codeOf, judgedCase, openCase, addPupil, payloadOf, record } from '../support/case-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';
import { wholeDatabase } from '../support/whole-database.ts';
import '../support/patience.ts';

const roles = ['psych_teacher', 'vice_principal', 'auditor'] as const;

async function school(): Promise<TestOffice> {
  const office = await openTestOffice('school', roles);
  await office.as('psych_teacher');
  office.setClock(moment(1, 12));
  return office;
}

describe('an entry that must not be taken', () => {
  it('is refused with a code, writes nothing, and stands in the trail', async () => {
    await using office = await school();
    const { id: caseId, version: expectedVersion } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const good = {
      requestId: randomUUID(),
      caseId,
      expectedVersion,
      type: 'guardian_notified',
      happenedAt: moment(1, 11),
      payload: payloadOf('guardian_notified'),
    };
    const newest = eventDefinitions.find(({ type }) => type === 'guardian_notified')?.version ?? 0;
    const bad: readonly [string, object][] = [
      ['IN_THE_FUTURE', { happenedAt: moment(3, 9) }],
      ['BEFORE_OPENING', { happenedAt: moment(0, 9) }],
      ['TOO_LONG_AGO', { happenedAt: '1999-01-01T00:00:00.000Z' }],
      ['STALE_VERSION', { expectedVersion: expectedVersion - 1 }],
      ['STALE_VERSION', { expectedVersion: expectedVersion + 1 }],
      ['EVENT_UNKNOWN', { type: 'guardian_summoned' }],
      ['EVENT_UNKNOWN', { type: 'constructor' }],
      ['EVENT_NEWER', { version: newest + 1 }],
      ['PAYLOAD_INVALID', { payload: { ...good.payload, since: '2026' } }],
      ['PAYLOAD_INVALID', { payload: {} }],
      ['WRONG_REGISTER', { type: 'letter_sent', payload: {} }],
      ['NOT_ALLOWED', { type: 'obligation_excused', payload: payloadOf('obligation_excused') }],
      ['NOT_ALLOWED', { type: 'plan_signed', payload: payloadOf('plan_signed') }],
      ['NOT_ALLOWED', { type: 'case_accessed', payload: payloadOf('case_accessed') }],
      [
        'CASE_ALREADY_OPENED',
        { type: 'lead_recorded', payload: payloadOf('lead_recorded', { sourceRefs: [], pupilId: (await office.ask('roster.list', {})).rows[0]?.id }) },
      ],
      ['REFERENCE_UNKNOWN', { payload: { ...good.payload, documentId: randomUUID() } }],
      ['OBLIGATION_NOT_OPEN', { type: 'obligation_snoozed', payload: payloadOf('obligation_snoozed', { until: '2026-09-23' }) }],
      ['CASE_UNKNOWN', { caseId: randomUUID() }],
      ['INPUT_INVALID', { expectedVersion: -1 }],
      ['INPUT_INVALID', { version: 0 }],
    ];
    const before = await wholeDatabase(office, 'psych_teacher');
    expect([before['case_event'], before['register_chain']].map((held) => held?.split(' ')[0])).toEqual(['3', '3']);
    for (const [code, change] of bad) {
      expect([code, change, await codeOf(office, 'events.record', { ...good, requestId: randomUUID(), ...change })]).toEqual([code, change, code]);
    }
    expect(await wholeDatabase(office, 'psych_teacher')).toEqual(before);
    await office.as('auditor');
    const outcomes = (await auditRows(office))
      .filter(({ operation, outcome }) => operation === 'events.record' && outcome !== 'ok')
      .map(({ outcome }) => outcome);
    expect(outcomes.toSorted()).toEqual(
      bad
        .map(([code]) => code)
        .filter((code) => code !== 'INPUT_INVALID')
        .toSorted(),
    );
    expect((await office.ask('register.verify', {})).findings).toEqual([]);
  });

  it('is refused in a case that is closed, by the wrong role, and by who only knows that there is a case', async () => {
    await using office = await school();
    await addPerson(office, { login: 'colleague', role: 'psych_teacher' });
    await office.as('psych_teacher');
    const { id: caseId } = await judgedCase(office, { name: '示例甲', studentNo: 'S-1' }, moment(1, 10));
    const entry = async (type: Parameters<typeof payloadOf>[0]) => {
      const { version } = (await office.ask('cases.file', { caseId })).summary;
      return { requestId: randomUUID(), caseId, expectedVersion: version, type, happenedAt: moment(1, 12), payload: payloadOf(type) };
    };
    const interview = await entry('interview_held');
    const before = await wholeDatabase(office, 'colleague');
    await office.as('colleague');
    expect(await codeOf(office, 'events.record', interview)).toBe('ACCESS_FORBIDDEN');
    await office.as('vice_principal');
    expect(await codeOf(office, 'events.record', await entry('interview_held'))).toBe('NOT_ALLOWED');
    await office.as('auditor');
    expect(await codeOf(office, 'events.record', interview)).toBe('NOT_ALLOWED');
    expect(await wholeDatabase(office, 'vice_principal')).toEqual(before);
    await record(office, caseId, { type: 'pupil_died', at: moment(1, 12), payload: { on: '2026-09-22' } });
    await office.as('psych_teacher');
    await record(office, caseId, { type: 'case_closed', at: moment(1, 12), payload: { kind: 'deceased', conferenceId: null } });
    const closed = await wholeDatabase(office, 'psych_teacher');
    expect(await codeOf(office, 'events.record', await entry('interview_held'))).toBe('CASE_CLOSED');
    expect(await wholeDatabase(office, 'psych_teacher')).toEqual(closed);
    await office.as('auditor');
    const refused = (await auditRows(office)).filter(({ outcome }) => ['ACCESS_FORBIDDEN', 'CASE_CLOSED', 'NOT_ALLOWED'].includes(outcome));
    expect(refused.map(({ login, outcome, subjectId }) => [login, outcome, subjectId])).toEqual([
      ['psych_teacher', 'CASE_CLOSED', caseId],
      ['auditor', 'NOT_ALLOWED', null],
      ['vice_principal', 'NOT_ALLOWED', caseId],
      ['colleague', 'ACCESS_FORBIDDEN', caseId],
    ]);
  });
});

describe('an entry that must be taken', () => {
  it('twice leaves one, once late says so, and an older form of it is lifted', async () => {
    await using office = await school();
    const pupil = await addPupil(office, { name: '示例甲', studentNo: 'S-1' });
    const { id: caseId, version } = await openCase(office, pupil.id, moment(0, 9));
    const contact = {
      requestId: randomUUID(),
      caseId,
      expectedVersion: version,
      type: 'interview_held',
      happenedAt: moment(0, 10),
      payload: payloadOf('interview_held'),
    };
    const first = await office.ask('events.record', contact);
    const once = await wholeDatabase(office, 'psych_teacher');
    const again = await office.ask('events.record', contact);
    expect(await wholeDatabase(office, 'psych_teacher')).toEqual(once);
    // The same request for something else is no repetition.
    expect(await codeOf(office, 'events.record', { ...contact, type: 'guardian_notified', payload: payloadOf('guardian_notified') })).toBe('REQUEST_REUSED');
    expect(await wholeDatabase(office, 'psych_teacher')).toEqual(once);
    expect([again.eventId, again.summary.version, again.duties]).toEqual([first.eventId, first.summary.version, { opened: [], ended: [], moved: [] }]);
    expect(first.duties.ended.length).toBeGreaterThan(0);
    const { who: _unsaid, ...older } = payloadOf('guardian_notified', { relation: '母亲' });
    const notified = { ...contact, requestId: randomUUID(), expectedVersion: first.summary.version, type: 'guardian_notified', version: 1, payload: older };
    await office.ask('events.record', notified);
    const file = await office.ask('cases.file', { caseId });
    expect(file.events.map(({ type, late }) => [type, late])).toEqual([
      ['lead_recorded', true],
      ['interview_held', true],
      ['guardian_notified', true],
    ]);
    expect(file.events.at(-1)?.payload['who']).toBe('mother');
  });

  it('out of order ends in the same place as in order', async () => {
    await using office = await school();
    const ordered = await openCase(office, (await addPupil(office, { name: '示例甲', studentNo: 'S-1' })).id, moment(0, 9));
    const shuffled = await openCase(office, (await addPupil(office, { name: '示例乙', studentNo: 'S-2' })).id, moment(0, 9));
    const steps = [
      { type: 'interview_held', at: moment(0, 10) },
      { type: 'guardian_notified', at: moment(0, 11) },
      { type: 'grade_decided', at: moment(0, 12), payload: { grade: 'R3', triggers: [] } },
      { type: 'case_filed', at: moment(0, 13), payload: { documentId: null, how: 'paper' } },
    ] as const;
    for (const step of steps) await record(office, ordered.id, step);
    for (const step of [steps[3], steps[1], steps[0], steps[2]]) await record(office, shuffled.id, step);
    const ends = [];
    for (const { id } of [ordered, shuffled]) {
      const { summary, state } = await office.ask('cases.file', { caseId: id });
      ends.push([summary.stage, summary.grade, state['filedAt'], state['guardianNotifiedAt'], state['interviewedAt'], state['gradeDecidedAt']]);
    }
    expect(ends[1]).toEqual(ends[0]);
  });
});
