import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { withAttendance } from './attendance.ts';
import { gradeRank, type CaseState } from './case-state.ts';
import { live, stateOf, type Life, type Move, type Step } from './lives.fixture.ts';
import { addDays, dateOf } from './time.ts';
import { registerKinds, type Attendance } from './vocabulary.ts';
import { ledOut, nextMove } from './way-out.fixture.ts';

const steps = fc.array(fc.record<Step>({ pick: fc.nat(100_000), answers: fc.nat(1_000_000), afterHours: fc.constantFrom(0, 1, 5, 26, 80, 200) }), {
  minLength: 5,
  maxLength: 60,
});
const kind = fc.constantFrom(...registerKinds);

/** The way out with detours: a return is put off, or begins on trial. */
function guide(life: Life): Move | null {
  const move = nextMove(life);
  const day = addDays(dateOf(life.now), 20);
  const turn = life.log.length % 3;
  if (move?.type === 'return_assessed' && turn === 0)
    return { ...move, changes: { conclusion: 'deferred', until: null, reason: '睡眠尚不稳定。', reviewOn: day, appealTold: true } };
  if (move?.type === 'leave_ended' && move.changes['how'] === 'returned' && turn > 0)
    return { ...move, changes: { ...move.changes, how: turn === 1 ? 'trial' : 'part_time', until: day } };
  return move;
}

describe('the way out of a case', () => {
  it('is tried here from lives that went far', () => {
    const lives = fc.sample(fc.tuple(steps, kind), { numRuns: 60, seed: 11 }).map(([tries, registerKind]) => live(tries, registerKind, guide));
    const types = new Set(lives.flatMap(({ log }) => log.map(({ type }) => type)));
    for (const type of [
      'leave_started',
      'hospital_admitted',
      'emergency_started',
      'case_handed_over',
      'pupil_transferred',
      'referral_updated',
      'conference_held',
    ])
      expect(types).toContain(type);
    const ends = lives.map(stateOf);
    expect(ends.some(({ grade }) => gradeRank(grade) >= gradeRank('R3'))).toBe(true);
    expect(ends.some(({ leave }) => leave !== null)).toBe(true);
    expect(ends.some(({ hospital }) => hospital !== null)).toBe(true);
    expect(ends.some(({ loop }) => loop > 1)).toBe(true);
  });

  it('exists from wherever allowed entries lead', () => {
    fc.assert(
      fc.property(steps, kind, (tries, registerKind) => {
        const { life, stuck } = ledOut(live(tries, registerKind, guide));
        expect(stuck).toBeNull();
        expect(['closed', 'archived']).toContain(stateOf(life).stage);
      }),
      { numRuns: 100 },
    );
  });
});

describe('where the pupil is', () => {
  it('always follows from what began and did not end', () => {
    fc.assert(
      fc.property(steps, kind, (tries, registerKind) => {
        const state = stateOf(live(tries, registerKind, guide));
        expect(placesOf(state)).toContain(state.attendance);
        const back = state.attendance === 'trial' || state.attendance === 'part_time' ? state.attendance : 'at_school';
        expect(withAttendance(state, back)).toEqual(state);
      }),
      { numRuns: 40 },
    );
  });
});

/** Where the facts let the pupil be. */
function placesOf({ hospital, leave }: CaseState): readonly Attendance[] {
  const here: readonly Attendance[] = leave === null ? ['at_school', 'trial', 'part_time'] : ['on_leave'];
  return ['deceased', 'transferred', ...(hospital === null ? here : (['hospitalized'] as const))];
}
