import { describe, expect, it } from 'vitest';
import { eventId, idText, type LogLine } from './events.fixture.ts';
import { PupilId } from './ids.ts';
import { after, tried } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const started: LogLine = ['emergency_started', '2026-09-15T01:00:00.000Z'];
const ended: LogLine = ['emergency_ended', '2026-09-15T04:00:00.000Z'];
const friend: LogLine = ['affected_pupil_added', '2026-09-15T05:00:00.000Z'];
const report: LogLine = ['mandatory_report_made', '2026-09-16T01:00:00.000Z'];

describe('an emergency', () => {
  it('means danger from its first minute until it ends', () => {
    expect(after(lead, started)).toMatchObject({
      emergency: { eventId: eventId(2), startedAt: '2026-09-15T01:00:00.000Z' },
      immediateDanger: true,
      lastSignalAt: '2026-09-15T01:00:00.000Z',
    });
    expect(after(lead, started, ended)).toMatchObject({ emergency: null, immediateDanger: false, lastSignalAt: '2026-09-15T01:00:00.000Z' });
  });

  it('runs once at a time, and takes steps and an end only while it runs', () => {
    expect(tried([lead], 'emergency_started')).toBe('ok');
    expect(tried([lead, started], 'emergency_started')).toEqual(['EMERGENCY_RUNNING', {}]);
    expect(tried([lead, started], 'emergency_step_taken')).toBe('ok');
    expect(tried([lead, started, ended], 'emergency_step_taken')).toEqual(['NO_EMERGENCY', {}]);
    expect(tried([lead], 'emergency_step_taken', { changes: { step: 'bureau_told' } })).toEqual(['NO_EMERGENCY', {}]);
    expect(tried([lead, started, ended], 'emergency_step_taken', { changes: { step: 'bureau_told' } })).toBe('ok');
    expect(tried([lead, started], 'emergency_ended')).toBe('ok');
    expect(tried([lead, started, ended], 'emergency_ended')).toEqual(['NO_EMERGENCY', {}]);
    expect(tried([lead, started, ended], 'emergency_started')).toBe('ok');
  });

  it('goes on as a search for a pupil who is still missing, until somebody reaches them', () => {
    const missing: LogLine = ['emergency_ended', '2026-09-15T04:00:00.000Z', { outcome: 'missing' }];
    expect(after(lead, started, missing)).toMatchObject({ emergency: null, immediateDanger: true, lostSince: '2026-09-15T04:00:00.000Z' });
    const found: LogLine = ['pupil_contacted', '2026-09-15T09:00:00.000Z', { reached: true }];
    expect(after(lead, started, missing, found)).toMatchObject({ immediateDanger: true, lostSince: null });
  });

  it('ends with a death only once the death is on record', () => {
    const death = { changes: { outcome: 'deceased' } };
    expect(tried([lead, started], 'emergency_ended', death)).toEqual(['DEATH_NOT_RECORDED', {}]);
    expect(tried([lead, started, ['pupil_died', '2026-09-15T02:00:00.000Z']], 'emergency_ended', death)).toBe('ok');
  });

  it('is no entry of a class teacher, who reports it as a lead with danger at once', () => {
    expect(tried([lead], 'emergency_started', { role: 'class_teacher' })).toEqual(['NOT_ALLOWED', { role: 'class_teacher' }]);
    expect(tried([lead, started], 'emergency_step_taken', { role: 'class_teacher' })).toEqual(['NOT_ALLOWED', { role: 'class_teacher' }]);
    expect(tried([lead, started], 'emergency_ended', { role: 'class_teacher' })).toEqual(['NOT_ALLOWED', { role: 'class_teacher' }]);
  });
});

