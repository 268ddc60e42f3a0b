/** Adapter for @journeyapps/sqlcipher, the only file that imports it. */
import type * as Sqlcipher from '@journeyapps/sqlcipher';
import { bindAll } from './bind.ts';
import { dbErrorFrom } from './failure.ts';
import type { Connection, Driver, OpenMode, Row } from './port.ts';
import { keyStatement } from './port.ts';

type Api = Pick<typeof Sqlcipher, 'Database' | 'OPEN_READWRITE' | 'OPEN_CREATE'>;
type Database = InstanceType<Api['Database']>;

function settle<T>(start: (done: (error: Error | null, value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, value) => (error === null ? resolve(value) : reject(dbErrorFrom(error))));
  });
}

function connectionOf(database: Database): Connection {
  return {
    all: (sql, params = []) =>
      settle<readonly Row[]>((done) => void database.all(sql, bindAll(params), (error, rows: Row[] | undefined) => done(error, rows ?? []))),
    run: (sql, params = []) =>
      settle<{ readonly changes: number }>(
        (done) =>
          void database.run(sql, bindAll(params), function changed(this: { readonly changes: number } | undefined, error) {
            // Called without a statement when the text could not even be prepared.
            done(error, { changes: this?.changes ?? 0 });
          }),
      ),
    exec: (sql) => settle<void>((done) => void database.exec(sql, (error) => done(error, undefined))),
    close: () => settle<void>((done) => void database.close((error) => done(error, undefined))),
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
