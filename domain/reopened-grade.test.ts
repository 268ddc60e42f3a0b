import { describe, expect, it } from 'vitest';
import { eventId, vicePrincipal, type LogLine } from './events.fixture.ts';
import { loweringNeedsOf } from './lowering-needs.ts';
import { after, followUpDays, tried } from './recording.fixture.ts';
import { Instant } from './time.ts';

/** Red when the pupil left for another school, and back again. */
const back: readonly LogLine[] = [
  ['lead_recorded', '2026-09-14T01:00:00.000Z'],
  ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R4' }],
  ['pupil_transferred', '2026-10-01T01:00:00.000Z'],
  ['transfer_confirmed', '2026-10-02T01:00:00.000Z'],
  ['case_closed', '2026-10-03T01:00:00.000Z', { kind: 'transferred' }],
  ['case_reopened', '2026-11-03T01:00:00.000Z', { immediateDanger: false }],
];
const now = Instant.parse('2026-11-04T00:00:00.000Z');
const calm = { grade: 'R1', outcome: 'not_crisis', triggers: [] };

describe('a red grade that outlived its loop', () => {
  it('is not taken down by one person alone', () => {
    expect(tried(back, 'grade_decided', { changes: calm })).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'conference' }]);
    expect(loweringNeedsOf(after(...back), { now, followUpDays, openObligations: [] })).toEqual(['conference', 'cycle']);
    expect(tried(back, 'grade_decided', { changes: { grade: 'R4', outcome: 'crisis', triggers: [] } })).toBe('ok');
  });

  it('is by two people and after a cycle in which the pupil was seen', () => {
    const seen: LogLine = ['follow_up_held', '2026-11-04T01:00:00.000Z', { with: ['pupil'], suicidalThoughts: 'no', riskChange: 'same' }];
    const met: LogLine = ['conference_held', '2026-11-10T01:00:00.000Z', { grade: 'R1', decisions: [] }];
    const confirmed: LogLine = ['conference_confirmed', '2026-11-10T02:00:00.000Z', { conferenceId: eventId(8) }, { recordedBy: vicePrincipal }];
    const lowered = { changes: { ...calm, conferenceId: eventId(8) } };
    expect(tried([...back, seen, met], 'grade_decided', lowered)).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'signatures' }]);
    const unseen: LogLine = ['follow_up_held', '2026-11-04T01:00:00.000Z', { with: ['mother'], suicidalThoughts: 'yes', riskChange: 'same' }];
    const danger: LogLine = ['lead_added', '2026-11-10T00:00:00.000Z', { crisisTypes: ['suicidal_ideation'] }];
    expect(tried([...back, unseen, met, confirmed], 'grade_decided', lowered)).toMatchObject(['CYCLE_WITHOUT_PUPIL', {}]);
    expect(tried([...back, seen, met, confirmed, danger], 'grade_decided', lowered)).toMatchObject(['CYCLE_WITHOUT_PUPIL', {}]);
    expect(tried([...back, seen, met, confirmed], 'grade_decided', lowered)).toMatchObject(['CYCLE_WITHOUT_PUPIL', {}]);
    const lately: LogLine = ['follow_up_held', '2026-12-29T06:00:00.000Z'];
    expect(tried([...back, seen, met, confirmed, lately], 'grade_decided', lowered)).toBe('ok');
  });

  it('leaves the first decision free after a lower one', () => {
    const yellow: readonly LogLine[] = back.map((line) => (line[0] === 'grade_decided' ? ['grade_decided', line[1], { grade: 'R2', triggers: [] }] : line));
    expect(tried(yellow, 'grade_decided', { changes: calm })).toBe('ok');
    expect(loweringNeedsOf(after(...yellow), { now, followUpDays, openObligations: [] })).toEqual([]);
  });
});
