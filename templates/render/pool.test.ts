import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it, vi } from 'vitest';
import { buildDocument } from '../build.ts';
import { FactsContext } from '../context.ts';
import { resolveFacts } from '../facts.ts';
import type { DocumentModel } from '../model/nodes.ts';
import { loadTemplate } from '../registry.ts';
import { type RenderPool, createRenderPool } from './pool.ts';
import { createRenderer } from './render.ts';

const template = loadTemplate('D01');
const context = FactsContext.parse(JSON.parse(readFileSync(new URL('../D01/fixture.json', import.meta.url), 'utf8')));

function letterFor(pupilName: string): DocumentModel {
  const { facts } = resolveFacts(template, context);
  const built = buildDocument(template, { ...facts, fields: { ...facts.fields, pupilName } }, { draft: false });
  if (!built.ok) throw new Error(built.error.code);
  return built.value;
}

describe('the render pool', { timeout: 60_000 }, () => {
  const pool = createRenderPool({ documentsPerWorker: 2 });
  afterAll(() => pool.close());

  it('gives the same bytes as rendering in this thread, also after its thread was replaced', async () => {
    const here = await createRenderer().renderDocument(letterFor('牛㛃'));
    const there = await Promise.all(['马𬭎䶮', '牛㛃', '牛㛃', '乔𫖯', '牛㛃'].map((name) => pool.renderInWorker(letterFor(name))));
    if (!here.ok) throw new Error(here.error.code);
    const same = there.map(
      (outcome) => outcome.ok && Buffer.compare(outcome.value.pdf, here.value.pdf) === 0 && Buffer.compare(outcome.value.docx, here.value.docx) === 0,
    );
    expect(same).toEqual([false, true, true, false, true]);
  });

  it('hands refusals on', async () => {
    expect(await pool.renderInWorker(letterFor('牛🐂'))).toEqual({ ok: false, error: { code: 'FONT_MISSING_CHARACTER', codePoint: 'U+1F402' } });
  });

  it('fails what it cannot make when its thread does not start', async () => {
    const broken = createRenderPool({ workerUrl: new URL('./no-such-worker.ts', import.meta.url) });
    expect(await broken.renderInWorker(letterFor('牛㛃'))).toEqual({ ok: false, error: { code: 'RENDER_FAILED' } });
  });

  it('fails what is not made yet when it is closed, and what is asked for later', async () => {
    const closing = createRenderPool({ workers: 1 });
    const asked = Array.from({ length: 3 }, () => closing.renderInWorker(letterFor('牛㛃')));
    await closing.close();
    const outcomes = await Promise.all([...asked, closing.renderInWorker(letterFor('牛㛃'))]);
    expect(outcomes).toEqual(Array.from({ length: 4 }, () => ({ ok: false, error: { code: 'RENDER_FAILED' } })));
  });
});

/** A thread that waits for another of its kind before it answers with its number, and that answers a roll call. */
const meeting = `
  import { BroadcastChannel, parentPort, threadId } from 'node:worker_threads';
  const channel = new BroadcastChannel('render-pool-test');
  let meet;
  const met = new Promise((resolve) => { meet = resolve; });
  channel.onmessage = ({ data }) => {
    if (data === 'hello') channel.postMessage('here');
    if (data === 'hello' || data === 'here') meet();
    if (data === 'roll call') channel.postMessage(threadId);
  };
  channel.postMessage('hello');
  parentPort.on('message', async ({ model }) => {
    if (model.title === 'together') await met;
    parentPort.postMessage({ outcome: { ok: true, value: { docx: Uint8Array.of(threadId), pdf: new Uint8Array() } } });
  });
`;

describe('a batch', { timeout: 60_000 }, () => {
  const workerUrl = new URL(`data:text/javascript,${encodeURIComponent(meeting)}`);
  const model = letterFor('牛㛃');

  async function threadsOf(pool: RenderPool, documents: readonly DocumentModel[]): Promise<number[]> {
    const outcomes = await Promise.all(documents.map((document) => pool.renderInWorker(document)));
    return outcomes.flatMap((outcome) => (outcome.ok ? [...outcome.value.docx] : []));
  }

  async function rollCall(): Promise<unknown[]> {
    const channel = new BroadcastChannel('render-pool-test');
    const heard: unknown[] = [];
    channel.addEventListener('message', ({ data }: MessageEvent<unknown>) => heard.push(data));
    channel.postMessage('roll call');
    await new Promise((resolve) => setTimeout(resolve, 100));
    channel.close();
    return heard;
  }

  it('takes two threads, single documents one; the second ends when it idles, the first stays', async () => {
    const pool = createRenderPool({ workerUrl, workers: 2, spareMs: 0 });
    const [warm] = await threadsOf(pool, [model]);
    expect(await threadsOf(pool, [model, model, model])).toEqual([warm, warm, warm]);
    const batch = await threadsOf(
      pool,
      Array.from({ length: 20 }, () => ({ ...model, title: 'together' })),
    );
    expect(batch).toHaveLength(20);
    expect(new Set(batch).size).toBe(2);
    await vi.waitFor(async () => expect(await rollCall()).toEqual([warm]), { timeout: 20_000 });
    expect(await threadsOf(pool, [model])).toEqual([warm]);
    await pool.close();
  });

  it('replaces threads within a batch and loses nothing', async () => {
    const pool = createRenderPool({ workerUrl, workers: 2, documentsPerWorker: 3 });
    const threads = await threadsOf(
      pool,
      Array.from({ length: 20 }, () => model),
    );
    expect(threads).toHaveLength(20);
    expect(Math.max(...threads.map((thread) => threads.filter((other) => other === thread).length))).toBe(3);
    await pool.close();
  });

  it('fails only the documents whose thread runs out of memory or dies', async () => {
    const dying = `
      import { parentPort } from 'node:worker_threads';
      parentPort.on('message', ({ model }) => {
        const kept = [];
        while (model.title === 'hungry') kept.push(new Array(1_000).fill(kept));
        if (model.title === 'dying') process.exit(1);
        parentPort.postMessage({ outcome: { ok: true, value: { docx: new Uint8Array(), pdf: new Uint8Array() } } });
      });
    `;
    const pool = createRenderPool({ workerUrl: new URL(`data:text/javascript,${encodeURIComponent(dying)}`), workers: 1, heapLimitMb: 16 });
    const titles = ['', 'hungry', '', 'dying', ''];
    const outcomes = await Promise.all(titles.map((title) => pool.renderInWorker({ ...model, title })));
    expect(outcomes.map((outcome) => outcome.ok)).toEqual(titles.map((title) => title === ''));
    await pool.close();
  });
});
