/** Settings of every connection to a register, set and read back: a typing error in a pragma is otherwise silent. */
import type { Connection } from './driver/port.ts';

/** STRICT, RETURNING, UPSERT with several targets, and ->> are used. */
const minSqlite = [3, 45, 0] as const;

type Setting = { readonly pragma: string; readonly value: string; readonly readBack: string | number; readonly because: string };

const fixedSettings: readonly Setting[] = [
  { pragma: 'temp_store', value: 'MEMORY', readBack: 2, because: 'temporary files would be plain text on disk' },
  { pragma: 'secure_delete', value: 'ON', readBack: 1, because: 'deleted content is overwritten' },
  { pragma: 'foreign_keys', value: 'ON', readBack: 1, because: 'off by default' },
  { pragma: 'recursive_triggers', value: 'ON', readBack: 1, because: 'without it INSERT OR REPLACE removes rows past the triggers that guard evidence' },
  { pragma: 'trusted_schema', value: 'OFF', readBack: 0, because: 'a restored file is foreign input' },
  { pragma: 'cell_size_check', value: 'ON', readBack: 1, because: 'finds damaged pages early' },
  { pragma: 'journal_mode', value: 'WAL', readBack: 'wal', because: 'a crash leaves the last commit intact' },
  { pragma: 'synchronous', value: 'FULL', readBack: 2, because: 'an acknowledged write survives loss of power' },
  {
    pragma: 'wal_autocheckpoint',
    value: '4000',
    readBack: 4000,
    because: 'the log is folded back while nobody waits (see tx.ts), and by a save only when it has grown to 16 MB',
  },
];

const minCacheKib = 64 * 1024;
const maxCacheKib = 256 * 1024;

/**
 * Pages are decrypted when they enter the cache, so encryption is free as long as the working set stays in it (measured: scans of a table
 * that does not fit take four times as long as plain ones). The cache follows the file within bounds, and takes memory only as it fills.
 */
export function cacheKibFor(fileBytes: number): number {
  return Math.min(maxCacheKib, Math.max(minCacheKib, Math.ceil(fileBytes / 1024)));
}

async function settingsFor(connection: Connection): Promise<readonly Setting[]> {
  const pages = Number(await valueOf(connection, 'page_count'));
  const kib = cacheKibFor(pages * 4096);
  return [
    { pragma: 'cache_size', value: String(-kib), readBack: -kib, because: 'with the 2 MB default encrypted scans take three times as long' },
    ...fixedSettings,
  ];
}

async function valueOf(connection: Connection, pragma: string): Promise<unknown> {
  const rows = await connection.all(`PRAGMA ${pragma}`);
  return Object.values(rows[0] ?? {})[0];
}

/** Is `version` (as SQLite writes it) at least the one that the schema and the queries need? */
export function isNewEnough(version: string): boolean {
  const parts = version.split('.').map(Number);
  for (const [index, min] of minSqlite.entries()) {
    const part = parts[index] ?? 0;
    if (part !== min) return part > min;
  }
  return true;
}

/**
 * Sets all of them on a connection that already holds its lock, and reads them back. Throws when one does not hold (a broken
 * build of the driver: nothing a user could repair); refusals of the disk reject with DbError.
 */
export async function applySettings(connection: Connection): Promise<void> {
  for (const { pragma, value, readBack } of await settingsFor(connection)) {
    await connection.all(`PRAGMA ${pragma} = ${value}`);
    const found = await valueOf(connection, pragma);
    if (found !== readBack) throw new Error(`setting ${pragma} did not hold`);
  }
  const rows = await connection.all('SELECT sqlite_version() AS version');
  if (!isNewEnough(String(rows[0]?.['version']))) throw new Error('this version of SQLite is too old');
}

/** Names and values as read back, for the diagnostics. */
export async function readSettings(connection: Connection): Promise<Readonly<Record<string, unknown>>> {
  const entries: (readonly [string, unknown])[] = [];
  for (const { pragma } of await settingsFor(connection)) entries.push([pragma, await valueOf(connection, pragma)]);
  return Object.fromEntries(entries);
}
