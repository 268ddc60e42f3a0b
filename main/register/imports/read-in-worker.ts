/** Reading an import file where it can do no harm: a worker with bounded memory that is ended when it takes too long. */
import { Worker } from 'node:worker_threads';
import { fail, type Result } from '../../../domain/result.ts';
import type { Sheet } from './cells.ts';
import type { ImportOptions } from './fields.ts';
import type { ImportError, ParsedImport } from './parsed.ts';

export type WorkerSettings = {
  /** Where the worker's entry is; a bundle puts it elsewhere. */
  readonly entry: URL;
  readonly timeoutMs: number;
  readonly maxHeapMb: number;
};

/** What a worker is started with; without options it answers with the bare sheets. */
export type WorkerTask = { readonly bytes: Uint8Array; readonly options: ImportOptions | null };

type Settings = WorkerSettings & { readonly signal?: AbortSignal };

export const workerSettings: WorkerSettings = { entry: new URL('./import-worker.ts', import.meta.url), timeoutMs: 120_000, maxHeapMb: 1_024 };

/**
 * `readImport` in a worker of its own. Adds two errors: `READ_TIMEOUT`, and `READ_TOO_HEAVY` when the file needs more memory than it may
 * have. The bytes are copied; the caller's array stays usable. Aborting ends the worker and rejects with the signal's reason.
 */
export async function readInWorker(bytes: Uint8Array, options: ImportOptions, settings: Settings = workerSettings): Promise<Result<ParsedImport, ImportError>> {
  return inWorker({ bytes, options }, settings);
}

/** The sheets of a table file, read in a worker in the same way. */
export async function readSheetsInWorker(bytes: Uint8Array, settings: Settings = workerSettings): Promise<Result<readonly Sheet[], ImportError>> {
  return inWorker({ bytes, options: null }, settings);
}

async function inWorker<T>(task: WorkerTask, settings: Settings): Promise<Result<T, ImportError>> {
  const { promise, resolve, reject } = Promise.withResolvers<Result<T, ImportError>>();
  const worker = new Worker(settings.entry, { workerData: task, resourceLimits: { maxOldGenerationSizeMb: settings.maxHeapMb } });
  const timer = setTimeout(() => resolve(fail({ code: 'READ_TIMEOUT', params: { seconds: settings.timeoutMs / 1000 } })), settings.timeoutMs);
  const abort = (): void => reject(settings.signal?.reason);
  if (settings.signal?.aborted) abort();
  settings.signal?.addEventListener('abort', abort, { once: true });
  worker.once('message', (message: Result<T, ImportError>) => resolve(message));
  worker.once('error', (error: NodeJS.ErrnoException) =>
    error.code === 'ERR_WORKER_OUT_OF_MEMORY' ? resolve(fail({ code: 'READ_TOO_HEAVY', params: {} })) : reject(error),
  );
  worker.once('exit', (code) => reject(new Error(`Import worker ended with ${code} before it answered`)));
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
    settings.signal?.removeEventListener('abort', abort);
    await worker.terminate();
  }
}
