/** No entry names a day to come for what it says has happened, and no correction makes it name one. */
import { describe, expect, it } from 'vitest';
import { eventId, logOf, type LogLine } from './events.fixture.ts';
import { after, tried } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const away: LogLine = ['leave_started', '2026-09-18T03:00:00.000Z'];
const applied: LogLine = ['return_applied', '2026-11-20T03:00:00.000Z'];
const deferred: LogLine = ['return_assessed', '2026-11-21T03:00:00.000Z', { conclusion: 'deferred' }];
const agreed: LogLine = ['return_assessed', '2026-11-21T03:00:00.000Z', { conclusion: 'agreed' }];
const referred: LogLine = ['referral_made', '2026-09-15T01:00:00.000Z'];
const transferred: LogLine = ['pupil_transferred', '2026-09-15T01:00:00.000Z', { on: '2026-09-15' as never }];
const returned = { how: 'returned', assessmentId: eventId(5), until: null };

type Row = readonly [type: LogLine[0], field: string, before: readonly LogLine[], changes?: Readonly<Record<string, unknown>>];

/** Tries are made on 31 December 2026, eight in the morning of the office's time. */
const rows: readonly Row[] = [
  ['consent_given', 'on', [lead]],
  ['consent_withdrawn', 'on', [lead, ['consent_given', '2026-09-15T01:00:00.000Z', { kind: 'recording' }]], { kind: 'recording' }],
  ['contact_lost', 'since', [lead]],
  ['diagnosis_reported', 'visitedOn', [lead]],
  ['hospital_admitted', 'admittedOn', [lead, judged]],
  ['hospital_discharged', 'dischargedOn', [lead, judged, ['hospital_admitted', '2026-09-24T01:00:00.000Z']]],
  ['leave_ended', 'on', [lead, judged, away, applied, agreed], returned],
  ['pupil_died', 'on', [lead]],
  ['pupil_transferred', 'on', [lead]],
  ['referral_replied', 'visitedOn', [lead, referred], { referralId: eventId(2) }],
  ['return_appealed', 'on', [lead, judged, away, applied, deferred]],
  ['return_applied', 'on', [lead, judged, away]],
  ['transfer_confirmed', 'on', [lead, transferred]],
];

describe('a day on which something happened', () => {
  it.each(rows.map((row) => ({ row })))('of $row.0 ($row.1) is past or today', ({ row: [type, field, before, changes = {}] }) => {
    const on = (day: string): unknown => tried(before, type, { changes: { ...changes, [field]: day } });
    expect(on('2026-12-31')).toBe('ok');
    expect(on('2027-01-01')).toEqual(['IN_THE_FUTURE', {}]);
  });

  const correctable = rows.filter(([type]) => !['hospital_admitted', 'hospital_discharged', 'leave_ended'].includes(type));

  it.each(correctable.map((row) => ({ row })))('of $row.0 ($row.1) is not set to one to come', ({ row: [type, field, before, changes = {}] }) => {
    const log: readonly LogLine[] = [...before, [type, '2026-12-01T01:00:00.000Z', { ...changes, [field]: '2026-12-01' }] as unknown as LogLine];
    const target = logOf(...log).at(-1) ?? null;
    const to = (day: string): unknown =>
      tried(log, 'correction_made', { changes: { targetId: eventId(log.length), field, was: '2026-12-01', shouldBe: day }, target, role: 'vice_principal' });
    expect(to('2026-11-30')).toBe('ok');
    expect(to('2027-01-01')).toEqual(['IN_THE_FUTURE', {}]);
  });

  it('may be the first of a leave that has not begun: it is over before', () => {
    const ahead: LogLine = ['leave_started', '2026-12-30T01:00:00.000Z', { from: '2027-01-04' as never }];
    const log: readonly LogLine[] = [lead, judged, ahead];
    expect(after(...log).leave?.from).toBe('2027-01-04');
    expect(tried(log, 'leave_ended', { changes: { how: 'withdrew', assessmentId: null, until: null, on: '2027-01-04' } })).toBe('ok');
    expect(tried(log, 'leave_ended', { changes: { how: 'withdrew', assessmentId: null, until: null, on: '2027-01-05' } })).toEqual(['IN_THE_FUTURE', {}]);
  });
});

describe('the day until which a case is kept', () => {
  const low: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', outcome: 'crisis', triggers: [] }];
  const closed: LogLine = ['case_closed', '2026-12-01T01:00:00.000Z', { kind: 'deceased' }];
  const log: readonly LogLine[] = [lead, low, closed];

  it('is five years after the closing or later', () => {
    const until = (retainUntil: string): unknown => tried(log, 'case_archived', { changes: { retainUntil } });
    expect(until('2031-12-01')).toBe('ok');
    expect(until('2031-11-30')).toEqual(['RETENTION_TOO_SHORT', { years: 5 }]);
    expect(until('2029-12-31')).toEqual(['RETENTION_TOO_SHORT', { years: 5 }]);
  });

  it('is not set to an earlier one either', () => {
    const archived: readonly LogLine[] = [...log, ['case_archived', '2026-12-02T01:00:00.000Z']];
    const target = logOf(...archived).at(-1) ?? null;
    const to = (shouldBe: string): unknown =>
      tried(archived, 'correction_made', { changes: { targetId: eventId(4), field: 'retainUntil', was: '2042-08-31', shouldBe }, target });
    expect(to('2032-08-31')).toBe('ok');
    expect(to('2029-08-31')).toEqual(['RETENTION_TOO_SHORT', { years: 5 }]);
  });
});
