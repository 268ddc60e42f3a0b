/** Replaces a file so that a crash at any moment leaves the old bytes or the new ones, never a mixture. */
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { nodeFileSystem, systemCodeOf, type FileSystem } from './file-system.ts';

export type FileWriteCode = 'FOLDER_READ_ONLY' | 'FOLDER_MISSING' | 'DISK_FULL' | 'FILE_LOCKED' | 'FILE_WRITE_FAILED';
/** `replaced`: the new bytes are already in place, only their durability is unproved. */
export type FileWriteError = { readonly code: FileWriteCode; readonly replaced: boolean };

/** Virus scanners on Windows hold a file for some milliseconds after it was written. */
const renameAttempts = 4;
const renamePauseMs = 40;
const heldCodes: readonly string[] = ['EPERM', 'EACCES', 'EBUSY'];

function writeCodeOf(error: unknown): FileWriteCode {
  switch (systemCodeOf(error)) {
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return 'FOLDER_READ_ONLY';
    case 'ENOSPC':
    case 'EDQUOT':
      return 'DISK_FULL';
    case 'ENOENT':
    case 'ENOTDIR':
      return 'FOLDER_MISSING';
    case 'EBUSY':
      return 'FILE_LOCKED';
    default:
      return 'FILE_WRITE_FAILED';
  }
}

async function writeTemporary(path: string, bytes: Uint8Array, fs: FileSystem): Promise<void> {
  const file = await fs.create(path);
  try {
    await file.write(bytes);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Renames over the target. Since the folder has just taken a new file, a refusal here means that another program holds the target. */
async function renameOver(from: string, to: string, fs: FileSystem): Promise<FileWriteCode | undefined> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await fs.rename(from, to);
      return undefined;
    } catch (error) {
      if (!heldCodes.includes(systemCodeOf(error))) return writeCodeOf(error);
      if (attempt === renameAttempts) return 'FILE_LOCKED';
      await sleep(renamePauseMs);
    }
  }
}

async function removeQuietly(path: string, fs: FileSystem): Promise<void> {
  try {
    await fs.remove(path);
  } catch {
    // The refusal that led here is the one to report; a left-over temporary file is never read.
  }
}

/** A file to be replaced: its folder, which exists, and its name there. */
export type WriteTarget = { readonly folder: string; readonly name: string };

/** Temporary file in the same folder (0600), fsync, rename, fsync of the folder. */
export async function writeFileAtomically(target: WriteTarget, bytes: Uint8Array, fs: FileSystem = nodeFileSystem): Promise<Result<void, FileWriteError>> {
  const path = join(target.folder, target.name);
  const temporary = join(target.folder, `.${target.name}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await writeTemporary(temporary, bytes, fs);
  } catch (error) {
    await removeQuietly(temporary, fs);
    return fail({ code: writeCodeOf(error), replaced: false });
  }
  const refused = await renameOver(temporary, path, fs);
  if (refused !== undefined) {
    await removeQuietly(temporary, fs);
    return fail({ code: refused, replaced: false });
  }
  try {
    await fs.syncFolder(target.folder);
  } catch (error) {
    return fail({ code: writeCodeOf(error), replaced: true });
  }
  return ok(undefined);
}
