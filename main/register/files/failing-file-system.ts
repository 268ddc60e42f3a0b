/** A file system whose n-th operation fails, for tests that walk through every point at which a disk can give up. */
import { nodeFileSystem, type FileSystem, type OpenFile } from './file-system.ts';

export type Failure = {
  /** 1 for the first operation. */
  readonly at: number;
  /** 'once', or 'forever' for that operation and all after it (a full disk, a killed process). */
  readonly lasting: 'once' | 'forever';
  /** System code of the error, such as ENOSPC. */
  readonly code: string;
};

/** Wraps the real file system. `operations()` says how many operations have been asked for. */
export function failingFileSystem(failure: Failure): FileSystem & { readonly operations: () => number } {
  let count = 0;
  async function step<T>(run: () => Promise<T>, torn?: () => Promise<unknown>): Promise<T> {
    count += 1;
    const fails = failure.lasting === 'once' ? count === failure.at : count >= failure.at;
    if (!fails) return run();
    await torn?.();
    throw Object.assign(new Error('injected failure'), { code: failure.code });
  }
  function wrap(file: OpenFile): OpenFile {
    return {
      write: (bytes) =>
        step(
          () => file.write(bytes),
          () => file.write(bytes.subarray(0, bytes.length >> 1)),
        ),
      sync: () => step(file.sync),
      // A failed close has still given the descriptor back.
      close: () => step(file.close, file.close),
    };
  }
  return {
    create: (path) => step(async () => wrap(await nodeFileSystem.create(path))),
    rename: (from, to) => step(() => nodeFileSystem.rename(from, to)),
    remove: (path) => step(() => nodeFileSystem.remove(path)),
    syncFolder: (path) => step(() => nodeFileSystem.syncFolder(path)),
    read: (path, maxBytes) => step(() => nodeFileSystem.read(path, maxBytes)),
    operations: () => count,
  };
}
