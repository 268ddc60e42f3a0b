import { describe, expect, it } from 'vitest';
import type { LogLine } from './events.fixture.ts';
import { tried } from './recording.fixture.ts';
import { owed } from './rules/engine.fixture.ts';
import { Instant } from './time.ts';

/** Archived while the school to which the pupil went has not yet answered. */
const archived: readonly LogLine[] = [
  ['lead_recorded', '2026-09-14T01:00:00.000Z'],
  ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', outcome: 'not_crisis', triggers: [] }],
  ['case_closed', '2026-10-01T01:00:00.000Z', { kind: 'goals_reached' }],
  ['pupil_transferred', '2026-10-02T01:00:00.000Z'],
  ['case_archived', '2026-10-03T01:00:00.000Z'],
];

describe('what an archived case still owes', () => {
  const [receipt] = owed(archived, '2026-10-04T00:00:00.000Z', 'T_TRANSFER_RECEIPT');

  it('is the receipt of the other school, which may still come', () => {
    expect(receipt).toMatchObject({ end: null });
    expect(tried(archived, 'transfer_confirmed')).toBe('ok');
    expect(owed([...archived, ['transfer_confirmed', '2026-10-05T01:00:00.000Z']], '2026-10-06T00:00:00.000Z', 'T_TRANSFER_RECEIPT')).toMatchObject([
      { end: 'done' },
    ]);
  });

  it('can be excused, or wait for the other school', () => {
    const openObligations = [{ id: receipt?.id ?? '', ruleId: 'T_TRANSFER_RECEIPT', dueAt: Instant.parse('2026-10-16T15:59:59.999Z'), snoozedTo: null }];
    const changes = { obligationId: receipt?.id };
    expect(tried(archived, 'obligation_excused', { changes, openObligations })).toBe('ok');
    expect(tried(archived, 'obligation_waiting', { changes: { ...changes, chaseOn: '2027-01-04' }, openObligations })).toBe('ok');
    expect(tried(archived, 'obligation_snoozed', { changes: { ...changes, until: '2027-01-04' }, openObligations })).toBe('ok');
  });
});
