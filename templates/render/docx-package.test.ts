import { readFileSync } from 'node:fs';
import { Packer, Paragraph, Tab, TextRun } from 'docx';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildDocument } from '../build.ts';
import { FactsContext } from '../context.ts';
import { resolveFacts } from '../facts.ts';
import type { DocumentModel } from '../model/nodes.ts';
import { type DocumentType, documentTypes, loadTemplate } from '../registry.ts';
import { packEntry, readArchive, textOfEntry, writeArchive } from './docx-archive.ts';
import { documentOf } from './docx-package.ts';
import { xmlOf } from './docx-xml.ts';
import { contentsOf, renderDocx } from './docx.ts';
import { unzip } from './read-back.test-support.ts';

function modelOf(type: DocumentType, draft = false): DocumentModel {
  const template = loadTemplate(type);
  const context: unknown = JSON.parse(readFileSync(new URL(`../${type}/fixture.json`, import.meta.url), 'utf8'));
  const built = buildDocument(template, resolveFacts(template, FactsContext.parse(context)).facts, { draft });
  if (!built.ok) throw new Error(built.error.code);
  return built.value;
}

/** Parts of our own (`docx-parts.ts`), and relations without content. */
const replaced = /^(?:docProps\/core|word\/(?:fontTable|styles|numbering|footnotes|endnotes))\.xml$|^word\/_rels\/(?!document)/;

async function libraryParts(model: DocumentModel): Promise<ReadonlyMap<string, string>> {
  const whole = unzip(await Packer.toBuffer(documentOf(model, contentsOf(model))));
  return new Map([...whole].filter(([path]) => !replaced.test(path)).map(([path, bytes]) => [path, bytes.toString('utf8')]));
}

describe('the package of a Word file', () => {
  it.each(documentTypes)('holds for %s what the library writes, letter by letter, first and again', async (type) => {
    for (const model of [modelOf(type), modelOf(type, true), modelOf(type)]) {
      const parts = unzip(await renderDocx(model));
      for (const [path, text] of await libraryParts(model)) expect(parts.get(path)?.toString('utf8'), path).toBe(text);
    }
  });

  it('keeps formats apart: turned paper, and a letter without the mark', async () => {
    const letter = modelOf('D01');
    const bare = { ...letter, body: letter.body.filter((node) => node.kind !== 'letterhead') };
    for (const model of [letter, { ...letter, landscape: true }, bare, letter]) {
      const parts = unzip(await renderDocx(model));
      for (const [path, text] of await libraryParts(model)) expect(parts.get(path)?.toString('utf8'), path).toBe(text);
    }
  });

  it('takes title, author and day of each document', async () => {
    await renderDocx(modelOf('D01'));
    const core = unzip(await renderDocx({ ...modelOf('D01'), title: '甲 & 乙', author: '丙', issuedOn: '2026-11-02' })).get('docProps/core.xml');
    expect(core?.toString('utf8')).toContain('<dc:title>甲 &amp; 乙</dc:title><dc:creator>丙</dc:creator>');
    expect(core?.toString('utf8')).toContain('2026-11-02T00:00:00Z');
  });
});

describe('the XML of components', () => {
  it('is what the library writes, whatever the text', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: 'binary' }),
        fc.string({ unit: fc.constantFrom('&', '<', '>', '"', "'", '\t', '\n', '\u0001', ' ', '心') }),
        async (text, marks) => {
          const paragraphs = [new Paragraph({ children: [new TextRun({ children: [text, new Tab(), marks], bold: true, font: marks })] }), new Paragraph('')];
          const document = documentOf(modelOf('D02'), { body: paragraphs });
          const whole = unzip(await Packer.toBuffer(document)).get('word/document.xml');
          expect(whole?.includes(Buffer.from(`<w:body>${xmlOf(paragraphs, document)}<w:sectPr>`, 'utf8'))).toBe(true);
        },
      ),
      { numRuns: 50 },
    );
  });
});

describe('an archive', () => {
  it('gives back what was put in, at a fixed time', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.stringMatching(/^[a-z/.]{1,20}$/), fc.string({ unit: 'grapheme' }))), (parts) => {
        const zip = writeArchive(parts.map(([path, text]) => packEntry(path, text)));
        expect(readArchive(Buffer.from(zip)).map((entry) => [entry.path, textOfEntry(entry)])).toEqual(parts);
      }),
    );
  });

  it('is refused when it is cut off', () => {
    const zip = Buffer.from(writeArchive([packEntry('a.xml', '<a/>')]));
    expect(() => readArchive(zip.subarray(0, -1))).toThrow('document archive');
    expect(() => readArchive(zip.subarray(0, 10))).toThrow('document archive');
  });
});
