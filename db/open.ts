/** Creates and opens the file of a register: encrypted, migrated, for one program at a time. Every expected refusal has a code. */
import { randomBytes } from 'node:crypto';
import { chmod, mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fail, ok } from '../domain/result.ts';
import type { Result } from '../domain/result.ts';
import { failureOf, storageCodeOf } from './driver/failure.ts';
import type { StorageCode } from './driver/failure.ts';
import type { Connection, Driver, OpenMode } from './driver/port.ts';
import { migrations as allMigrations } from './migrations/list.ts';
import type { Migration } from './migrations/migration.ts';
import { planMigrations, runMigrations } from './migrations/run.ts';
import { checkPages, keyFits, proveEncrypted } from './page-proof.ts';
import { backupsName, databaseFile, folderCodeOf, refusalOfFolder, syncFolder } from './register-folder.ts';
import { applySettings } from './settings.ts';
import { markFolded } from './state-shape.ts';
import { registerOver } from './tx.ts';
import type { Register } from './tx.ts';
import { writeVerifiedCopy } from './verified-copy.ts';

/**
 * DB_MISSING no file; KEY_REJECTED the key does not belong to it (if the key came out of an authenticated key slot, its first bytes are
 * damaged); DB_DAMAGED it is cut, overwritten, or not encrypted, or the copy before a migration could not be verified (nothing was
 * changed then); DB_NEWER_THAN_APP; DB_LOCKED another program, or this one, has it open.
 */
export type OpenCode = StorageCode | 'DB_MISSING' | 'KEY_REJECTED' | 'DB_NEWER_THAN_APP';
export type CreateCode = StorageCode | 'REGISTER_EXISTS';

export type OpenOptions = {
  readonly folder: string;
  readonly key: Uint8Array;
  readonly driver: Driver;
  /** For tests of later migrations. */
  readonly migrations?: readonly Migration[];
  /** How long to wait for a program that is just ending. */
  readonly lockWaitMs?: number;
};

/** Folders that this process has open: a second opening would drop the first one's file locks. */
const openFolders = new Set<string>();

/** Does this process have the register in `folder` open? */
export function isOpenHere(folder: string): boolean {
  return openFolders.has(resolve(folder));
}

/** Takes the file for this process alone. No shared memory file is made, and a killed process leaves no lock behind. */
async function connectAlone(options: OpenOptions, mode: OpenMode): Promise<Connection> {
  const deadline = performance.now() + (options.lockWaitMs ?? 1500);
  for (;;) {
    const connection = await options.driver.open(databaseFile(options.folder), options.key, mode);
    try {
      await connection.all('PRAGMA locking_mode = EXCLUSIVE');
      await connection.all('SELECT count(*) FROM sqlite_master');
      await applySettings(connection);
      // A file in another journal mode takes the lock only now.
      await connection.exec('BEGIN IMMEDIATE; COMMIT');
      return connection;
    } catch (error) {
      await connection.close();
      if (failureOf(error)?.kind !== 'busy' || performance.now() > deadline) throw error;
    }
    await wait(50);
  }
}

/** Ends in the middle of a page, and no log is left that would complete it: cut off. One of the drivers would not notice. */
async function isCut(file: string, size: number): Promise<boolean> {
  const log = await stat(`${file}-wal`).catch(() => null);
  return size % 4096 !== 0 && (log === null || log.size === 0);
}

async function refusalOfFile(options: OpenOptions): Promise<OpenCode | undefined> {
  const file = databaseFile(options.folder);
  const found = await stat(file).catch(() => null);
  if (found === null) return 'DB_MISSING';
  const folder = await refusalOfFolder(options.folder);
  if (folder !== undefined) return folder;
  const proof = await proveEncrypted(file);
  if (!proof.encrypted || (await isCut(file, found.size))) return 'DB_DAMAGED';
  // Before any driver sees the file: one of them would fold a left-over log into it under the wrong key.
  const key = await keyFits(file, options.key);
  if (key === 'fits') return undefined;
  return key === 'refused' ? 'KEY_REJECTED' : 'DB_DAMAGED';
}

function copyFolder(folder: string, pending: readonly Migration[]): string {
  return join(folder, backupsName, `before-${pending[0]?.id ?? ''}-${randomBytes(3).toString('hex')}`);
}

type Ready = { readonly connection: Connection; readonly migrated: boolean };

