/** Adapter for better-sqlite3-multiple-ciphers in SQLCipher 4 mode, the only file that imports it. */
import type BetterSqlite3 from 'better-sqlite3';
import { bindAll } from './bind.ts';
import { dbErrorFrom } from './failure.ts';
import type { Connection, Driver, OpenMode, Row } from './port.ts';
import { keyStatement } from './port.ts';
import { changesSchema, isReusable, statementCache } from './statement-cache.ts';

type Api = typeof BetterSqlite3;
type Database = BetterSqlite3.Database;

/** The library is synchronous; the port is not, so a refusal must become a rejection. */
function attempt<T>(work: () => T): Promise<T> {
  try {
    return Promise.resolve(work());
  } catch (error) {
    return Promise.reject(dbErrorFrom(error));
  }
}

type Statement = BetterSqlite3.Statement<unknown[], Row>;

function rowsOf(statement: Statement, params: readonly unknown[]): readonly Row[] {
  const bound = bindAll(params);
  if (statement.reader) return statement.all(...bound);
  statement.run(...bound);
  return [];
}

function connectionOf(database: Database): Connection {
  // The library frees statements with their last reference.
  const cache = statementCache<Statement>(() => undefined);
  function prepared(sql: string): Statement {
    if (!isReusable(sql)) {
      if (changesSchema(sql)) cache.clear();
      return database.prepare<unknown[], Row>(sql);
    }
    const known = cache.get(sql) ?? database.prepare<unknown[], Row>(sql);
    cache.put(sql, known);
    return known;
  }
  return {
    all: (sql, params = []) => attempt(() => rowsOf(prepared(sql), params)),
    run: (sql, params = []) => attempt(() => ({ changes: prepared(sql).run(...bindAll(params)).changes })),
    exec: (sql) =>
      attempt(() => {
        if (changesSchema(sql)) cache.clear();
        database.exec(sql);
      }),
    close: () => attempt(() => void database.close()),
  };
}

function connect(api: Api, file: string, mode: OpenMode): Promise<Connection> {
  return attempt(() => connectionOf(new api(file, { fileMustExist: mode === 'existing', timeout: 0 })));
}

async function load(): Promise<Api | null> {
  try {
    return (await import('better-sqlite3-multiple-ciphers')).default;
  } catch {
    // Optional dependency: no prebuilt library for this platform. Not an error, the other adapter serves.
    return null;
  }
}

async function openKeyed(api: Api, key: Uint8Array, at: { readonly file: string; readonly mode: OpenMode }): Promise<Connection> {
  const connection = await connect(api, at.file, at.mode);
  // All three before the first read: the cipher alone, without a key, would write plain text.
  await connection.all("PRAGMA cipher = 'sqlcipher'");
  await connection.all('PRAGMA legacy = 4');
  await connection.all(keyStatement(key));
  return connection;
}

/** The driver, or null where it is not installed or cannot be loaded. */
export async function multipleCiphers(): Promise<Driver | null> {
  const api = await load();
  if (api === null) return null;
  const probe = await connect(api, ':memory:', 'create').catch(() => null);
  if (probe === null) return null;
  const rows = await probe.all('SELECT sqlite_version() AS sqlite, sqlite3mc_version() AS cipher');
  await probe.close();
  const version = `${String(rows[0]?.['cipher'])}, SQLite ${String(rows[0]?.['sqlite'])}`;
  return { name: 'multiple-ciphers', version, open: (file, key, mode) => openKeyed(api, key, { file, mode }) };
}

/** Opens a file without any key: for measuring what encryption costs, never for a register. Null where the driver is missing. */
export async function openPlain(file: string): Promise<Connection | null> {
  const api = await load();
  return api === null ? null : connect(api, file, 'create');
}
