/** Statements of which only the values change. To build and compile one takes as long as to run it, so each is compiled once. */
import type { Compilable, CompiledQuery } from 'kysely';
import type { Reader, Tx } from './tx.ts';

/** Stands in a compiled statement where a value goes. */
class Place {
  readonly name: string;
  constructor(name: string) {
    this.name = name;
  }
}

type Values = Readonly<Record<string, unknown>>;

function bound(compiled: CompiledQuery, values: Values): CompiledQuery {
  return { ...compiled, parameters: compiled.parameters.map((parameter) => (parameter instanceof Place ? values[parameter.name] : parameter)) };
}

/** Every name is a place. */
const anyPlace: Values = new Proxy({}, { get: (_, name) => new Place(String(name)) });

/**
 * A select that is built once, at the first call and with any register: they all have one schema. `at` gives its values by name, each to be handed
 * on as it is (a condition on whether a value is null, or a list of them, makes another statement).
 */
export function fixedSelect<Of extends Values, Row>(
  build: (reader: Reader, at: Of) => Compilable<Row>,
): (reader: Reader, values: Of) => Promise<readonly Row[]> {
  let compiled: CompiledQuery | null = null;
  return async (reader, values) => {
    // The builder only passes on what it is given, so it may take a place for the value.
    compiled ??= build(reader, anyPlace as Of).compile();
    // A reader is a transaction of which only the selects are shown, and this is one; its rows are what the builder derived.
    const { rows } = await (reader as Tx).executeQuery(bound(compiled, values));
    return rows as readonly Row[];
  };
}

/** The same for an insert of one row: every row has the columns of the first. */
export function fixedInsert<Row extends Values>(build: (tx: Tx, row: Row) => Compilable): (tx: Tx, row: Row) => Promise<void> {
  let compiled: CompiledQuery | null = null;
  return async (tx, row) => {
    compiled ??= build(tx, Object.fromEntries(Object.keys(row).map((name) => [name, new Place(name)])) as unknown as Row).compile();
    await tx.executeQuery(bound(compiled, row));
  };
}

/**
 * The same for an update of the row with an id: one statement for each set of columns, of which there are a handful. Answers how many rows there were.
 */
export function fixedUpdate<Set extends Values>(
  build: (tx: Tx, set: Partial<Set>, id: string) => Compilable,
): (tx: Tx, set: Partial<Set>, id: string) => Promise<number> {
  const compiled = new Map<string, CompiledQuery>();
  return async (tx, set, id) => {
    const names = Object.keys(set);
    const key = names.join();
    // The id of a row never changes, so no set has a column of that name.
    const query =
      compiled.get(key) ??
      build(tx, Object.fromEntries(names.map((name) => [name, new Place(name)])) as unknown as Partial<Set>, anyPlace['id'] as string).compile();
    compiled.set(key, query);
    const { numAffectedRows } = await tx.executeQuery(bound(query, { ...set, id }));
    return Number(numAffectedRows ?? 0);
  };
}
