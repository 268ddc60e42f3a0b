import { describe, expect, it } from 'vitest';
import { logOf, type LogLine } from './events.fixture.ts';
import { definitionOf, liftEvent } from './events/registry.ts';
import { after, tried, type Try } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }];
const lost: LogLine = ['contact_lost', '2026-09-20T01:00:00.000Z', { tried: '电话六次。' }];
const suspects = (...guardianSuspects: ('father' | 'mother' | 'all')[]): LogLine => ['mandatory_report_made', '2026-09-15T01:00:00.000Z', { guardianSuspects }];

describe('attempts in a row', () => {
  it('are counted for guardian and pupil apart, until one reaches somebody', () => {
    const unreached: readonly LogLine[] = [
      ['guardian_contacted', '2026-09-15T01:00:00.000Z', { reached: false }],
      ['guardian_contacted', '2026-09-16T01:00:00.000Z', { reached: false }],
      ['pupil_contacted', '2026-09-16T02:00:00.000Z', { reached: false }],
    ];
    expect(after(lead, ...unreached).contacts).toEqual({ lastGuardianAt: null, lastPupilAt: null, lastFollowUpAt: null, failedGuardian: 2, failedPupil: 1 });
    expect(after(lead, ...unreached, ['guardian_contacted', '2026-09-17T01:00:00.000Z']).contacts).toMatchObject({
      lastGuardianAt: '2026-09-17T01:00:00.000Z',
      failedGuardian: 0,
      failedPupil: 1,
    });
    expect(after(lead, ...unreached, ['pupil_contacted', '2026-09-17T01:00:00.000Z']).contacts).toMatchObject({ failedGuardian: 2, failedPupil: 0 });
  });

  it('do not begin the intervention; a contact, a session and a meeting do', () => {
    expect(after(lead, judged, ['pupil_contacted', '2026-09-15T01:00:00.000Z', { reached: false }]).stage).toBe('assessed');
    for (const type of ['guardian_contacted', 'pupil_contacted', 'follow_up_held', 'counselling_held', 'family_meeting_held'] as const)
      expect(after(lead, judged, [type, '2026-09-15T01:00:00.000Z']).interventionSince).toBe('2026-09-15T01:00:00.000Z');
  });
});

describe('a follow-up', () => {
  it('counts as contact with those whom it reached, and with nobody else', () => {
    const at = '2026-09-16T01:00:00.000Z';
    const none = { lastGuardianAt: null, lastPupilAt: null, lastFollowUpAt: at };
    expect(after(lead, ['follow_up_held', at, { with: ['class_teacher', 'hospital'] }]).contacts).toMatchObject(none);
    expect(after(lead, ['follow_up_held', at, { with: ['pupil'] }]).contacts).toMatchObject({ ...none, lastPupilAt: at });
    expect(after(lead, ['follow_up_held', at, { with: ['mother', 'hospital'] }]).contacts).toMatchObject({ ...none, lastGuardianAt: at });
  });

  it('is what a session of counselling is too', () => {
    const at = '2026-09-16T01:00:00.000Z';
    expect(after(lead, ['counselling_held', at]).contacts).toMatchObject({ lastPupilAt: at, lastFollowUpAt: at, lastGuardianAt: null });
  });
});

describe('a family out of reach', () => {
  it('is lost since the day that was said, and not since one to come', () => {
    expect(after(lead, lost).lostSince).toBe('2026-09-09T16:00:00.000Z');
    expect(tried([lead], 'contact_lost', { changes: { since: '2026-12-31' } })).toBe('ok');
    expect(tried([lead], 'contact_lost', { changes: { since: '2027-01-01' } })).toEqual(['IN_THE_FUTURE', {}]);
  });

  it('is found again by whatever reaches the pupil or a guardian', () => {
    const at = '2026-09-21T01:00:00.000Z';
    for (const type of ['guardian_contacted', 'pupil_contacted', 'follow_up_held', 'counselling_held', 'family_meeting_held'] as const)
      expect(after(lead, lost, [type, at]).lostSince).toBeNull();
    expect(after(lead, lost, ['guardian_contacted', at, { reached: false }]).lostSince).not.toBeNull();
    expect(after(lead, lost, ['follow_up_held', at, { with: ['hospital'] }]).lostSince).not.toBeNull();
  });

  it('is not found by a contact of before, written down late', () => {
    const early: LogLine = ['guardian_contacted', '2026-09-09T01:00:00.000Z'];
    expect(after(lead, lost, early)).toMatchObject({ lostSince: '2026-09-09T16:00:00.000Z' });
  });
});

