import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { buildDocument } from './build.ts';
import { FactsContext } from './context.ts';
import { resolveFacts } from './facts.ts';
import { type DocumentModel, footLine } from './model/nodes.ts';
import { type DocumentType, documentTypes, loadTemplate } from './registry.ts';
import { renderHtml } from './render/html.ts';
import { docxText, pdfPages, unzip, withFile, wordText } from './render/read-back.test-support.ts';
import { createRenderer } from './render/render.ts';
import { renderText } from './render/text.ts';

const renderer = createRenderer();

function fileOf(type: DocumentType, name: string): string {
  return readFileSync(new URL(`${type}/${name}`, import.meta.url), 'utf8');
}

function modelOf(type: DocumentType): DocumentModel {
  const template = loadTemplate(type);
  const { facts, gaps } = resolveFacts(template, FactsContext.parse(JSON.parse(fileOf(type, 'fixture.json'))));
  expect(gaps).toEqual([]);
  const built = buildDocument(template, facts, { draft: false });
  if (!built.ok) throw new Error(built.error.code);
  // As from the database: the model is plain JSON.
  return JSON.parse(JSON.stringify(built.value));
}

async function filesOf(model: DocumentModel) {
  const rendered = await renderer.renderDocument(model);
  if (!rendered.ok) throw new Error(rendered.error.code);
  return rendered.value;
}

function bare(text: string): string {
  return text.replace(/\s/g, '');
}

/** The text of the type without the foot, which pages carry by themselves. */
function bodyText(type: DocumentType, model: DocumentModel): string {
  return bare(fileOf(type, 'expected.txt').replace(footLine(model), ''));
}

describe.each(documentTypes)('document %s', { timeout: 60_000 }, (type) => {
  it('says in text what was read and approved', () => {
    expect(renderText(modelOf(type))).toBe(fileOf(type, 'expected.txt'));
  });

  it('says the same in the Word file, with number and codes in every foot', async () => {
    const model = modelOf(type);
    const { docx } = await filesOf(model);
    expect(bare(docxText(docx))).toBe(bodyText(type, model));
    const feet = [...unzip(docx)].filter(([name]) => /^word\/footer\d\.xml$/.test(name));
    expect(feet.length).toBeGreaterThan(0);
    for (const [, xml] of feet) expect(wordText(xml.toString('utf8'))).toContain(footLine(model));
  });

  it('says the same in the PDF, with number and codes on every page', async () => {
    const model = modelOf(type);
    const { pdf } = await filesOf(model);
    const foot = bare(footLine(model));
    const bodies = pdfPages(pdf).map((page, index) => {
      const text = bare(page);
      const numbered = `—${index + 1}—${foot}`;
      expect(text.endsWith(foot)).toBe(true);
      return text.slice(0, text.endsWith(numbered) ? -numbered.length : -foot.length);
    });
    expect(bodies.join('')).toBe(bodyText(type, model));
  });

  it('gives the same bytes for the same facts', async () => {
    const first = await filesOf(modelOf(type));
    // Another document between them: what one leaves behind in a face must not reach the next.
    await filesOf(modelOf(type === 'D01' ? 'D07' : 'D01'));
    const second = await filesOf(modelOf(type));
    expect(Buffer.compare(first.docx, second.docx)).toBe(0);
    expect(Buffer.compare(first.pdf, second.pdf)).toBe(0);
    const cold = await createRenderer().renderDocument(modelOf(type));
    expect(cold.ok && Buffer.compare(first.pdf, cold.value.pdf)).toBe(0);
  });

  it('is a sound PDF of moderate size, with every font embedded', async () => {
    const { docx, pdf } = await filesOf(modelOf(type));
    withFile(pdf, (file) => {
      expect(execFileSync('qpdf', ['--check', file], { encoding: 'utf8' })).toContain('No syntax or stream encoding errors');
      const fonts = execFileSync('pdffonts', [file], { encoding: 'utf8' }).trim().split('\n').slice(2);
      for (const font of fonts) expect(font).toMatch(/Xinhu.*TrueType +Identity-H +yes yes yes/);
    });
    expect(docx.length).toBeLessThanOrEqual(15_000);
    expect(pdf.length).toBeLessThanOrEqual(type === 'D01' ? 125_000 : 200_000);
  });

  it('shows every word of the body in the preview', () => {
    const model = modelOf(type);
    const html = renderHtml(model).replace(/<[^>]*>/g, '');
    const line = bare(html.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&'));
    expect(line).toBe(bare(fileOf(type, 'expected.txt')));
  });
});

describe('the letter', () => {
  it('shows no page number on its first page and numbers the others', async () => {
    const model = modelOf('D01');
    const pages = pdfPages((await filesOf(model)).pdf);
    expect(pages.length).toBeGreaterThan(1);
    expect(pages[0]).not.toContain('— 1 —');
    expect(pages[1]).toContain('— 2 —');
  });

  it('holds 22 lines of 28 characters on a page', async () => {
    const text = '版'.repeat(28 * 22 * 2);
    const pages = pdfPages((await filesOf({ ...modelOf('D01'), body: [{ kind: 'paragraph', align: 'flush', line: [{ kind: 'text', text }] }] })).pdf);
    const lines = pages.map((page) => page.split('\n').filter((line) => line.includes('版')));
    expect(lines).toEqual([Array.from({ length: 22 }, () => '版'.repeat(28)), Array.from({ length: 22 }, () => '版'.repeat(28))]);
  });
});
