/** Adapter for @journeyapps/sqlcipher, the only file that imports it. */
import type * as Sqlcipher from '@journeyapps/sqlcipher';
import { bindAll } from './bind.ts';
import { dbErrorFrom } from './failure.ts';
import type { Connection, Driver, OpenMode, Row } from './port.ts';
import { keyStatement } from './port.ts';
import { changesSchema, isReusable, statementCache } from './statement-cache.ts';

type Api = Pick<typeof Sqlcipher, 'Database' | 'OPEN_READWRITE' | 'OPEN_CREATE'>;
type Database = InstanceType<Api['Database']>;

function settle<T>(start: (done: (error: Error | null, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error === null ? resolve(value) : reject(dbErrorFrom(error))));
  });
}

type Statement = ReturnType<Database['prepare']>;

function prepare(database: Database, sql: string): Promise<Statement> {
  return new Promise((resolve, reject) => {
    const statement: Statement = database.prepare(sql, (error: Error | null) => (error === null ? resolve(statement) : reject(dbErrorFrom(error))));
  });
}

/** Statements of an open database, prepared once; others are prepared by the library for their one use. */
function preparing(database: Database) {
  const cache = statementCache<Statement>((statement) => void statement.finalize());
  async function take(sql: string): Promise<Statement | null> {
    if (!isReusable(sql)) {
      if (changesSchema(sql)) cache.clear();
      return null;
    }
    const statement = cache.get(sql) ?? (await prepare(database, sql));
    cache.put(sql, statement);
    return statement;
  }
  return { take, clear: cache.clear };
}

/** A prepared statement does not wait for what the database was told before: calls are put in their order here. */
function inTurn(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}

async function all(
  database: Database,
  statement: Statement | null,
  of: { readonly sql: string; readonly params: readonly unknown[] },
): Promise<readonly Row[]> {
  const bound = bindAll(of.params);
  return settle((done) => {
    const answer = (error: Error | null, rows: Row[] | undefined): void => done(error, rows ?? []);
    if (statement === null) database.all(of.sql, bound, answer);
    else statement.all(bound, answer);
  });
}

async function run(
  database: Database,
  statement: Statement | null,
  of: { readonly sql: string; readonly params: readonly unknown[] },
): Promise<{ readonly changes: number }> {
  const bound = bindAll(of.params);
  return settle((done) => {
    // Called without a statement when the text could not even be prepared.
    function changed(this: { readonly changes: number } | undefined, error: Error | null): void {
      done(error, { changes: this?.changes ?? 0 });
    }
    if (statement === null) database.run(of.sql, bound, changed);
    else statement.run(bound, changed);
  });
}

function connectionOf(database: Database): Connection {
  const statements = preparing(database);
  const turn = inTurn();
  return {
    all: (sql, params = []) => turn(async () => all(database, await statements.take(sql), { sql, params })),
    run: (sql, params = []) => turn(async () => run(database, await statements.take(sql), { sql, params })),
    exec: (sql) =>
      turn(() => {
        if (changesSchema(sql)) statements.clear();
        return settle<void>((done) => void database.exec(sql, (error) => done(error, undefined)));
      }),
    close: () =>
      turn(() => {
        statements.clear();
        return settle<void>((done) => void database.close((error) => done(error, undefined)));
      }),
  };
}

async function connect(api: Api, file: string, mode: OpenMode): Promise<Connection> {
  const flags = mode === 'create' ? api.OPEN_READWRITE | api.OPEN_CREATE : api.OPEN_READWRITE;
  const database = await new Promise<Database>((resolve, reject) => {
    const opening: Database = new api.Database(file, flags, (error) => (error === null ? resolve(opening) : reject(dbErrorFrom(error))));
  });
  // By default calls run side by side on the thread pool and finish in any order.
  database.serialize();
  const connection = connectionOf(database);
  // Failed page checks are printed to stderr otherwise; the caller gets them as errors.
  await connection.all('PRAGMA cipher_log_level = NONE');
  return connection;
}

async function load(): Promise<Api | null> {
  try {
    const module = await import('@journeyapps/sqlcipher');
    return (module as unknown as { readonly default: Api }).default;
  } catch {
    // Optional dependency: absent on Windows, or its library does not load. Not an error, the other adapter serves.
    return null;
  }
}

async function openKeyed(api: Api, key: Uint8Array, at: { readonly file: string; readonly mode: OpenMode }): Promise<Connection> {
  const connection = await connect(api, at.file, at.mode);
  // Must be the first statement that touches the file: a key that comes later leaves a new file in plain text.
  await connection.all(keyStatement(key));
  return connection;
}

/** The driver, or null where it is not installed or cannot be loaded. */
export async function journeyapps(): Promise<Driver | null> {
  const api = await load();
  if (api === null) return null;
  const probe = await connect(api, ':memory:', 'create');
  const rows = await probe.all('SELECT sqlite_version() AS sqlite');
  const cipher = await probe.all('PRAGMA cipher_version');
  await probe.close();
  const version = `SQLCipher ${String(cipher[0]?.['cipher_version'])}, SQLite ${String(rows[0]?.['sqlite'])}`;
  return { name: 'journeyapps', version, open: (file, key, mode) => openKeyed(api, key, { file, mode }) };
}

/** Opens a file without any key: for measuring what encryption costs, never for a register. Null where the driver is missing. */
export async function openPlain(file: string): Promise<Connection | null> {
  const api = await load();
  return api === null ? null : connect(api, file, 'create');
}
