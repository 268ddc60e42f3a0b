/** A copy of an open register that has been opened again and compared before anyone relies on it. */
import { mkdir, rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Connection, Driver } from './driver/port.ts';
import { checkPages, proveEncrypted } from './page-proof.ts';
import { databaseFile, syncFile, syncFolder } from './register-folder.ts';

export type CopyFinding = 'missing' | 'not_encrypted' | 'pages_damaged' | 'integrity' | 'foreign_keys' | 'counts_differ' | 'unreadable';
export type RowCounts = Readonly<Record<string, number>>;

/** Rows of each table. */
export async function countRows(connection: Connection): Promise<RowCounts> {
  const tables = await connection.all("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name");
  const counts: (readonly [string, number])[] = [];
  for (const { name } of tables) {
    const rows = await connection.all(`SELECT count(*) AS n FROM "${String(name)}"`);
    counts.push([String(name), Number(rows[0]?.['n'])]);
  }
  return Object.fromEntries(counts);
}

/** Structure and references of an open file: the first finding, or null when it is sound. */
export async function checkStructure(connection: Connection): Promise<'integrity' | 'foreign_keys' | null> {
  const integrity = await connection.all('PRAGMA integrity_check(1)');
  if (integrity[0]?.['integrity_check'] !== 'ok') return 'integrity';
  const orphans = await connection.all('PRAGMA foreign_key_check');
  return orphans.length > 0 ? 'foreign_keys' : null;
}

/** Checks a closed database file: encrypted, every page genuine under the key, sound inside. Answers its row counts. */
export async function checkFile(file: string, key: Uint8Array, driver: Driver): Promise<Result<RowCounts, CopyFinding>> {
  const proof = await proveEncrypted(file);
  if (!proof.encrypted) return fail(proof.reason === 'missing' ? 'missing' : 'not_encrypted');
  const pages = await checkPages(file, key);
  if (pages === null || pages.bad.length > 0 || pages.trailingBytes > 0) return fail('pages_damaged');
  let connection: Connection | null = null;
  try {
    connection = await driver.open(file, key, 'existing');
    const finding = await checkStructure(connection);
    return finding === null ? ok(await countRows(connection)) : fail(finding);
  } catch {
    return fail('unreadable');
  } finally {
    await connection?.close();
  }
}

function sameCounts(one: RowCounts, other: RowCounts): boolean {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => one[name] === other[name]);
}

/**
 * Writes the open database into a new folder as `register.db`, checks it (see {@link checkFile}) and compares row counts, and only then
 * gives the folder its name. `beforeNaming` may add files. Refusals of the disk reject; a copy that is not equal is removed and reported.
 */
export async function writeVerifiedCopy(
  connection: Connection,
  source: { readonly key: Uint8Array; readonly driver: Driver },
  target: { readonly folder: string; readonly beforeNaming?: (partial: string) => Promise<void> },
): Promise<Result<RowCounts, CopyFinding>> {
  const partial = join(dirname(target.folder), `.partial-${basename(target.folder)}`);
  await rm(partial, { recursive: true, force: true });
  await mkdir(partial, { recursive: true, mode: 0o700 });
  try {
    const file = databaseFile(partial);
    // Stays encrypted under the same key; the backup interface of either driver does not.
    await connection.all('VACUUM INTO ?', [file]);
    const before = await countRows(connection);
    await syncFile(file);
    const after = await checkFile(file, source.key, source.driver);
    if (!after.ok) return after;
    if (!sameCounts(before, after.value)) return fail('counts_differ');
    await target.beforeNaming?.(partial);
    await syncFolder(partial);
    await rename(partial, target.folder);
    await syncFolder(dirname(target.folder));
    return after;
  } finally {
    await rm(partial, { recursive: true, force: true });
  }
}
