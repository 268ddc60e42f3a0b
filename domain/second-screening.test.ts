import { describe, expect, it } from 'vitest';
import type { SchoolCalendar } from './rules/calendar.ts';
import { checkConclusion, conclusionOutcomes, secondScreeningDue } from './second-screening.ts';
import { atClock, endOf, startOf, type PlainDate } from './time.ts';

const day = (text: string) => text as PlainDate;

const calendar: SchoolCalendar = {
  version: 'test',
  terms: [{ name: '2026 autumn', from: day('2026-09-01'), to: day('2027-01-20') }],
  holidays: [day('2026-10-01'), day('2026-10-02'), day('2026-10-05'), day('2026-10-06'), day('2026-10-07')],
  makeUpDays: [day('2026-10-10')],
  publishedUntil: day('2026-12-31'),
};

describe('the clock of the second screening', () => {
  it('gives an urgent result until the next day, whatever day that is', () => {
    expect(secondScreeningDue(calendar, day('2026-09-30'), true)).toBe('2026-10-01');
    expect(secondScreeningDue(calendar, day('2026-10-09'), true)).toBe('2026-10-10');
  });

  it('gives any other five school days, and without a calendar five days', () => {
    expect(secondScreeningDue(calendar, day('2026-09-21'), false)).toBe('2026-09-28');
    expect(secondScreeningDue(calendar, day('2026-09-30'), false)).toBe('2026-10-13');
    expect(secondScreeningDue(calendar, day('2026-12-30'), false)).toBe('2027-01-04');
  });
});

describe('the conclusion of a second screening', () => {
  const testedOn = day('2026-09-20');
  const now = atClock(day('2026-09-25'), 12);
  const check = (urgent: boolean, outcome: (typeof conclusionOutcomes)[number], interviewedAt: typeof now | null) => {
    const checked = checkConclusion(
      [
        { urgent: false, testedOn: day('2026-09-10') },
        { urgent, testedOn },
      ],
      { outcome, interviewedAt, now },
    );
    return checked.ok ? 'ok' : checked.error;
  };

  it('needs a talk, except to test an ordinary result again', () => {
    expect(conclusionOutcomes.map((outcome) => check(false, outcome, null))).toEqual(['SCREENING_NOT_INTERVIEWED', 'SCREENING_NOT_INTERVIEWED', 'ok']);
    expect(new Set(conclusionOutcomes.map((outcome) => check(true, outcome, null)))).toEqual(new Set(['SCREENING_NOT_INTERVIEWED']));
  });

  it('takes a talk from the day of the newest test until now', () => {
    for (const outcome of conclusionOutcomes) {
      expect(check(true, outcome, endOf(day('2026-09-19')))).toBe('SCREENING_INTERVIEW_TOO_EARLY');
      expect([check(true, outcome, startOf(testedOn)), check(true, outcome, now)]).toEqual(['ok', 'ok']);
      expect(check(true, outcome, atClock(day('2026-09-25'), 12, 1))).toBe('IN_THE_FUTURE');
    }
  });
});
