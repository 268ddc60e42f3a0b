/** Entry of the render thread (`pool.ts` starts it): one renderer, one document at a time. */
import { parentPort, workerData } from 'node:worker_threads';
import type { DocumentModel } from '../model/nodes.ts';
import { type Renderer, createRenderer } from './render.ts';

export type RenderRequest = { readonly model: DocumentModel };
export type RenderReply = { readonly outcome: Awaited<ReturnType<Renderer['renderDocument']>> } | { readonly crash: true };

const port = parentPort;
if (port === null) throw new Error('worker.ts runs in a worker thread only');
const folder: unknown = workerData?.fontFolder;
const renderer = createRenderer(typeof folder === 'string' ? new URL(folder) : undefined);

port.on('message', (request: RenderRequest) => {
  renderer.renderDocument(request.model).then(
    (outcome) => port.postMessage({ outcome } satisfies RenderReply, outcome.ok ? [outcome.value.docx.buffer, outcome.value.pdf.buffer] : []),
    // A bug in rendering: no text of the document may leave with the error.
    () => port.postMessage({ crash: true } satisfies RenderReply),
  );
});
