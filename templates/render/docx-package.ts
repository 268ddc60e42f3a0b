/**
 * The package of a Word file around its contents. All documents of one format share everything but body, head, feet and core properties:
 * the library writes a whole file once per format with marks where the contents belong, and later documents fill the marks. The shared
 * parts stay packed.
 */
import { Document, Footer, Header, Packer, Paragraph, type Table } from 'docx';
import type { DocumentModel } from '../model/nodes.ts';
import { type Entry, packEntry, readArchive, textOfEntry, writeArchive } from './docx-archive.ts';
import { sectionProperties } from './docx-page.ts';
import { coreProperties, corePropertiesPath, fontTable, noNotes, noNumbering, stylesOf } from './docx-parts.ts';
import { xmlOf } from './docx-xml.ts';

/** Where contents stand: the body, the head of the first page, the feet of ordinary, first and even pages. */
export type Slot = 'body' | 'firstHead' | 'foot' | 'firstFoot' | 'evenFoot';
export type Contents = Readonly<Partial<Record<Slot, readonly (Paragraph | Table)[]>>>;

type Gap = { readonly path: string; readonly slot: Slot; readonly before: string; readonly after: string };
type Skeleton = { readonly document: Document; readonly parts: readonly (Entry | Gap)[] };

const slots: readonly Slot[] = ['body', 'firstHead', 'foot', 'firstFoot', 'evenFoot'];
/** One for each format that was asked for: a dozen at most, 20 kB each. */
const skeletons = new Map<string, Promise<Skeleton>>();

/** Relations of parts that have none: the library writes them all the same, and a letter should stay small. */
const emptyRelations = /^word\/_rels\/(?:header|footer|footnotes|endnotes|fontTable)\d*\.xml\.rels$/;

/** @returns the bytes of the file; the same model and contents give the same bytes. */
export async function packDocument(model: DocumentModel, contents: Contents): Promise<Uint8Array<ArrayBuffer>> {
  const used = slots.filter((slot) => contents[slot] !== undefined);
  const format = [model.layout, model.landscape, ...used].join(' ');
  const known = skeletons.get(format) ?? skeletonOf(model, used);
  skeletons.set(format, known);
  const { document, parts } = await known;
  const core = coreProperties(model.title, model.author, model.issuedOn);
  const entries = parts.map((part) =>
    'slot' in part
      ? packEntry(part.path, `${part.before}${xmlOf(contents[part.slot] ?? [], document)}${part.after}`)
      : part.path === corePropertiesPath
        ? packEntry(part.path, core)
        : part,
  );
  return writeArchive(entries);
}

/** A file of the library, whole. */
export function documentOf(model: DocumentModel, contents: Contents): Document {
  const { body = [], firstHead, foot, firstFoot, evenFoot } = contents;
  return new Document({
    evenAndOddHeaderAndFooters: model.layout === 'letter',
    sections: [
      {
        properties: sectionProperties(model),
        headers: firstHead === undefined ? {} : { first: new Header({ children: firstHead }) },
        footers: {
          ...(foot === undefined ? {} : { default: new Footer({ children: foot }) }),
          ...(firstFoot === undefined ? {} : { first: new Footer({ children: firstFoot }) }),
          ...(evenFoot === undefined ? {} : { even: new Footer({ children: evenFoot }) }),
        },
        children: body,
      },
    ],
  });
}

async function skeletonOf(model: DocumentModel, used: readonly Slot[]): Promise<Skeleton> {
  const marks = used.map((slot) => ({ slot, mark: new Paragraph(`slot:${slot}`) }));
  const document = documentOf(model, Object.fromEntries(marks.map(({ slot, mark }) => [slot, [mark]])));
  const zip = await Packer.toBuffer(document, undefined, [
    { path: corePropertiesPath, data: coreProperties('', '', '1980-01-01') },
    { path: 'word/fontTable.xml', data: fontTable },
    { path: 'word/styles.xml', data: stylesOf(model.layout) },
    { path: 'word/numbering.xml', data: noNumbering },
    { path: 'word/footnotes.xml', data: noNotes('footnote') },
    { path: 'word/endnotes.xml', data: noNotes('endnote') },
  ]);
  const texts = marks.map(({ slot, mark }) => ({ slot, xml: xmlOf([mark], document) }));
  const parts = readArchive(zip)
    .filter(({ path }) => !emptyRelations.test(path))
    .map((entry) => {
      const text = textOfEntry(entry);
      const found = texts.find(({ xml }) => text.includes(xml));
      if (found === undefined) return entry;
      const [before = '', after = ''] = text.split(found.xml);
      return { path: entry.path, slot: found.slot, before, after };
    });
  if (parts.filter((part) => 'slot' in part).length !== used.length) throw new Error('a mark did not come back from the document library');
  return { document, parts };
}