describe('a mandatory report', () => {
  it('keeps every suspected guardian until the police clear them', () => {
    const second: LogLine = ['mandatory_report_made', '2026-09-17T01:00:00.000Z', { guardianSuspects: ['father', 'mother'] }];
    const state = after(lead, report, second);
    expect(state.guardianSuspects).toEqual(['father', 'mother']);
    expect(state.mandatoryReports).toMatchObject([
      { eventId: eventId(2), answeredAt: null },
      { eventId: eventId(3), answeredAt: null },
    ]);
    expect(state.lastSignalAt).toBe('2026-09-17T01:00:00.000Z');
    const cleared: LogLine = ['mandatory_report_answered', '2026-09-20T01:00:00.000Z', { reportId: eventId(3), outcome: 'cleared', clears: ['father', 'all'] }];
    const answered = after(lead, report, second, cleared);
    expect(answered.guardianSuspects).toEqual(['mother']);
    expect(answered.mandatoryReports).toMatchObject([{ answeredAt: null }, { answeredAt: '2026-09-20T01:00:00.000Z' }]);
    const later: LogLine = ['mandatory_report_answered', '2026-09-25T01:00:00.000Z', { reportId: eventId(3), clears: ['mother'] }];
    expect(after(lead, report, second, cleared, later)).toMatchObject({
      guardianSuspects: [],
      mandatoryReports: [{ answeredAt: null }, { answeredAt: '2026-09-20T01:00:00.000Z' }],
    });
  });

  it('is answered when it exists', () => {
    expect(tried([lead, report], 'mandatory_report_answered', { changes: { reportId: eventId(2) } })).toBe('ok');
    const closed: LogLine = ['case_closed', '2026-09-21T02:00:00.000Z'];
    expect(tried([lead, report, closed], 'mandatory_report_answered', { changes: { reportId: eventId(2) } })).toBe('ok');
    const archived: LogLine = ['case_archived', '2026-10-21T02:00:00.000Z'];
    expect(tried([lead, report, closed, archived], 'mandatory_report_answered', { changes: { reportId: eventId(2) } })).toBe('ok');
    expect(tried([lead, report], 'mandatory_report_answered', { changes: { reportId: eventId(1) } })).toEqual(['MANDATORY_REPORT_UNKNOWN', {}]);
  });

  it('outlives the loop', () => {
    const death: LogLine = ['pupil_died', '2026-11-02T01:00:00.000Z'];
    const state = after(lead, report, death, ['case_closed', '2026-11-03T01:00:00.000Z', { kind: 'deceased' }], ['case_reopened', '2026-11-04T01:00:00.000Z']);
    expect(state).toMatchObject({ loop: 2, guardianSuspects: ['father'], mandatoryReports: [{ eventId: eventId(2) }], attendance: 'deceased' });
  });
});

describe('pupils affected by it', () => {
  it('are named once, and never the pupil of the case', () => {
    expect(tried([lead], 'affected_pupil_added')).toBe('ok');
    expect(tried([lead, friend], 'affected_pupil_added')).toEqual(['AFFECTED_ALREADY', {}]);
    expect(tried([lead, friend], 'affected_pupil_added', { changes: { pupilId: idText(3) } })).toBe('ok');
    expect(tried([lead], 'affected_pupil_added', { changes: { pupilId: PupilId.parse(idText(1)) } })).toEqual(['AFFECTED_IS_SUBJECT', {}]);
  });

  it('are seen, and the first time counts', () => {
    const seen: LogLine = ['affected_pupil_seen', '2026-09-16T01:00:00.000Z', { affectedId: eventId(2) }];
    expect(tried([lead, friend], 'affected_pupil_seen', { changes: { affectedId: eventId(2) } })).toBe('ok');
    expect(tried([lead, friend], 'affected_pupil_seen', { changes: { affectedId: eventId(1) } })).toEqual(['AFFECTED_UNKNOWN', {}]);
    expect(after(lead, friend).affected).toMatchObject([{ seenAt: null }]);
    expect(after(lead, friend, seen, ['affected_pupil_seen', '2026-09-20T01:00:00.000Z', { affectedId: eventId(2) }]).affected).toMatchObject([
      { eventId: eventId(2), seenAt: '2026-09-16T01:00:00.000Z' },
    ]);
  });
});
