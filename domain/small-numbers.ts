/**
 * Protection of small numbers in anything that leaves as statistics (dossier §3.20, §8): a count of one to four points at children.
 * Such a count becomes `<5`; and where it could still be computed from a total and the other counts, more of them are held back as `*`.
 */

/** A count as it leaves: the number, `<k` (1 … k−1), or `*`: not told, because a small number could be computed from it. */
export type ProtectedFigure<K extends number = number> = number | `<${K}` | typeof withheldMark;
export const withheldMark = '*';

/** `total` is the sum of `parts`, less what is in `less`; readers know that, and compute with it. */
export type Sum = { readonly total: string; readonly parts: readonly string[]; readonly less?: readonly string[] };

export type Protection<K extends number = number> = {
  /** The smallest count that may be told. */
  readonly k: K;
  readonly totals: readonly Sum[];
  /** Numbers that readers have from elsewhere, by names of their own that sums may use; they are not part of what comes out. */
  readonly known?: Readonly<Record<string, number>>;
};

type Mark = 'shown' | 'small' | 'withheld';
/** A sum as an equation: coefficients that add up to nothing. */
type Equation = ReadonlyMap<string, number>;
type Table = { readonly value: ReadonlyMap<string, number>; readonly marks: Map<string, Mark>; readonly equations: readonly Equation[]; readonly k: number };

/**
 * Counts as they may leave. Zero stays zero. Whoever reads them, and knows this rule and the sums, is left with at least two possible
 * values for every count that is not told. Throws when a count is no whole number from zero on: that is a bug.
 */
export function protect<const K extends number>(
  figures: Readonly<Record<string, number>>,
  { k, totals, known = {} }: Protection<K>,
): Readonly<Record<string, ProtectedFigure<K>>> {
  const entries = Object.entries(figures);
  if (entries.some(([, count]) => !Number.isInteger(count) || count < 0)) throw new RangeError('a figure is a count');
  const table: Table = {
    value: new Map([...entries, ...Object.entries(known)]),
    marks: new Map(entries.map(([name, count]) => [name, count > 0 && count < k ? 'small' : 'shown'])),
    equations: totals.map(equationOf),
    k,
  };
  while (holdBackOne(table));
  const figureOf = (name: string, count: number): ProtectedFigure<K> => {
    const mark = markOf(table, name);
    if (mark === 'shown') return count;
    return mark === 'small' ? `<${k}` : withheldMark;
  };
  return Object.fromEntries(entries.map(([name, count]): [string, ProtectedFigure<K>] => [name, figureOf(name, count)]));
}

function equationOf({ total, parts, less = [] }: Sum): Equation {
  const equation = new Map<string, number>([[total, 1]]);
  for (const name of parts) equation.set(name, (equation.get(name) ?? 0) - 1);
  for (const name of less) equation.set(name, (equation.get(name) ?? 0) + 1);
  return equation;
}

function markOf({ marks }: Table, name: string): Mark {
  return marks.get(name) ?? 'shown';
}

/** Holds back one more count for the first that could be computed; false when none can. */
function holdBackOne(table: Table): boolean {
  const open = [...table.marks.keys()].find((name) => markOf(table, name) !== 'shown' && !isAmbiguous(table, name));
  if (open === undefined) return false;
  const near = relatives(table, open);
  const told = near.filter((name) => markOf(table, name) === 'shown' && valueOf(table, name) >= table.k);
  // A bound can give a number away as well: four parts of one to four each that make less than five are one each.
  const bounded = near.filter((name) => markOf(table, name) === 'small');
  const next = [...told].toSorted((one, other) => valueOf(table, one) - valueOf(table, other))[0] ?? largest(table, bounded);
  if (next === undefined) return false;
  table.marks.set(next, 'withheld');
  return true;
}

function valueOf({ value }: Table, name: string): number {
  return value.get(name) ?? 0;
}

function largest(table: Table, names: readonly string[]): string | undefined {
  return [...names].toSorted((one, other) => valueOf(table, other) - valueOf(table, one))[0];
}

/** Counts of this table that share a sum with the count, then those that share one with these, and so on; nearest first. */
function relatives(table: Table, name: string): readonly string[] {
  const seen = new Set([name]);
  for (const one of seen) {
    for (const equation of table.equations) {
      if (equation.has(one)) for (const other of equation.keys()) if (table.marks.has(other)) seen.add(other);
    }
  }
  return [...seen];
}

/** Whether the count could as well be one more or one less, the other counts that are not told making up for it. */
function isAmbiguous(table: Table, name: string): boolean {
  return [1, -1].some((step) => allows(table, name, step) && settles(table, new Map([[name, step]])));
}

/** A step that keeps the count within what its mark says of it. */
function allows(table: Table, name: string, step: number): boolean {
  const mark = markOf(table, name);
  const moved = valueOf(table, name) + step;
  return mark !== 'shown' && moved >= 1 && (mark === 'withheld' || moved < table.k);
}

/** Whether steps of other hidden counts, one up or down each, make every sum come out again. */
function settles(table: Table, steps: ReadonlyMap<string, number>): boolean {
  for (const equation of table.equations) {
    const over = [...equation].reduce((sum, [name, sign]) => sum + sign * (steps.get(name) ?? 0), 0);
    if (over === 0) continue;
    return [...equation].some(([name, sign]) => {
      const step = -Math.sign(over) * Math.sign(sign);
      return sign !== 0 && !steps.has(name) && allows(table, name, step) && settles(table, new Map([...steps, [name, step]]));
    });
  }
  return true;
}
