/** The document model as a PDF with text, embedded subsets and nothing fetched from anywhere. */
import pdfmake from 'pdfmake';
import type { Content, TDocumentDefinitions } from 'pdfmake/interfaces.js';
import { type DocumentModel, type Node, draftBanner, markerOf, tearLine } from '../model/nodes.ts';
import { isStretched } from './docx-text.ts';
import { keepFace } from './face-cache.ts';
import type { FontName, Fonts } from './fonts.ts';
import { blockGap, closingIndents, coreWidth, gapColour, headSides, paper, ptOfMm, secrecyMark, textsOf, titles } from './measures.ts';
import { backgroundOf, footerOf, letterStart, marginsOf } from './pdf-page.ts';
import { gridTables, plainTable, signatureTable } from './pdf-tables.ts';
import { type PdfSetting, inlinesOf, inlinesOfLine, paragraphOf, textParagraph } from './pdf-text.ts';

declare module 'pdfmake' {
  /** Files the maker finds before it looks at the disk; missing in the published types. */
  export const virtualfs: { readonly existsSync: (name: string) => boolean; readonly writeFileSync: (name: string, bytes: Buffer) => void };
}

// The maker is one object per process; nothing may be read from the web or from the disk through a document.
pdfmake.setUrlAccessPolicy(() => false);
pdfmake.setLocalAccessPolicy(() => false);

/** Gives a face's bytes to the maker. */
function provide(font: FontName, fonts: Fonts): void {
  if (!pdfmake.virtualfs.existsSync(`${font}.ttf`)) pdfmake.virtualfs.writeFileSync(`${font}.ttf`, keepFace(font, fonts));
}

/** @returns the bytes of the file; the same model gives the same bytes. Every character must be covered by `fonts`. */
export async function renderPdf(model: DocumentModel, fonts: Fonts): Promise<Uint8Array<ArrayBuffer>> {
  const used = new Set<FontName>();
  const watched: Fonts = {
    ...fonts,
    split(text, face) {
      const runs = fonts.split(text, face);
      for (const run of runs) used.add(run.font);
      return runs;
    },
  };
  const definition = definitionOf(model, watched);
  for (const font of used) provide(font, fonts);
  pdfmake.setFonts(Object.fromEntries([...used].map((font) => [font, { normal: `${font}.ttf` }])));
  return new Uint8Array(await pdfmake.createPdf(definition).getBuffer());
}

function definitionOf(model: DocumentModel, fonts: Fonts): TDocumentDefinitions {
  const setting: PdfSetting = { layout: model.layout, fonts, width: ptOfMm(coreWidth(model)) };
  const background = backgroundOf(model, fonts);
  const banner: Content[] = model.draft ? [textParagraph(draftBanner, secrecyMark, { align: 'centre', colour: gapColour, fonts })] : [];
  return {
    pageSize: { width: ptOfMm(model.landscape ? paper.height : paper.width), height: ptOfMm(model.landscape ? paper.width : paper.height) },
    pageMargins: marginsOf(model),
    info: { title: model.title, author: model.author, creationDate: new Date(`${model.issuedOn}T00:00:00Z`), modDate: new Date(`${model.issuedOn}T00:00:00Z`) },
    language: 'zh-CN',
    defaultStyle: { font: 'song', fontSize: 12 },
    footer: footerOf(model, fonts),
    pageBreakBefore: standsAlone,
    ...(background === undefined ? {} : { background }),
    content: [...banner, ...model.body.flatMap((node) => contentOf(node, setting))],
  };
}

/** From here down (share of the core's height) a heading has no room for the head and first row of a table below it. */
const lowestHeading = 0.88;

/**
 * True for a heading that would stand last on its page. The maker notes a table's rows where they would have begun, not where they were
 * moved to, so a table that goes on to the next page is judged by where its heading stands.
 */
const standsAlone: NonNullable<TDocumentDefinitions['pageBreakBefore']> = (node, nodes) => {
  if (node.headlineLevel !== 1) return false;
  const following = nodes.getFollowingNodesOnPage();
  const [next] = following;
  return next === undefined || (next.table !== undefined && next.pageNumbers.length > 1 && node.startPosition.verticalRatio > lowestHeading);
};

