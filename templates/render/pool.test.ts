import { readFileSync } from 'node:fs';
import { afterAll, describe, expect, it } from 'vitest';
import { buildDocument } from '../build.ts';
import { FactsContext } from '../context.ts';
import { resolveFacts } from '../facts.ts';
import type { DocumentModel } from '../model/nodes.ts';
import { loadTemplate } from '../registry.ts';
import { createRenderPool } from './pool.ts';
import { createRenderer } from './render.ts';

const template = loadTemplate('D01');
const context = FactsContext.parse(JSON.parse(readFileSync(new URL('../D01/fixture.json', import.meta.url), 'utf8')));

function letterFor(pupilName: string): DocumentModel {
  const built = buildDocument(template, resolveFacts(template, context, { pupilName }).facts, { draft: false });
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
});
