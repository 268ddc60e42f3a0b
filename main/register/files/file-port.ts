/** How operations reach files: by tokens for what a person chose (window) or by paths (command line); never by a path from the page. */
import { realpath, stat } from 'node:fs/promises';
import { basename, dirname, resolve, sep } from 'node:path';
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { writeFileAtomically } from './atomic-write.ts';
import { nodeFileSystem, systemCodeOf } from './file-system.ts';
import type { Grant } from '../messages.ts';

export type FileRefusal = Refusal<'FILE_TOKEN_UNKNOWN' | 'FILE_UNREADABLE' | 'FILE_TOO_LARGE' | 'FILE_NOT_WRITTEN' | 'DISK_FULL' | 'FOLDER_READ_ONLY'>;

export type FilePort = {
  /** Folder of a register. */
  readonly folder: (token: string) => Result<string, Refusal<'FILE_TOKEN_UNKNOWN'>>;
  readonly read: (
    token: string,
    maxBytes: number,
  ) => Promise<Result<{ bytes: Uint8Array; name: string }, Refusal<'FILE_TOKEN_UNKNOWN' | 'FILE_UNREADABLE' | 'FILE_TOO_LARGE'>>>;
  /** Whether the token stands for a place in this folder or under it. */
  readonly isWithin: (token: string, folder: string) => Promise<boolean>;
  readonly write: (
    token: string,
    bytes: Uint8Array,
  ) => Promise<Result<void, Refusal<'FILE_TOKEN_UNKNOWN' | 'FILE_NOT_WRITTEN' | 'DISK_FULL' | 'FOLDER_READ_ONLY'>>>;
};

type Locate = (token: string, mode: 'read' | 'write') => string | undefined;

function filePort(locate: Locate): FilePort {
  return {
    folder: (token) => {
      const path = locate(token, 'write') ?? locate(token, 'read');
      return path === undefined ? fail(refusal('FILE_TOKEN_UNKNOWN')) : ok(path);
    },
    read: async (token, maxBytes) => {
      const path = locate(token, 'read');
      if (path === undefined) return fail(refusal('FILE_TOKEN_UNKNOWN'));
      try {
        const found = await stat(path);
        // A device or a pipe may never end.
        if (!found.isFile()) return fail(refusal('FILE_UNREADABLE'));
        return ok({ bytes: new Uint8Array(await nodeFileSystem.read(path, maxBytes)), name: basename(path) });
      } catch (error) {
        return fail(systemCodeOf(error) === 'EFBIG' ? refusal('FILE_TOO_LARGE', { maxBytes }) : refusal('FILE_UNREADABLE'));
      }
    },
    isWithin: async (token, folder) => {
      const path = locate(token, 'write');
      if (path === undefined) return false;
      const [home, target] = await Promise.all([realpath(folder), realpath(dirname(path))].map((found) => found.catch(() => null)));
      return home !== null && target !== null && (target === home || target?.startsWith(`${home}${sep}`) === true);
    },
    write: async (token, bytes) => {
      const path = locate(token, 'write');
      if (path === undefined) return fail(refusal('FILE_TOKEN_UNKNOWN'));
      const written = await writeFileAtomically({ folder: dirname(path), name: basename(path) }, bytes);
      if (written.ok) return ok(undefined);
      const { code } = written.error;
      return fail(refusal(code === 'DISK_FULL' || code === 'FOLDER_READ_ONLY' ? code : 'FILE_NOT_WRITTEN'));
    },
  };
}

/** The same files, but nothing is ever written over or beside the register itself. */
export function keepingOut(files: FilePort, folder: string): FilePort {
  return { ...files, write: async (token, bytes) => ((await files.isWithin(token, folder)) ? fail(refusal('FILE_NOT_WRITTEN')) : files.write(token, bytes)) };
}

/** Tokens are paths: for the command line, where the caller is the person at the keyboard. */
export function pathFiles(place: (token: string) => string = (token) => resolve(token)): FilePort {
  return filePort(place);
}

/** Tokens stand for grants of the current call only. */
export function grantedFiles(grants: ReadonlyMap<string, Grant>): FilePort {
  return filePort((token, mode) => {
    const grant = grants.get(token);
    return grant !== undefined && grant.mode === mode ? grant.path : undefined;
  });
}