function contentOf(node: Node, setting: PdfSetting): Content[] {
  const { layout, fonts } = setting;
  const texts = textsOf(layout);
  switch (node.kind) {
    case 'letterhead':
      return [textParagraph(node.number, texts.body, { align: 'right', fonts, margin: [0, letterStart(), 0, texts.body.pitch] })];
    case 'head':
      return headOf(node, setting);
    case 'title':
      return [textParagraph(node.text, titles[layout], { align: 'centre', fonts, margin: [0, 0, 0, texts.body.pitch] })];
    case 'heading': {
      const style = node.level === 1 ? texts.heading1 : node.level === 2 ? texts.heading2 : texts.heading3;
      const form = layout === 'form';
      return [
        paragraphOf(inlinesOfLine(node.line, style, fonts), style, { align: form ? 'flush' : 'body', headline: true, margin: [0, form ? blockGap : 0, 0, 0] }),
      ];
    }
    case 'paragraph':
      return [paragraphOf(inlinesOfLine(node.line, texts.body, fonts), texts.body, { align: node.align, stretch: isStretched(node.line) })];
    case 'list':
      return node.items.map((item, index) =>
        paragraphOf([...inlinesOf(markerOf(node.ordered, index), texts.body, fonts), ...inlinesOfLine(item, texts.body, fonts)], texts.body, { align: 'body' }),
      );
    case 'grid':
      return gridTables(node.rows, setting);
    case 'table':
      return plainTable(node.columns, node.rows, setting);
    case 'closing':
      return [closingOf(node, setting)];
    case 'signatures':
      return [signatureTable(node, setting)];
    case 'replySlip':
      return [slipOf(node, setting)];
    case 'group':
      return [{ stack: node.children.flatMap((child) => contentOf(child, setting)), unbreakable: true }];
    case 'pageBreak':
      return [{ text: '', pageBreak: 'after', fontSize: 1 }];
    default:
      return node satisfies never;
  }
}

function headOf(node: Extract<Node, { kind: 'head' }>, { layout, fonts }: PdfSetting): Content[] {
  const secrecy = node.secrecy === '' ? [] : [textParagraph(node.secrecy, secrecyMark, { fonts })];
  const lines = node.title.map((text) => textParagraph(text, titles[layout], { align: 'centre', fonts }));
  const right = textParagraph(node.right, headSides, { align: 'right', fonts });
  const sides: Content = node.left === '' ? right : { columns: [textParagraph(node.left, headSides, { fonts }), right], columnGap: 0 };
  return [...secrecy, ...lines, { stack: [sides], margin: [0, blockGap, 0, layout === 'notice' ? 2 * blockGap : 2] }];
}

function closingOf(node: Extract<Node, { kind: 'closing' }>, { layout, fonts }: PdfSetting): Content {
  const { body } = textsOf(layout);
  const indents = closingIndents(node.office, node.date);
  return {
    stack: [
      textParagraph(node.office, body, { align: 'right', fonts, margin: [0, 2 * body.pitch, indents.office * body.size, 0] }),
      textParagraph(node.date, body, { align: 'right', fonts, margin: [0, 0, indents.date * body.size, 0] }),
    ],
    unbreakable: true,
  };
}

function slipOf(node: Extract<Node, { kind: 'replySlip' }>, setting: PdfSetting): Content {
  const { body, slipTitle } = textsOf(setting.layout);
  const { fonts, width } = setting;
  return {
    stack: [
      { canvas: [{ type: 'line', x1: 0, y1: 0, x2: width, y2: 0, lineWidth: 0.75, dash: { length: 4, space: 3 } }], margin: [0, 3 * blockGap, 0, 5] },
      textParagraph(tearLine, { ...body, size: 10.5, pitch: 16 }, { align: 'centre', fonts }),
      textParagraph(node.title, slipTitle, { align: 'centre', fonts, margin: [0, blockGap, 0, 0] }),
      ...node.children.flatMap((child) => contentOf(child, setting)),
    ],
    unbreakable: true,
  };
}