async function bringUpToDate(connection: Connection, options: OpenOptions): Promise<Result<Ready, OpenCode>> {
  const plan = await planMigrations(connection, options.migrations ?? allMigrations);
  if (!plan.ok) return plan;
  const { applied, pending } = plan.value;
  if (pending.length === 0) return ok({ connection, migrated: false });
  if (applied.length > 0) {
    const copy = await writeVerifiedCopy(connection, options, { folder: copyFolder(options.folder, pending) });
    if (!copy.ok) return fail('DB_DAMAGED');
  }
  await runMigrations(connection, pending);
  return ok({ connection, migrated: true });
}

/** Opens, migrates if needed, and after a migration closes, proves the file encrypted, and opens again. */
async function openProved(options: OpenOptions): Promise<Result<Connection, OpenCode>> {
  const refusal = await refusalOfFile(options);
  if (refusal !== undefined) return fail(refusal);
  const connection = await connectAlone(options, 'existing');
  try {
    const ready = await bringUpToDate(connection, options);
    if (ready.ok && !ready.value.migrated) return ok(connection);
    await connection.close();
    return ready.ok ? await openProved(options) : ready;
  } catch (error) {
    await connection.close().catch(() => undefined);
    throw error;
  }
}

/** Turns what the disk refuses into a code and lets bugs through. */
async function coded<T, E>(work: () => Promise<Result<T, E>>): Promise<Result<T, E | StorageCode>> {
  try {
    return await work();
  } catch (error) {
    const code = storageCodeOf(error) ?? folderCodeOf(error);
    if (code === undefined) throw error;
    return fail(code);
  }
}

/** Like {@link openRegisterFile}, with options. */
export async function openRegisterWith(options: OpenOptions): Promise<Result<Register, OpenCode>> {
  const folder = resolve(options.folder);
  if (openFolders.has(folder)) return fail('DB_LOCKED');
  openFolders.add(folder);
  let register: Register | null = null;
  try {
    const opened = await coded(() => openProved({ ...options, folder }));
    if (!opened.ok) return opened;
    register = registerOver(opened.value, { driver: options.driver, folder, wasProvedEncrypted: true, afterClose: () => void openFolders.delete(folder) });
    return ok(register);
  } finally {
    if (register === null) openFolders.delete(folder);
  }
}

/** Opens the register in `folder` with its raw 32-byte key, migrating it first when it is older than this program. */
export function openRegisterFile(folder: string, dbKey: Uint8Array, driver: Driver): Promise<Result<Register, OpenCode>> {
  return openRegisterWith({ folder, key: dbKey, driver });
}

async function createFile(options: OpenOptions): Promise<Result<null, CreateCode>> {
  await mkdir(options.folder, { recursive: true, mode: 0o700 });
  const file = databaseFile(options.folder);
  if ((await stat(file).catch(() => null)) !== null) return fail('REGISTER_EXISTS');
  const refusal = await refusalOfFolder(options.folder);
  if (refusal !== undefined) return fail(refusal);
  try {
    const connection = await connectAlone(options, 'create');
    try {
      await runMigrations(connection, options.migrations ?? allMigrations);
    } finally {
      await connection.close();
    }
    if (process.platform !== 'win32') await chmod(file, 0o600);
    await requireEncrypted(file, options.key);
    await syncFolder(options.folder);
    return ok(null);
  } catch (error) {
    // Ours and worthless: it was not there a moment ago.
    for (const suffix of ['', '-wal', '-journal', '-shm']) await rm(`${file}${suffix}`, { force: true });
    throw error;
  }
}

/** Throws when a file just written does not look encrypted or has a page that is not genuine: never go on from there. */
export async function requireEncrypted(file: string, key: Uint8Array): Promise<void> {
  const proof = await proveEncrypted(file);
  const pages = await checkPages(file, key);
  if (!proof.encrypted || pages === null || pages.bad.length > 0) throw new Error('the file just written is not encrypted as it must be');
}

/** Creates the register's file in `folder` (made if missing) and opens it. A register that is already there is never touched. */
export async function createRegisterFile(folder: string, dbKey: Uint8Array, driver: Driver): Promise<Result<Register, OpenCode | CreateCode>> {
  const options = { folder: resolve(folder), key: dbKey, driver };
  const created = await coded(() => createFile(options));
  if (!created.ok) return created;
  const opened = await openRegisterWith(options);
  // Nothing was folded by an older program: there is nothing yet.
  if (opened.ok) await opened.value.write(markFolded);
  return opened;
}