describe('a guardian who is suspected', () => {
  const who = (person: string): Try => ({ changes: { who: person } });

  it.each(['guardian_notified', 'guardian_contacted'] as const)('is not talked to (%s), while the other one is', (type) => {
    expect(tried([lead, suspects('father')], type, who('father'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([lead, suspects('father')], type, who('mother'))).toBe('ok');
    expect(tried([lead, suspects('all')], type, who('other_guardian'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([lead], type, who('all'))).toMatchObject(['PAYLOAD_INVALID', {}]);
  });

  it.each(['kin_notified_in_writing', 'emergency_step_taken'] as const)('is not told either (%s)', (type) => {
    const running: readonly LogLine[] = [lead, ['emergency_started', '2026-09-14T02:00:00.000Z']];
    expect(tried([...running, suspects('father')], type, who('father'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([...running, suspects('father')], type, who('mother'))).toBe('ok');
    expect(tried([...running, suspects('all')], type, who('other_guardian'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
  });

  it('keeps a step of an emergency from leaving open which guardian was told, and no other step', () => {
    const running: readonly LogLine[] = [lead, ['emergency_started', '2026-09-14T02:00:00.000Z']];
    const step = (name: string): Try => ({ changes: { step: name, who: null } });
    expect(tried(running, 'emergency_step_taken', step('guardian_told'))).toBe('ok');
    expect(tried([...running, suspects('father')], 'emergency_step_taken', step('guardian_told'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([...running, suspects('father')], 'emergency_step_taken', step('police_110'))).toBe('ok');
  });

  it('gives no consent, and no correction says that they gave one', () => {
    const relation = (word: string): Try => ({ changes: { relation: word } });
    expect(tried([lead, suspects('father')], 'consent_given', relation('father'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([lead, suspects('all')], 'consent_given', relation('other_guardian'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([lead, suspects('father')], 'consent_given', relation('mother'))).toBe('ok');
    expect(tried([lead, suspects('all')], 'consent_given', relation('pupil'))).toBe('ok');
    expect(definitionOf('consent_given').correctable).not.toContain('relation');
  });

  it('sits at no table, and agrees on no plan for the return', () => {
    const guardians = (...people: readonly string[]): Try => ({ changes: { guardians: people } });
    const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
    for (const type of ['family_meeting_held', 'reentry_plan_made'] as const) {
      expect(tried([lead, judged, suspects('father')], type, guardians('mother', 'father'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
      expect(tried([lead, judged, suspects('father')], type, guardians('mother'))).toBe('ok');
      expect(tried([lead, judged, suspects('all')], type, guardians('other_guardian'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    }
    expect(tried([lead, judged], 'family_meeting_held', guardians())).toMatchObject(['PAYLOAD_INVALID', {}]);
    expect(tried([lead, judged, suspects('all')], 'reentry_plan_made', guardians())).toBe('ok');
  });

  it('is not heard before a return; that nobody was can be said', () => {
    const back: readonly LogLine[] = [
      lead,
      ['grade_decided', '2026-09-14T02:00:00.000Z'],
      ['leave_started', '2026-09-18T03:00:00.000Z'],
      ['return_applied', '2026-11-20T03:00:00.000Z'],
    ];
    expect(tried([...back, suspects('father')], 'return_assessed', who('father'))).toEqual(['GUARDIAN_SUSPECTED', {}]);
    expect(tried([...back, suspects('father')], 'return_assessed', who('mother'))).toBe('ok');
    expect(tried([...back, suspects('all')], 'return_assessed', { changes: { who: null } })).toBe('ok');
  });
});

describe('a meeting with the family', () => {
  it('is a contact with the guardian', () => {
    const failed: LogLine = ['guardian_contacted', '2026-09-15T01:00:00.000Z', { reached: false }];
    expect(after(lead, failed, ['family_meeting_held', '2026-09-16T01:00:00.000Z']).contacts).toMatchObject({
      lastGuardianAt: '2026-09-16T01:00:00.000Z',
      lastPupilAt: null,
      failedGuardian: 0,
    });
    expect(tried([lead], 'family_meeting_held', { changes: { present: ['沈老师'] } })).toMatchObject(['PAYLOAD_INVALID', {}]);
  });
});

describe('entries of before infringements were asked for', () => {
  it.each(['interview_held', 'pupil_contacted', 'follow_up_held', 'guardian_contacted'] as const)('%s name none', (type) => {
    const [event] = logOf([type, '2026-09-15T01:00:00.000Z']);
    if (event === undefined || event.payload === null) throw new Error('one event');
    const { disclosed: _later, ...old } = event.payload;
    expect(liftEvent({ ...event, version: 1, payload: old }).payload).toMatchObject({ disclosed: [] });
  });
});

describe('entries of earlier versions', () => {
  const lifted = (line: LogLine, drop: string): unknown => {
    const [event] = logOf(line);
    if (event === undefined || event.payload === null) return null;
    const { [drop]: _later, ...old } = event.payload;
    const { version, payload } = liftEvent({ ...event, version: 1, payload: old });
    return { version, [drop]: payload?.[drop] };
  };

  it.each([
    ['父亲', 'father'],
    ['爸爸', 'father'],
    ['母亲', 'mother'],
    ['祖母', 'other_guardian'],
    ['继父', 'other_guardian'],
    ['', 'other_guardian'],
  ])('name the guardian %s as %s', (word, who) => {
    expect(lifted(['guardian_notified', '2026-09-15T01:00:00.000Z', { relation: word }], 'who')).toEqual({ version: 2, who });
    expect(lifted(['guardian_contacted', '2026-09-15T01:00:00.000Z', { with: word }], 'who')).toEqual({ version: 2, who });
  });

  it('name no conference and no owner, and the recorder owns the case', () => {
    expect(lifted(['grade_decided', '2026-09-15T01:00:00.000Z'], 'conferenceId')).toEqual({ version: 2, conferenceId: null });
    expect(lifted(lead, 'ownerId')).toEqual({ version: 2, ownerId: null });
  });
});
