import { describe, expect, it } from 'vitest';
import type { ObligationView } from '../../../contract/shapes.ts';
import { Instant } from '../../../domain/time.ts';
import { contactWeeks, reachedPeople } from './contact-weeks.ts';
import { entry } from './entry.fixture.ts';

const now = Instant.parse('2026-09-20T01:00:00.000Z');

function duty(week: number, slot: string, end: ObligationView['end'] = null): ObligationView {
  const day = (date: number) => Instant.parse(`2026-09-${String(date).padStart(2, '0')}T01:00:00.000Z`);
  // Only what the weeks are read from.
  return { ruleId: 'T_LEAVE_CONTACT', openedBy: 'e', occurrence: week, slot, end, openedAt: day(week * 7 - 6), dueAt: day(week * 7 + 1) } as ObligationView;
}

describe('whom the office reached', () => {
  it('counts attempts since the last talk, for each person alone', () => {
    const talk = (seq: number, who: string, reached: boolean) => entry(seq, 'guardian_contacted', { who, reached });
    const people = reachedPeople([
      talk(1, 'mother', true),
      talk(2, 'mother', false),
      talk(3, 'father', true),
      talk(4, 'mother', false),
      entry(5, 'pupil_contacted', { reached: false }),
    ]);
    expect(people.map(({ person, lastAt, attempts }) => [person, lastAt?.slice(8, 10) ?? null, attempts])).toEqual([
      ['pupil', null, 1],
      ['father', '03', 0],
      ['mother', '01', 2],
    ]);
  });

  it('takes a follow-up for a talk with each person who was there', () => {
    const people = reachedPeople([entry(1, 'follow_up_held', { with: ['pupil', 'mother'] }), entry(2, 'guardian_notified')]);
    expect(people.map(({ person }) => person)).toEqual(['pupil', 'mother']);
  });
});

describe('weeks of a leave', () => {
  it('has both halves of each week, the latest first, and says which is late', () => {
    const weeks = contactWeeks(
      [duty(1, 'guardian', 'done'), duty(1, 'pupil', 'missed'), duty(2, 'guardian'), duty(2, 'pupil', 'done_late'), duty(3, 'guardian'), duty(3, 'pupil')],
      now,
    );
    expect(weeks.map(({ ends }) => ends)).toEqual([
      { guardian: 'open', pupil: 'open' },
      { guardian: 'late', pupil: 'done_late' },
      { guardian: 'done', pupil: 'missed' },
    ]);
  });

  it('leaves out duties that have no other half', () => {
    expect(contactWeeks([duty(1, 'guardian'), duty(2, 'center')], now)).toEqual([]);
  });
});
