import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from './events.fixture.ts';
import { after, tried } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const given: LogLine = ['consent_given', '2026-09-15T01:00:00.000Z', { kind: 'recording' }];
const withdrawn: LogLine = ['consent_withdrawn', '2026-09-16T01:00:00.000Z', { kind: 'recording' }];

describe('consent', () => {
  it('stands per kind with its latest word', () => {
    const state = after(lead, given, ['consent_given', '2026-09-15T02:00:00.000Z', { kind: 'transfer' }], withdrawn);
    expect(state.consents).toEqual([
      { kind: 'transfer', given: true, at: '2026-09-15T02:00:00.000Z', eventId: eventId(3) },
      { kind: 'recording', given: false, at: '2026-09-16T01:00:00.000Z', eventId: eventId(4) },
    ]);
    expect(after(lead, given, withdrawn, ['consent_given', '2026-09-17T01:00:00.000Z', { kind: 'recording' }]).consents).toMatchObject([
      { kind: 'recording', given: true },
    ]);
  });

  it('outlives a reopening', () => {
    const reopened = after(lead, given, ['case_closed', '2026-09-21T02:00:00.000Z', { kind: 'deceased' }], ['case_reopened', '2026-09-25T01:00:00.000Z']);
    expect(reopened).toMatchObject({ loop: 2, consents: [{ kind: 'recording', given: true }] });
  });

  it('is withdrawn only while it stands', () => {
    const changes = { kind: 'recording' };
    expect(tried([lead, given], 'consent_withdrawn', { changes })).toBe('ok');
    expect(tried([lead], 'consent_withdrawn', { changes })).toEqual(['CONSENT_UNKNOWN', {}]);
    expect(tried([lead, given], 'consent_withdrawn', { changes: { kind: 'transfer' } })).toEqual(['CONSENT_UNKNOWN', {}]);
    expect(tried([lead, given, withdrawn], 'consent_withdrawn', { changes })).toEqual(['CONSENT_UNKNOWN', {}]);
  });

  it('may be withdrawn at any time, and still be given when the case moves on with its pupil', () => {
    const closed: LogLine = ['case_closed', '2026-09-21T02:00:00.000Z'];
    const archived: LogLine = ['case_archived', '2026-10-21T02:00:00.000Z'];
    for (const log of [
      [lead, given, closed],
      [lead, given, closed, archived],
    ])
      expect(tried(log, 'consent_withdrawn', { changes: { kind: 'recording' } })).toBe('ok');
    expect(tried([lead, closed], 'consent_given', { changes: { kind: 'transfer' } })).toBe('ok');
    expect(tried([lead, closed, archived], 'consent_given', { changes: { kind: 'transfer' } })).toEqual(['CASE_CLOSED', {}]);
  });

  it('is of a day that has come', () => {
    expect(tried([lead], 'consent_given', { changes: { on: '2026-01-05' } })).toBe('ok');
    expect(tried([lead], 'consent_given', { changes: { on: '2027-01-01' } })).toEqual(['IN_THE_FUTURE', {}]);
    expect(tried([lead, given], 'consent_withdrawn', { changes: { kind: 'recording', on: '2027-01-01' } })).toEqual(['IN_THE_FUTURE', {}]);
  });
});

describe('an exception to confidentiality', () => {
  it('names whom it told and who decided, and moves nothing', () => {
    const before = after(lead);
    const state = after(lead, ['confidentiality_exception_made', '2026-09-15T01:00:00.000Z']);
    expect({ ...state, version: 1, headHash: before.headHash, lastEventAt: before.lastEventAt }).toEqual(before);
    expect(tried([lead], 'confidentiality_exception_made', { changes: { to: [] } })).toMatchObject(['PAYLOAD_INVALID', {}]);
    expect(tried([lead], 'confidentiality_exception_made', { changes: { decidedBy: [] } })).toMatchObject(['PAYLOAD_INVALID', {}]);
    expect(tried([lead], 'confidentiality_exception_made', { role: 'class_teacher' })).toEqual(['NOT_ALLOWED', { role: 'class_teacher' }]);
  });
});
