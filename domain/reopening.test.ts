import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LogLine } from './events.fixture.ts';
import { after, tried } from './recording.fixture.ts';
import { isBeforeReopening, reopeningFor } from './reopening.ts';
import { owed } from './rules/engine.fixture.ts';
import { Instant } from './time.ts';

const closed: readonly LogLine[] = [
  ['lead_recorded', '2026-09-14T01:00:00.000Z'],
  ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }],
  ['follow_up_held', '2026-10-20T01:00:00.000Z'],
  ['case_closed', '2026-10-18T01:00:00.000Z'],
];
const archived: readonly LogLine[] = [...closed, ['case_archived', '2026-11-02T01:00:00.000Z']];

const reopenedAt = (log: readonly LogLine[], happenedAt: string): unknown => tried(log, 'case_reopened', { happenedAt: Instant.parse(happenedAt) });

describe('opening a closed case again', () => {
  it('is not dated back into the loop that was closed, nor before it went to the archive', () => {
    expect(reopenedAt(closed, '2026-10-17T01:00:00.000Z')).toEqual(['BEFORE_CLOSING', {}]);
    expect(reopenedAt(closed, '2026-10-19T01:00:00.000Z')).toEqual(['BEFORE_CLOSING', {}]);
    expect(reopenedAt(closed, '2026-10-20T00:59:59.999Z')).toEqual(['BEFORE_CLOSING', {}]);
    expect(reopenedAt(closed, '2026-10-20T01:00:00.000Z')).toBe('ok');
    expect(reopenedAt(archived, '2026-11-02T00:59:59.999Z')).toEqual(['BEFORE_CLOSING', {}]);
    expect(reopenedAt(archived, '2026-11-02T01:00:00.000Z')).toBe('ok');
  });

  it('is always possible now, also after entries that were made while the clock was ahead', () => {
    const now = Instant.parse('2026-10-15T01:00:00.000Z');
    expect(tried(closed, 'case_reopened', { happenedAt: now, now, clockConfirmed: true })).toBe('ok');
  });

  it('opens duties that are due after it began, for whatever it was opened', () => {
    const moment = fc.date({ min: new Date('2026-09-01T00:00:00.000Z'), max: new Date('2026-12-30T00:00:00.000Z'), noInvalidDate: true });
    fc.assert(
      fc.property(moment, fc.boolean(), (date, immediateDanger) => {
        const state = after(...archived);
        const asked = { happenedAt: Instant.parse(date.toISOString()), now: Instant.parse('2026-12-31T00:00:00.000Z') };
        const happenedAt = reopeningFor(state, asked);
        expect(isBeforeReopening(state, { ...asked, happenedAt })).toBe(false);
        expect(happenedAt >= asked.happenedAt).toBe(true);
        expect(reopenedAt(archived, happenedAt)).toBe('ok');
        const again: LogLine = ['case_reopened', happenedAt, { immediateDanger }, { recordedAt: asked.now }];
        const opened = owed([...archived, again], asked.now).filter(({ openedAt }) => openedAt >= happenedAt);
        expect(opened.length).toBeGreaterThan(0);
        expect(opened.filter(({ dueAt }) => dueAt < happenedAt)).toEqual([]);
      }),
      { numRuns: 50 },
    );
  });
});

describe('the archive', () => {
  it('is not dated back before the closing', () => {
    expect(tried(closed, 'case_archived', { happenedAt: Instant.parse('2026-10-18T00:59:59.999Z') })).toEqual(['BEFORE_CLOSING', {}]);
    expect(tried(closed, 'case_archived', { happenedAt: Instant.parse('2026-10-18T01:00:00.000Z') })).toBe('ok');
  });
});
