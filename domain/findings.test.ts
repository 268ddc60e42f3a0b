import { describe, expect, it } from 'vitest';
import type { LogLine } from './events.fixture.ts';
import { after, tried } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];

describe('the weekly barometer', () => {
  it('is about a week that begins on a Monday and has begun', () => {
    expect(tried([lead], 'peer_observed', { changes: { week: '2026-12-28' } })).toBe('ok');
    expect(tried([lead], 'peer_observed', { changes: { week: '2026-12-29' } })).toEqual([
      'PAYLOAD_INVALID',
      { issues: [{ path: 'week', rule: 'not_monday' }] },
    ]);
    expect(tried([lead], 'peer_observed', { changes: { week: '2027-01-04' } })).toEqual(['IN_THE_FUTURE', {}]);
  });
});

describe('a diagnosis', () => {
  it('is of a visit that took place, and stands in the case from then on', () => {
    expect(after(lead, ['diagnosis_reported', '2026-09-16T04:00:00.000Z']).diagnosedAt).toBe('2026-09-16T04:00:00.000Z');
    expect(tried([lead], 'diagnosis_reported', { changes: { visitedOn: '2027-01-01' } })).toEqual(['IN_THE_FUTURE', {}]);
  });
});
