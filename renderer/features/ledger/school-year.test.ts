import { describe, expect, it } from 'vitest';
import { PlainDate } from '../../../domain/time.ts';
import { schoolYearOf } from './school-year.ts';

describe('the school year of a day', () => {
  it.each([
    ['2026-08-31', 0, '2025-09-01', '2026-08-31'],
    ['2026-09-01', 0, '2026-09-01', '2027-08-31'],
    ['2027-02-28', 0, '2026-09-01', '2027-08-31'],
    ['2027-02-28', 1, '2025-09-01', '2026-08-31'],
  ] as const)('%s, %i before: from %s to %s', (day, before, from, to) => {
    expect(schoolYearOf(PlainDate.parse(day), before)).toEqual({ from, to });
  });
});
