import { describe, expect, it } from 'vitest';
import type { LogLine } from './events.fixture.ts';
import { tried, type Try } from './recording.fixture.ts';
import { Instant } from './time.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const red: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R4' }];
const orange: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const emergency: LogLine = ['emergency_started', '2026-09-15T01:00:00.000Z'];

const duty = { id: 'duty', ruleId: 'T_REFERRAL_REPLY', dueAt: Instant.parse('2026-12-31T00:00:00.000Z'), snoozedTo: null };
const snoozed = { ...duty, id: 'snoozed', snoozedTo: Instant.parse('2027-01-01T00:00:00.000Z') };
/** Tries are made on 31 December 2026, by the office's calendar too. */
const on = (changes: Try['changes']): Try => ({ changes: { obligationId: 'duty', ...changes }, openObligations: [duty, snoozed] });

describe('putting a reminder off', () => {
  it('is possible once, from today for at most a week', () => {
    expect(tried([lead, orange], 'obligation_snoozed', on({ until: '2026-12-31' }))).toBe('ok');
    expect(tried([lead, orange], 'obligation_snoozed', on({ until: '2027-01-07' }))).toBe('ok');
    expect(tried([lead, orange], 'obligation_snoozed', on({ until: '2027-01-08' }))).toEqual(['SNOOZE_TOO_LONG', { days: 7 }]);
    expect(tried([lead, orange], 'obligation_snoozed', on({ until: '2026-12-30' }))).toEqual(['SNOOZE_TOO_LONG', { days: 7 }]);
    expect(tried([lead, orange], 'obligation_snoozed', on({ obligationId: 'snoozed', until: '2027-01-02' }))).toEqual(['SNOOZED_ALREADY', {}]);
    expect(tried([lead, orange], 'obligation_snoozed', on({ obligationId: 'other', until: '2027-01-02' }))).toEqual(['OBLIGATION_NOT_OPEN', {}]);
  });

  it('is never possible where life is at stake', () => {
    const danger: LogLine = ['lead_added', '2026-09-15T01:00:00.000Z', { immediateDanger: true }];
    for (const log of [
      [lead, red],
      [lead, orange, emergency],
      [lead, orange, danger],
    ])
      expect(tried(log, 'obligation_snoozed', on({ until: '2027-01-02' }))).toEqual(['SNOOZE_FORBIDDEN', {}]);
  });
});

describe('waiting for somebody else', () => {
  it('says when they are asked again, within a month', () => {
    expect(tried([lead, orange], 'obligation_waiting', on({ chaseOn: '2026-12-31' }))).toBe('ok');
    expect(tried([lead, orange], 'obligation_waiting', on({ chaseOn: '2027-01-31' }))).toBe('ok');
    expect(tried([lead, orange], 'obligation_waiting', on({ chaseOn: '2027-02-01' }))).toEqual(['CHASE_OUT_OF_RANGE', { days: 31 }]);
    expect(tried([lead, orange], 'obligation_waiting', on({ chaseOn: '2026-12-30' }))).toEqual(['CHASE_OUT_OF_RANGE', { days: 31 }]);
    expect(tried([lead, orange], 'obligation_waiting', on({ obligationId: 'other', chaseOn: '2027-01-02' }))).toEqual(['OBLIGATION_NOT_OPEN', {}]);
  });
});

describe('carrying out what a conference decided', () => {
  it('answers a duty that stands open', () => {
    expect(tried([lead], 'decision_carried_out', on({}))).toBe('ok');
    expect(tried([lead], 'decision_carried_out', { ...on({}), role: 'class_teacher' })).toBe('ok');
    expect(tried([lead], 'decision_carried_out', on({ obligationId: 'other' }))).toEqual(['OBLIGATION_NOT_OPEN', {}]);
  });
});

describe('waiting for others where life is at stake', () => {
  const openObligations = [{ id: 'duty', ruleId: 'T_FOLLOW_UP_R4', dueAt: Instant.parse('2026-12-31T15:59:59.999Z'), snoozedTo: null }];
  const waits = (grade: 'R3' | 'R4', chaseOn: string): unknown =>
    tried(
      [
        ['lead_recorded', '2026-09-14T01:00:00.000Z'],
        ['grade_decided', '2026-09-14T02:00:00.000Z', { grade }],
      ],
      'obligation_waiting',
      {
        changes: { obligationId: 'duty', chaseOn },
        openObligations,
      },
    );

  it('ends with the next day', () => {
    expect(waits('R4', '2027-01-01')).toBe('ok');
    expect(waits('R4', '2027-01-02')).toEqual(['CHASE_OUT_OF_RANGE', { days: 1 }]);
    expect(waits('R3', '2027-01-02')).toBe('ok');
  });
});
