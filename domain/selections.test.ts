import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { mayBeTold, type Selection } from './selections.ts';
import type { PlainDate } from './time.ts';

const day = (text: string): PlainDate => text as PlainDate;
const of = (ids: readonly string[], change: Partial<Selection> = {}): Selection => ({
  ids: new Set(ids),
  period: null,
  countedOn: day('2026-10-05'),
  ...change,
});
const october = { from: day('2026-10-01'), to: day('2026-10-31') };
const november = { from: day('2026-11-01'), to: day('2026-11-30') };

describe('counts of cases', () => {
  it('are told again about the same cases and about others, and not about some of them or some more', () => {
    const told = [of(['a', 'b', 'c'])];
    expect(
      [
        ['c', 'b', 'a'],
        ['d', 'e'],
        ['a', 'b'],
        ['a', 'b', 'c', 'd'],
        ['c', 'd'],
      ].map((ids) => mayBeTold(of(ids), told)),
    ).toEqual([true, true, false, false, false]);
  });

  it('are of another time only when they were counted on another day and say so', () => {
    const told = [of(['a', 'b'], { period: october })];
    const later = { countedOn: day('2026-12-01') };
    expect(mayBeTold(of(['a'], { ...later, period: november }), told)).toBe(true);
    expect(mayBeTold(of(['a'], { ...later, period: { ...november, from: october.to } }), told)).toBe(false);
    expect(mayBeTold(of(['a'], { ...later, period: null }), told)).toBe(true);
    expect(mayBeTold(of(['a'], { countedOn: day('2026-10-31'), period: null }), told)).toBe(false);
    expect(mayBeTold(of(['a'], { countedOn: day('2026-10-06') }), [of(['a', 'b'])])).toBe(false);
    expect(mayBeTold(of(['a'], { countedOn: day('2026-11-01') }), [of(['a', 'b'])])).toBe(true);
    expect(mayBeTold(of(['a'], { ...later, period: november }), [of(['a', 'b'])])).toBe(true);
    expect(mayBeTold(of(['a'], { ...later, period: october }), [of(['a', 'b'])])).toBe(false);
    expect(mayBeTold(of(['a'], { period: november }), told)).toBe(false);
  });

  it('of one time never differ by, or have in common, cases that were not told as a whole', () => {
    const selections = fc.array(fc.uniqueArray(fc.constantFrom(...'abcdefgh'), { minLength: 1 }), { maxLength: 12 });
    fc.assert(
      fc.property(selections, (asked) => {
        const told = asked.reduce<readonly Selection[]>((before, ids) => (mayBeTold(of(ids), before) ? [...before, of(ids)] : before), []);
        const wholes = new Set(told.map(({ ids }) => [...ids].toSorted().join('')));
        for (const { ids: one } of told)
          for (const { ids: other } of told)
            for (const inOther of [true, false]) {
              const part = [...one].filter((id) => other.has(id) === inOther).toSorted();
              expect([part, part.length === 0 || wholes.has(part.join(''))]).toEqual([part, true]);
            }
      }),
    );
  });
});
