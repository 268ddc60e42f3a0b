import { describe, expect, it } from 'vitest';
import type { PlainDate } from './time.ts';
import { weekNumber, weekWords } from './week-number.ts';

const termStart = '2026-09-01' as PlainDate;
const named = (monday: string): string => weekWords(weekNumber(monday as PlainDate, termStart));

describe('the week of a report', () => {
  it('is counted from the one in which the term begins, and has no number before it', () => {
    expect(['2026-08-31', '2026-09-07', '2026-12-28'].map(named)).toEqual(['第1周', '第2周', '第18周']);
    expect(['2026-08-24', '2026-07-06'].map(named)).toEqual(['本学期开学前', '本学期开学前']);
  });
});
