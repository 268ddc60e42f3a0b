/** Brings a file to the schema of this program: wholly, in one transaction, after a verified copy, or not at all. */
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Connection } from '../driver/port.ts';
import type { Migration } from './migration.ts';

export type MigrationPlan = { readonly applied: readonly string[]; readonly pending: readonly Migration[] };

async function appliedIds(connection: Connection): Promise<readonly string[]> {
  const table = await connection.all("SELECT 1 AS found FROM sqlite_master WHERE type = 'table' AND name = 'migration'");
  if (table.length === 0) return [];
  const rows = await connection.all('SELECT id FROM migration ORDER BY id');
  return rows.map((row) => String(row['id']));
}

/** What is still to do. DB_NEWER_THAN_APP when the file knows a migration that the list does not: nothing has been touched then. */
export async function planMigrations(connection: Connection, list: readonly Migration[]): Promise<Result<MigrationPlan, 'DB_NEWER_THAN_APP'>> {
  const applied = await appliedIds(connection);
  if (applied.some((id) => !list.some((migration) => migration.id === id))) return fail('DB_NEWER_THAN_APP');
  if (applied.some((id, index) => list[index]?.id !== id)) throw new Error('migrations were applied out of order');
  return ok({ applied, pending: list.slice(applied.length) });
}

async function requireNoOrphans(connection: Connection): Promise<void> {
  const orphans = await connection.all('PRAGMA foreign_key_check');
  if (orphans.length > 0) throw new Error(`migration left ${orphans.length} rows that refer to nothing`);
}

/**
 * Runs the pending migrations in one transaction. Throws (and leaves the file as it was) when one of them fails or leaves a foreign
 * key that refers to nothing. The caller has made its copy before.
 */
export async function runMigrations(connection: Connection, pending: readonly Migration[]): Promise<void> {
  if (pending.length === 0) return;
  // Tables are rebuilt by copying; with foreign keys on, dropping the old one would refuse or cascade. No effect inside a transaction.
  await connection.all('PRAGMA foreign_keys = OFF');
  try {
    await connection.exec('BEGIN IMMEDIATE');
    try {
      await connection.exec('CREATE TABLE IF NOT EXISTS migration (id TEXT NOT NULL PRIMARY KEY, applied_at TEXT NOT NULL) STRICT, WITHOUT ROWID');
      for (const { id, up } of pending) {
        await up({ all: connection.all, run: connection.run, exec: connection.exec });
        await connection.run("INSERT INTO migration (id, applied_at) VALUES (?, strftime('%Y-%m-%dT%H:%M:%fZ', 'now'))", [id]);
      }
      await requireNoOrphans(connection);
      await connection.exec('COMMIT');
    } catch (error) {
      // May have been rolled back already (disk full): the first error is the one that matters.
      await connection.exec('ROLLBACK').catch(() => undefined);
      throw error;
    }
  } finally {
    await connection.all('PRAGMA foreign_keys = ON');
  }
  await connection.all('PRAGMA optimize');
}
