import { describe, expect, it } from 'vitest';
import { dateWords, headingNumber, momentWords, ordinalWords, tickWords } from './words.ts';

describe('Chinese wording', () => {
  it('writes dates in full without leading zeros', () => {
    expect(dateWords('2026-09-04')).toBe('2026年9月4日');
    expect(dateWords('九月初')).toBe('九月初');
  });

  it('writes instants in the office’s zone', () => {
    expect(momentWords('2026-09-04T16:05:00.000Z')).toBe('2026年9月5日 00:05');
    expect(momentWords('2026-09-04')).toBe('2026年9月4日');
    expect(momentWords('昨天 T2')).toBe('昨天 T2');
  });

  it('counts headings', () => {
    expect([1, 10, 11, 20, 34].map(ordinalWords)).toEqual(['一', '十', '十一', '二十', '三十四']);
    expect([headingNumber(1, 2), headingNumber(2, 3), headingNumber(3, 4)]).toEqual(['二、', '（三）', '4.']);
  });

  it('ticks what was chosen', () => {
    expect(tickWords(['首报', '续报'], ['续报'])).toBe('□首报　☑续报');
  });
});
