/** Worker entry: reads one file and answers once. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ImportOptions } from './fields.ts';
import { readImport } from './read-import.ts';

const { bytes, options } = workerData as { readonly bytes: Uint8Array; readonly options: ImportOptions };
parentPort?.postMessage(await readImport(bytes, options));
