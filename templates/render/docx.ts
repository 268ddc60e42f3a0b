/** The document model as a Word file (docx). */
import { AlignmentType, LineRuleType, Paragraph, type Table } from 'docx';
import { type DocumentModel, type Node, draftBanner, markerOf, tearLine } from '../model/nodes.ts';
import { type Contents, packDocument } from './docx-package.ts';
import { feetOf, headOf } from './docx-page.ts';
import { gridTable, plainTable, sealedSignatures } from './docx-tables.ts';
import { type Setting, isStretched, paragraphOf, runsOf, runsOfText, spaceAbove } from './docx-text.ts';
import { blockGap, closingIndents, coreWidth, gapColour, headSides, secrecyMark, textsOf, titles, twipsOfMm, twipsOfPt } from './measures.ts';
import { signaturePairs } from './text.ts';

/** @returns the bytes of the file; the same model gives the same bytes. */
export async function renderDocx(model: DocumentModel): Promise<Uint8Array<ArrayBuffer>> {
  return packDocument(model, contentsOf(model));
}

/** What a document says and shares with no other. */
export function contentsOf(model: DocumentModel): Contents {
  const firstHead = headOf(model);
  return { body: childrenOf(model), ...feetOf(model), ...(firstHead === undefined ? {} : { firstHead }) };
}

function childrenOf(model: DocumentModel): readonly (Paragraph | Table)[] {
  const setting: Setting = { layout: model.layout, widthTwips: twipsOfMm(coreWidth(model)), keepNext: false };
  const banner = new Paragraph({ alignment: AlignmentType.CENTER, children: runsOfText(draftBanner, secrecyMark, { color: gapColour.slice(1) }) });
  return [...(model.draft ? [banner] : []), ...model.body.flatMap((node) => childrenOfNode(node, setting))];
}

function childrenOfNode(node: Node, setting: Setting): readonly (Paragraph | Table)[] {
  const texts = textsOf(setting.layout);
  switch (node.kind) {
    case 'letterhead':
      // The mark and its line belong to the first page's header; the number stands under the line.
      return [paragraphOf(runsOfText(node.number, texts.body), texts.body, { ...setting, align: 'right' }), emptyLine(setting)];
    case 'head':
      return titleOf(node, setting);
    case 'title':
      return [
        paragraphOf(runsOfText(node.text, titles[setting.layout]), titles[setting.layout], { ...setting, align: 'centre', keepNext: true }),
        emptyLine(setting),
      ];
    case 'heading': {
      const style = node.level === 1 ? texts.heading1 : node.level === 2 ? texts.heading2 : texts.heading3;
      return [
        paragraphOf(runsOf(node.line, style), style, {
          ...setting,
          align: setting.layout === 'form' ? 'flush' : 'body',
          keepNext: true,
          above: setting.layout === 'form' ? blockGap : 0,
        }),
      ];
    }
    case 'paragraph':
      return [
        paragraphOf(runsOf(node.line, texts.body), texts.body, { ...setting, align: node.align, stretch: isStretched(node.line) || node.align !== 'body' }),
      ];
    case 'list':
      return node.items.map((item, index) =>
        paragraphOf([...runsOfText(markerOf(node.ordered, index), texts.body), ...runsOf(item, texts.body)], texts.body, { ...setting, align: 'body' }),
      );
    case 'grid':
      return [gridTable(node.rows, setting), spaceAbove(blockGap)];
    case 'table':
      return [plainTable(node.columns, node.rows, setting), spaceAbove(blockGap)];
    case 'closing':
      return closingOf(node, setting);
    case 'signatures':
      return signaturesOf(node, setting);
    case 'replySlip':
      return slipOf(node, setting);
    case 'group':
      return node.children.flatMap((child, index) => childrenOfNode(child, index < node.children.length - 1 ? { ...setting, keepNext: true } : setting));
    case 'pageBreak':
      return [new Paragraph({ pageBreakBefore: true, spacing: { line: 20, lineRule: LineRuleType.EXACT } })];
    default:
      return node satisfies never;
  }
}

function emptyLine(setting: Setting): Paragraph {
  return paragraphOf([], textsOf(setting.layout).body, { ...setting, align: 'flush' });
}

function titleOf(node: Extract<Node, { kind: 'head' }>, setting: Setting): readonly Paragraph[] {
  const title = titles[setting.layout];
  const secrecy = node.secrecy === '' ? [] : [paragraphOf(runsOfText(node.secrecy, secrecyMark), secrecyMark, { ...setting, align: 'flush' })];
  const lines = node.title.map((text) => paragraphOf(runsOfText(text, title), title, { ...setting, align: 'centre', keepNext: true }));
  const sides = paragraphOf(runsOfText([node.left, node.right].filter((side) => side !== '').join('\t'), headSides), headSides, {
    ...setting,
    align: node.left === '' ? 'right' : 'flush',
    above: blockGap,
    rightTab: setting.widthTwips,
  });
  return [...secrecy, ...lines, sides, ...(setting.layout === 'notice' ? [spaceAbove(2 * blockGap)] : [])];
}

function closingOf(node: Extract<Node, { kind: 'closing' }>, setting: Setting): readonly Paragraph[] {
  const { body } = textsOf(setting.layout);
  const indents = closingIndents(node.office, node.date);
  const line = (text: string, indent: number, keepNext: boolean): Paragraph =>
    paragraphOf(runsOfText(text, body), body, { ...setting, align: 'right', keepNext, rightIndent: twipsOfPt(indent * body.size) });
  // Two empty lines: the seal is pressed over name and date, its top within one line of the text (§7.3.5.1).
  return [
    ...Array.from({ length: 2 }, () => paragraphOf([], body, { ...setting, align: 'flush', keepNext: true })),
    line(node.office, indents.office, true),
    line(node.date, indents.date, setting.keepNext),
  ];
}

/** Without a seal they are lines of text: readers of Word files keep those with the text before them, tables not always. */
function signaturesOf(node: Extract<Node, { kind: 'signatures' }>, setting: Setting): readonly (Paragraph | Table)[] {
  const { body } = textsOf(setting.layout);
  if (node.seal !== '') return [spaceAbove(blockGap), sealedSignatures(node, setting), spaceAbove(blockGap)];
  const lines = signaturePairs(node.entries);
  return lines.map((pair, index) =>
    paragraphOf(runsOfText(pair[1] === '' ? pair[0] : pair.join('\t'), body), body, {
      ...setting,
      align: 'flush',
      leftTab: Math.round(setting.widthTwips / 2),
      keepNext: index < lines.length - 1,
      ...(index % 2 === 0 ? { above: 2 * blockGap } : {}),
    }),
  );
}

function slipOf(node: Extract<Node, { kind: 'replySlip' }>, setting: Setting): readonly (Paragraph | Table)[] {
  const { body, slipTitle } = textsOf(setting.layout);
  const kept: Setting = { ...setting, keepNext: true };
  return [
    paragraphOf(runsOfText(tearLine, { ...body, size: 10.5 }), { ...body, pitch: 16 }, { ...kept, align: 'centre', above: 4 * blockGap, tear: true }),
    paragraphOf(runsOfText(node.title, slipTitle), slipTitle, { ...kept, align: 'centre', above: blockGap }),
    ...node.children.flatMap((child, index) => childrenOfNode(child, index < node.children.length - 1 ? kept : setting)),
  ];
}
