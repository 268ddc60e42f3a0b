/**
 * Backups: each is a folder that is itself a register (database and key slots), checked before it gets its name.
 * Restoring never overwrites: what was there is moved aside.
 */
import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { copyFile, mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import type { Instant } from '../domain/time.ts';
import { failureOf, storageCodeOf } from './driver/failure.ts';
import type { StorageCode } from './driver/failure.ts';
import type { Connection, Driver } from './driver/port.ts';
import { isOpenHere } from './open.ts';
import { keyFits } from './page-proof.ts';
import { backupsName, databaseFile, databaseName, databaseNames, folderCodeOf, keySlotNames, syncFile, syncFolder } from './register-folder.ts';
import { driverOf, maintain } from './tx.ts';
import type { Register } from './tx.ts';
import { checkFile, writeVerifiedCopy } from './verified-copy.ts';
import type { CopyFinding, RowCounts } from './verified-copy.ts';

export type Backup = {
  readonly folder: string;
  /** The database file inside it. */
  readonly file: string;
  readonly bytes: number;
  readonly sha256: string;
  readonly counts: RowCounts;
};

export type BackupOptions = {
  readonly key: Uint8Array;
  readonly at: Instant;
  /** Where to; the register's own `backups` folder by default. */
  readonly into?: string;
  /** How many dated backups stay there; the oldest go after the new one is proved. Default 14. */
  readonly keep?: number;
};

const dated = /^\d{8}T\d{9}Z$/;

/** `20261121T081500000Z`: sorts by time, allowed in every file system. */
function nameAt(at: Instant): string {
  return at.replace(/[-:.]/g, '');
}

/** Dated backups in a folder, oldest first. */
export async function backupNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder).catch(() => []);
  return names.filter((name) => dated.test(name)).toSorted();
}

async function hashOfFile(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

async function copyDurably(from: string, to: string): Promise<void> {
  await copyFile(from, to);
  await syncFile(to);
}

async function copyKeySlots(from: string, to: string): Promise<void> {
  for (const name of await keySlotNames(from)) await copyDurably(join(from, name), join(to, name));
}

async function coded<T>(work: () => Promise<Result<T, StorageCode>>): Promise<Result<T, StorageCode>> {
  try {
    return await work();
  } catch (error) {
    const code = storageCodeOf(error) ?? folderCodeOf(error);
    if (code === undefined) throw error;
    return fail(code);
  }
}

/**
 * Copies the open register into a new dated folder, opens the copy with the key, checks encryption, every page, structure and row counts,
 * and only then names it. DB_DAMAGED when the copy is not equal: the register needs attention. Old backups go last.
 */
export function backupRegister(register: Register, options: BackupOptions): Promise<Result<Backup, StorageCode>> {
  const home = options.into ?? join(register.folder, backupsName);
  const folder = join(home, nameAt(options.at));
  return coded(async () => {
    const source = { key: options.key, driver: driverOf(register) };
    const target = { folder, beforeNaming: (partial: string) => copyKeySlots(register.folder, partial) };
    const copied = await maintain(register, (connection) => writeVerifiedCopy(connection, source, target));
    if (!copied.ok) return fail('DB_DAMAGED');
    const file = databaseFile(folder);
    const { size } = await stat(file);
    const names = await backupNames(home);
    for (const name of names.slice(0, Math.max(0, names.length - (options.keep ?? 14)))) await rm(join(home, name), { recursive: true });
    return ok({ folder, file, bytes: size, sha256: await hashOfFile(file), counts: copied.value });
  });
}

/** Checks a backup folder with the key it was made under: encrypted, every page genuine, sound inside. Answers its row counts. */
export function verifyBackup(folder: string, key: Uint8Array, driver: Driver): Promise<Result<RowCounts, CopyFinding>> {
  return checkFile(databaseFile(folder), key, driver);
}

/**
 * True when another program has the database open. Only asked of a file that this key fits: opening under a foreign key could fold a
 * left-over log into it. A file that cannot be opened for other reasons is not held by anyone.
 */
async function isHeld(folder: string, key: Uint8Array, driver: Driver): Promise<boolean> {
  if ((await keyFits(databaseFile(folder), key)) !== 'fits') return false;
  let connection: Connection | null = null;
  try {
    connection = await driver.open(databaseFile(folder), key, 'existing');
    await connection.all('PRAGMA locking_mode = EXCLUSIVE');
    await connection.exec('BEGIN IMMEDIATE; ROLLBACK');
    return false;
  } catch (error) {
    return failureOf(error)?.kind === 'busy';
  } finally {
    await connection?.close();
  }
}

async function moveAside(folder: string, aside: string): Promise<void> {
  await mkdir(aside, { recursive: true, mode: 0o700 });
  for (const name of [...databaseNames, ...(await keySlotNames(folder))]) {
    await rename(join(folder, name), join(aside, name)).catch((error: unknown) => {
      if ((error as { readonly code?: unknown }).code !== 'ENOENT') throw error;
    });
  }
}

export type RestoreOptions = {
  /** A backup folder. */
  readonly from: string;
  /** The register's folder; its present files are moved to `backups/replaced-…`. */
  readonly to: string;
  readonly key: Uint8Array;
  readonly driver: Driver;
  readonly at: Instant;
};

/**
 * Puts a verified backup in the place of a closed register. BACKUP_DAMAGED leaves everything as it was. The copy is complete and checked
 * on disk before the present files are moved aside, so that at every moment one whole register exists.
 */
export async function restoreBackup(
  options: RestoreOptions,
): Promise<Result<{ readonly movedTo: string; readonly counts: RowCounts }, StorageCode | 'BACKUP_DAMAGED'>> {
  const { from, to, key, driver } = options;
  const sound = await verifyBackup(from, key, driver);
  if (!sound.ok) return fail('BACKUP_DAMAGED');
  if (isOpenHere(to)) return fail('DB_LOCKED');
  return coded(async () => {
    await mkdir(to, { recursive: true, mode: 0o700 });
    if ((await stat(databaseFile(to)).catch(() => null)) !== null && (await isHeld(to, key, driver))) return fail('DB_LOCKED');
    const staged = join(to, backupsName, `.restoring-${nameAt(options.at)}`);
    await rm(staged, { recursive: true, force: true });
    await mkdir(staged, { recursive: true, mode: 0o700 });
    try {
      await copyDurably(databaseFile(from), databaseFile(staged));
      await copyKeySlots(from, staged);
      const copied = await checkFile(databaseFile(staged), key, driver);
      if (!copied.ok) return fail('DB_DAMAGED');
      const movedTo = join(to, backupsName, `replaced-${nameAt(options.at)}`);
      await moveAside(to, movedTo);
      for (const name of [...(await keySlotNames(staged)), databaseName]) await rename(join(staged, name), join(to, name));
      await syncFolder(to);
      return ok({ movedTo, counts: copied.value });
    } finally {
      await rm(staged, { recursive: true, force: true });
    }
  });
}
