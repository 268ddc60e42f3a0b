/** Names inside a register's folder, and whether it can be written to. */
import { randomBytes } from 'node:crypto';
import { open, readdir, unlink } from 'node:fs/promises';
import { join } from 'node:path';

export const databaseName = 'register.db';
export const backupsName = 'backups';

export function databaseFile(folder: string): string {
  return join(folder, databaseName);
}

/** The database with everything that SQLite may have left beside it; a file is only whole together with its log. */
export const databaseNames: readonly string[] = [databaseName, `${databaseName}-wal`, `${databaseName}-shm`, `${databaseName}-journal`];

/** Names of the key slot files in a folder. */
export async function keySlotNames(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder);
  return names.filter((name) => /^keyslots[\w.-]*\.json$/.test(name)).toSorted();
}

export type FolderCode = 'FOLDER_READ_ONLY' | 'DISK_FULL';

/** The code for a refusal of the file system while writing, or undefined when it is of another sort. */
export function folderCodeOf(caught: unknown): FolderCode | undefined {
  const code = caught instanceof Error ? (caught as { readonly code?: unknown }).code : undefined;
  if (code === 'ENOSPC' || code === 'EDQUOT') return 'DISK_FULL';
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS') return 'FOLDER_READ_ONLY';
  return undefined;
}

/**
 * Tries to write: makes and removes an empty file in the folder, and opens the database for writing if it exists. Permission bits alone say
 * nothing on Windows and on network folders. Call it only while this process does not have the database open (see page-proof.ts).
 */
export async function refusalOfFolder(folder: string): Promise<FolderCode | undefined> {
  const probe = join(folder, `.write-${randomBytes(6).toString('hex')}`);
  try {
    await (await open(probe, 'wx', 0o600)).close();
    await unlink(probe);
    const database = await open(databaseFile(folder), 'r+').catch((error: unknown) => {
      if (folderCodeOf(error) !== undefined) throw error;
      return null;
    });
    await database?.close();
    return undefined;
  } catch (error) {
    const code = folderCodeOf(error);
    if (code === undefined) throw error;
    return code;
  }
}

/** Makes the entries of a folder durable. Windows has no such call and refuses to open a folder. */
export async function syncFolder(folder: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

/** Makes the bytes of a file durable. */
export async function syncFile(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
