import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { protect, withheldMark, type ProtectedFigure, type Sum } from './small-numbers.ts';

const k = 5;

/** Every assignment of whole numbers that a reader cannot rule out, as far as `most`. */
function possible(
  told: Readonly<Record<string, ProtectedFigure>>,
  { totals, most, known = {} }: { readonly totals: readonly Sum[]; readonly most: number; readonly known?: Readonly<Record<string, number>> },
): readonly Readonly<Record<string, number>>[] {
  const names = Object.keys(told);
  const found: Record<string, number>[] = [];
  const rangeOf = (figure: ProtectedFigure | undefined): readonly number[] => {
    if (typeof figure === 'number') return [figure];
    return Array.from({ length: figure === withheldMark ? most : k - 1 }, (_, index) => index + 1);
  };
  // A sum is looked at as soon as all its counts are there, so that most assignments are never made.
  const holds = (values: Readonly<Record<string, number>>): boolean =>
    totals.every(({ total, parts, less = [] }) => {
      if ([total, ...parts, ...less].some((name) => values[name] === undefined && known[name] === undefined)) return true;
      const sum = (of: readonly string[]): number => of.reduce((all, name) => all + (values[name] ?? known[name] ?? 0), 0);
      return (values[total] ?? known[total] ?? 0) === sum(parts) - sum(less);
    });
  const walk = (index: number, values: Readonly<Record<string, number>>): void => {
    const name = names[index];
    if (!holds(values)) return;
    if (name === undefined) {
      found.push(values);
      return;
    }
    for (const value of rangeOf(told[name])) walk(index + 1, { ...values, [name]: value });
  };
  walk(0, {});
  return found;
}

/** Counts that are not told and of which only one value is possible, or none. */
function computable(told: Readonly<Record<string, ProtectedFigure>>, of: Parameters<typeof possible>[1]): readonly string[] {
  const worlds = possible(told, of);
  return Object.keys(told).filter((name) => typeof told[name] !== 'number' && new Set(worlds.map((world) => world[name])).size < 2);
}

/** How a count may be told, whatever the counts beside it are. */
function formsOf(real: number): readonly ProtectedFigure[] {
  if (real === 0) return [0];
  return real < k ? [`<${k}`, withheldMark] : [real, withheldMark];
}

const count = fc.oneof({ weight: 3, arbitrary: fc.integer({ min: 0, max: 6 }) }, { weight: 1, arbitrary: fc.integer({ min: 0, max: 14 }) });

describe('small numbers', () => {
  it('are told as less than five, and zero as zero', () => {
    expect(protect({ selfHarm: 2, onLeave: 0, registered: 12, edge: 5, four: 4 }, { k, totals: [] })).toEqual({
      selfHarm: '<5',
      onLeave: 0,
      registered: 12,
      edge: 5,
      four: '<5',
    });
  });

  it('take another count with them where a total would give them away', () => {
    const totals = [{ total: 'all', parts: ['red', 'yellow', 'blue'] }];
    expect(protect({ all: 20, red: 2, yellow: 7, blue: 11 }, { k, totals })).toEqual({ all: 20, red: '<5', yellow: '*', blue: 11 });
    expect(protect({ all: 4, red: 4, yellow: 0, blue: 0 }, { k, totals })).toEqual({ all: '<5', red: '<5', yellow: 0, blue: 0 });
    expect(protect({ all: 8, red: 4, yellow: 4, blue: 0 }, { k, totals })).toEqual({ all: '*', red: '<5', yellow: '<5', blue: 0 });
  });

  it('cannot be told from what the week before said', () => {
    const totals = [{ total: 'all', parts: ['before', 'added'], less: ['released'] }];
    expect(protect({ all: 13, added: 1, released: 0 }, { k, totals, known: { before: 12 } })).toEqual({ all: '*', added: '<5', released: 0 });
    expect(protect({ all: 12, added: 0, released: 0 }, { k, totals, known: { before: 12 } })).toEqual({ all: 12, added: 0, released: 0 });
  });

  it('of one total leave at least two possibilities for everything that is not told', () => {
    fc.assert(
      fc.property(fc.array(count, { minLength: 1, maxLength: 4 }), (parts) => {
        const named = Object.fromEntries(parts.map((part, index) => [`part${index}`, part]));
        const totals = [{ total: 'total', parts: Object.keys(named) }];
        const figures: Readonly<Record<string, number>> = { total: parts.reduce((sum, part) => sum + part, 0), ...named };
        const told = protect(figures, { k, totals });
        for (const [name, figure] of Object.entries(told)) expect(formsOf(figures[name] ?? 0)).toContain(figure);
        expect(computable(told, { totals, most: 40 })).toEqual([]);
      }),
      { numRuns: 400 },
    );
  });

  it('of a total of totals, and of two ways to divide one total, leave them as well', () => {
    const nested: readonly Sum[] = [
      { total: 'all', parts: ['a', 'b'] },
      { total: 'a', parts: ['a1', 'a2'] },
    ];
    const crossed: readonly Sum[] = [
      { total: 'all', parts: ['a', 'b'] },
      { total: 'all', parts: ['c', 'd'] },
    ];
    fc.assert(
      fc.property(count, count, count, (a1, a2, b) => {
        const a = a1 + a2;
        expect(computable(protect({ all: a + b, a, b, a1, a2 }, { k, totals: nested }), { totals: nested, most: 30 })).toEqual([]);
        const c = Math.min(a1, a + b);
        expect(computable(protect({ all: a + b, a, b, c, d: a + b - c }, { k, totals: crossed }), { totals: crossed, most: 30 })).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  it('of a week leave them beside the week before', () => {
    const totals: readonly Sum[] = [
      { total: 'all', parts: ['r1', 'r2'] },
      { total: 'all', parts: ['before', 'added'], less: ['released'] },
    ];
    fc.assert(
      fc.property(count, count, count, fc.integer({ min: 0, max: 20 }), (added, released, r1, before) => {
        const all = before + added - released;
        fc.pre(all >= r1 && (before === 0 || before >= k));
        const told = protect({ all, added, released, r1, r2: all - r1 }, { k, totals, known: { before } });
        expect(computable(told, { totals, most: 40, known: { before } })).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });
});
