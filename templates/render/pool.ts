/** Renders in a thread of its own, so that a long document stops nothing else, and the memory of the PDF maker can be given back. */
import { Worker } from 'node:worker_threads';
import { type Result, fail } from '../../domain/result.ts';
import type { DocumentModel } from '../model/nodes.ts';
import type { RenderFault, RenderedDocument } from './render.ts';
import type { RenderReply, RenderRequest } from './worker.ts';

export type PoolFault = RenderFault | { readonly code: 'RENDER_FAILED' };
export type RenderPool = {
  /** Word file and PDF of a model; documents are made one after the other, in the order asked for. */
  readonly renderInWorker: (model: DocumentModel) => Promise<Result<RenderedDocument, PoolFault>>;
  /** Ends the thread; documents not yet made fail with RENDER_FAILED. */
  readonly close: () => Promise<void>;
};

export type PoolOptions = {
  /** Entry of the thread; a bundled build passes its own file. */
  readonly workerUrl?: URL;
  readonly fontFolder?: URL;
  /** The PDF maker's memory grows with each document (to 300–450 MB); after this many the thread is replaced. */
  readonly documentsPerWorker?: number;
};

type Outcome = Result<RenderedDocument, PoolFault>;
type Running = { readonly worker: Worker; readonly pending: Map<number, (outcome: Outcome) => void>; made: number };

export function createRenderPool({ workerUrl = new URL('./worker.ts', import.meta.url), fontFolder, documentsPerWorker = 200 }: PoolOptions = {}): RenderPool {
  let running: Running | undefined;
  let nextId = 1;
  let queue: Promise<unknown> = Promise.resolve();

  function start(): Running {
    const started: Running = { worker: new Worker(workerUrl, { workerData: { fontFolder: fontFolder?.href } }), pending: new Map(), made: 0 };
    const end = (): void => {
      if (running === started) running = undefined;
      for (const settle of started.pending.values()) settle(fail({ code: 'RENDER_FAILED' }));
      started.pending.clear();
    };
    started.worker.on('message', (reply: RenderReply) => {
      started.pending.get(reply.id)?.('crash' in reply ? fail({ code: 'RENDER_FAILED' }) : reply.outcome);
      started.pending.delete(reply.id);
    });
    started.worker.on('error', end);
    started.worker.on('exit', end);
    // An idle thread does not keep the program alive.
    started.worker.unref();
    return started;
  }

  async function renderNext(model: DocumentModel): Promise<Outcome> {
    running ??= start();
    const current = running;
    current.worker.ref();
    const id = nextId++;
    const outcome = await new Promise<Outcome>((settle) => {
      current.pending.set(id, settle);
      current.worker.postMessage({ id, model } satisfies RenderRequest);
    });
    current.worker.unref();
    if (++current.made >= documentsPerWorker && running === current) {
      running = undefined;
      await current.worker.terminate();
    }
    return outcome;
  }

  return {
    renderInWorker(model) {
      const turn = queue.then(() => renderNext(model));
      queue = turn.catch(() => undefined);
      return turn;
    },
    async close() {
      await running?.worker.terminate();
    },
  };
}
