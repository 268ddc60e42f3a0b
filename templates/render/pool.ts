/**
 * Renders in threads of their own, so that a long document stops nothing else, and the memory of the PDF maker can be given back.
 *
 * One thread stays warm. A batch gets a second one where there are two cores; it ends when it has had nothing to do for a while. Memory: a
 * thread takes 200 to 300 MB, growing with its documents, and is replaced after `documentsPerWorker`; never more than `workers` exist at a
 * time, and one whose heap passes `heapLimitMb` is ended by the runtime, and only the document it was making fails.
 */
import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { type Result, fail } from '../../domain/result.ts';
import type { DocumentModel } from '../model/nodes.ts';
import type { RenderFault, RenderedDocument } from './render.ts';
import type { RenderReply, RenderRequest } from './worker.ts';

export type PoolFault = RenderFault | { readonly code: 'RENDER_FAILED' };
export type RenderPool = {
  /** Word file and PDF of a model. Documents are begun in the order asked for; each promise settles by itself, in any order. */
  readonly renderInWorker: (model: DocumentModel) => Promise<Result<RenderedDocument, PoolFault>>;
  /** Ends the threads; documents not yet made, and any asked for later, fail with RENDER_FAILED. */
  readonly close: () => Promise<void>;
};

export type PoolOptions = {
  /** Entry of the thread; a bundled build passes its own file. */
  readonly workerUrl?: URL;
  readonly fontFolder?: URL;
  /** After this many documents a thread is replaced. */
  readonly documentsPerWorker?: number;
  /** Most threads at a time. */
  readonly workers?: number;
  /** How long a thread beside the first may idle, ms. */
  readonly spareMs?: number;
  /** Size of a thread's heap at which it is ended. */
  readonly heapLimitMb?: number;
};

type Outcome = Result<RenderedDocument, PoolFault>;
type Job = { readonly request: RenderRequest; readonly settle: (outcome: Outcome) => void };
type Lane = { readonly worker: Worker; made: number; job: Job | undefined; ending: boolean; spare: NodeJS.Timeout | undefined };

type LaneEvents = {
  readonly finished: (lane: Lane, outcome: Outcome) => void;
  readonly gone: (lane: Lane) => void;
};

/** So many waiting documents take longer than opening the faces in another thread. */
const batch = 8;
const failed: Outcome = fail({ code: 'RENDER_FAILED' });

function startLane({ workerUrl = new URL('./worker.ts', import.meta.url), fontFolder, heapLimitMb = 1024 }: PoolOptions, events: LaneEvents): Lane {
  const worker = new Worker(workerUrl, { workerData: { fontFolder: fontFolder?.href }, resourceLimits: { maxOldGenerationSizeMb: heapLimitMb } });
  const lane: Lane = { worker, made: 0, job: undefined, ending: false, spare: undefined };
  worker.on('message', (reply: RenderReply) => events.finished(lane, 'crash' in reply ? failed : reply.outcome));
  // It could not start or ran out of memory; `exit` follows.
  worker.on('error', () => {
    lane.ending = true;
  });
  worker.on('exit', () => {
    clearTimeout(lane.spare);
    events.gone(lane);
    lane.job?.settle(failed);
  });
  // An idle thread does not keep the program alive.
  worker.unref();
  return lane;
}

function give(lane: Lane, job: Job): void {
  clearTimeout(lane.spare);
  lane.worker.postMessage(job.request);
  lane.worker.ref();
  lane.job = job;
}

function end(lane: Lane): Promise<number> {
  lane.ending = true;
  return lane.worker.terminate();
}

export function createRenderPool(options: PoolOptions = {}): RenderPool {
  const { documentsPerWorker = 200, workers = Math.min(2, availableParallelism()), spareMs = 10_000 } = options;
  /** The first is the warm one. A thread counts until it has ended. */
  const lanes: Lane[] = [];
  const queue: Job[] = [];
  let closed = false;

  const events: LaneEvents = {
    finished(lane, outcome) {
      lane.job?.settle(outcome);
      lane.job = undefined;
      lane.worker.unref();
      if (++lane.made >= documentsPerWorker) void end(lane);
      else lane.spare = setTimeout(endSpare, spareMs, lane).unref();
      dispatch();
    },
    gone(lane) {
      lanes.splice(lanes.indexOf(lane), 1);
      dispatch();
    },
  };

  function endSpare(lane: Lane): void {
    if (lane !== lanes[0]) void end(lane);
  }

  function laneForNext(): Lane | undefined {
    const idle = lanes.find((lane) => lane.job === undefined && !lane.ending);
    if (idle !== undefined || (lanes.length > 0 && (queue.length < batch || lanes.length >= workers))) return idle;
    const started = startLane(options, events);
    lanes.push(started);
    return started;
  }

  function dispatch(): void {
    for (let job = queue[0]; job !== undefined; job = queue[0]) {
      const lane = laneForNext();
      if (lane === undefined) return;
      queue.shift();
      give(lane, job);
    }
  }

  return {
    renderInWorker(model) {
      if (closed) return Promise.resolve(failed);
      return new Promise((settle) => {
        queue.push({ request: { model }, settle });
        dispatch();
      });
    },
    async close() {
      closed = true;
      for (const job of queue.splice(0)) job.settle(failed);
      await Promise.all(lanes.map(end));
    },
  };
}
