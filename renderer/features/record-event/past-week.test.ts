import { describe, expect, it } from 'vitest';
import { Instant } from '../../../domain/time.ts';
import { isPastWeek } from './past-week.ts';

const week = { duty: { dueAt: Instant.parse('2026-09-20T15:59:59.999Z') }, due: { basis: 'week' }, settledBy: [{ type: 'guardian_contacted' }] } as const;
const within = Instant.parse('2026-09-20T15:00:00.000Z');
const after = Instant.parse('2026-09-21T01:00:00.000Z');

describe('a week that is over', () => {
  it('takes what happened in it, and nothing later', () => {
    expect(isPastWeek(week, 'guardian_contacted', after)).toBe(true);
    expect(isPastWeek(week, 'guardian_contacted', within)).toBe(false);
    expect(isPastWeek(week, 'guardian_contacted', week.duty.dueAt)).toBe(false);
  });

  it('is nothing to entries that settle it at no time, nor to duties that wait until they are done', () => {
    expect(isPastWeek(week, 'obligation_waiting', after)).toBe(false);
    expect(isPastWeek({ ...week, due: { basis: 'rolling' } }, 'guardian_contacted', after)).toBe(false);
  });
});
