/** The few file operations that safe writing needs, as a port: tests fail each of them in turn. */
import { open, readFile, rename, stat, unlink } from 'node:fs/promises';

export type OpenFile = {
  readonly write: (bytes: Uint8Array) => Promise<void>;
  readonly sync: () => Promise<void>;
  readonly close: () => Promise<void>;
};

export type FileSystem = {
  /** A new file that only its owner may read or write; fails if the path exists. */
  readonly create: (path: string) => Promise<OpenFile>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (path: string) => Promise<void>;
  /** Makes the names in a folder durable. */
  readonly syncFolder: (path: string) => Promise<void>;
  /** Whole file; rejects with code EFBIG over `maxBytes`. */
  readonly read: (path: string, maxBytes: number) => Promise<Uint8Array>;
};

async function createFile(path: string): Promise<OpenFile> {
  const handle = await open(path, 'wx', 0o600);
  return { write: (bytes) => handle.writeFile(bytes), sync: () => handle.sync(), close: () => handle.close() };
}

async function syncFolder(path: string): Promise<void> {
  // Windows cannot open a folder for syncing; NTFS journals the rename itself.
  if (process.platform === 'win32') return;
  const handle = await open(path, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function readBounded(path: string, maxBytes: number): Promise<Uint8Array> {
  const { size } = await stat(path);
  if (size > maxBytes) throw Object.assign(new Error('file over its limit'), { code: 'EFBIG' });
  return readFile(path);
}

export const nodeFileSystem: FileSystem = { create: createFile, rename, remove: unlink, syncFolder, read: readBounded };

/** The system's error code (`ENOENT`, …) of a thrown value, '' if it has none: paths in the message are never passed on. */
export function systemCodeOf(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}
