/** Worker entry: reads one file and answers once, with typed rows or with its bare sheets. */
import { parentPort, workerData } from 'node:worker_threads';
import { readImport, sheetsOf } from './read-import.ts';
import type { WorkerTask } from './read-in-worker.ts';

const { bytes, options } = workerData as WorkerTask;
parentPort?.postMessage(options === null ? await sheetsOf(bytes) : await readImport(bytes, options));
