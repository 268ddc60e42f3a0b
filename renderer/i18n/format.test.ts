import { describe, expect, it } from 'vitest';
import { Instant, PlainDate } from '../../domain/time.ts';
import { dueWords, formatBytes, formatDay, formatMoment } from './format.ts';

const now = Instant.parse('2026-11-21T06:00:00.000Z');

describe('due times in words', () => {
  it.each([
    ['2026-11-21T05:59:30.000Z', 'lateMinutes', 1],
    ['2026-11-21T05:01:00.000Z', 'lateMinutes', 59],
    ['2026-11-21T05:00:00.000Z', 'lateHours', 1],
    ['2026-11-20T06:01:00.000Z', 'lateHours', 23],
    ['2026-11-20T06:00:00.000Z', 'lateDays', 1],
    ['2026-11-21T15:59:59.999Z', 'todayAt', 0],
    ['2026-11-21T16:00:00.000Z', 'tomorrowAt', 1],
    ['2026-11-23T15:59:59.999Z', 'inDays', 2],
  ] as const)('%s is %s', (dueAt, key, count) => {
    expect(dueWords(Instant.parse(dueAt), now)).toMatchObject({ key, count });
  });

  it('counts days by the office calendar, not by 24 hours', () => {
    const lateEvening = Instant.parse('2026-11-21T15:50:00.000Z');
    expect(dueWords(Instant.parse('2026-11-21T16:10:00.000Z'), lateEvening)).toEqual({ key: 'tomorrowAt', count: 1, clock: '00:10' });
  });
});

describe('days and moments', () => {
  it('shows the office clock', () => {
    expect(formatMoment(Instant.parse('2026-11-21T19:44:00.000Z'))).toBe('2026-11-22 03:44');
  });

  it('names the year only when it is another one', () => {
    const today = PlainDate.parse('2026-11-21');
    expect(formatDay(today, today, 'zh-CN')).toBe('11月21日 周六');
    expect(formatDay(PlainDate.parse('2027-01-04'), today, 'zh-CN')).toBe('2027年1月4日 周一');
    expect(formatDay(PlainDate.parse('2027-01-04'), today, 'en')).toBe('Mon 4 Jan 2027');
  });

  it.each([
    [999, '999 B'],
    [1500, '1.5 kB'],
    [15_400, '15 kB'],
    [3_800_000, '3.8 MB'],
  ])('says %i bytes as %s', (bytes, words) => {
    expect(formatBytes(bytes)).toBe(words);
  });
});
