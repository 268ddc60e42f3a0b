/** Page, head and foot of a PDF definition. */
import type { Content, DynamicBackground, DynamicContent, Margins } from 'pdfmake/interfaces.js';
import { type DocumentModel, footLine } from '../model/nodes.ts';
import { markSize } from './docx-page.ts';
import type { Fonts } from './fonts.ts';
import { foot, footBottom, footColour, letterPage, letterhead, pageNumber, pageOf, paper, ptOfMm, red, textsOf } from './measures.ts';
import { inlinesOf, lead, textParagraph } from './pdf-text.ts';

/** Margins of all pages, moved down by the room that stands under each line. */
export function marginsOf(model: DocumentModel): Margins {
  const { left, right, top, bottom } = pageOf(model);
  const shift = lead(textsOf(model.layout).body);
  return [ptOfMm(left), ptOfMm(top) + shift, ptOfMm(right), ptOfMm(bottom) - shift];
}

/** Where the text of a letter's first page starts: below mark and line. pt from the top of the core. */
export function letterStart(): number {
  return ptOfMm(letterhead.markTop) + letterhead.mark.pitch + ptOfMm(letterhead.markGap) + 10 - ptOfMm(pageOf(letterPage).top);
}

/** First page of a letter: mark and red lines. */
export function backgroundOf(model: DocumentModel, fonts: Fonts): DynamicBackground | undefined {
  const mark = model.body.find((node) => node.kind === 'letterhead');
  if (mark === undefined) return undefined;
  const { thick, thin, between, lineWidth, markTop, markGap, lowerLine } = letterhead;
  const x1 = ptOfMm((paper.width - lineWidth) / 2);
  const x2 = x1 + ptOfMm(lineWidth);
  const upper = ptOfMm(markTop) + letterhead.mark.pitch + ptOfMm(markGap);
  const lower = ptOfMm(paper.height - lowerLine);
  const line = (y: number, width: number): { type: 'line'; x1: number; y1: number; x2: number; y2: number; lineWidth: number; lineColor: string } => ({
    type: 'line',
    x1,
    y1: y,
    x2,
    y2: y,
    lineWidth: width,
    lineColor: red,
  });
  const lines = [
    line(upper, thick),
    line(upper + thick / 2 + between + thin / 2, thin),
    line(lower - thick / 2 - between - thin / 2, thin),
    line(lower, thick),
  ];
  const style = { ...letterhead.mark, size: markSize(mark.organisation) };
  return (page): Content =>
    page > 1
      ? []
      : [
          { canvas: lines },
          {
            text: inlinesOf(mark.organisation, style, fonts),
            color: red,
            alignment: 'center',
            absolutePosition: { x: 0, y: ptOfMm(markTop) },
            margin: [0, 0, 0, 0],
          },
        ];
}

export function footerOf(model: DocumentModel, fonts: Fonts): DynamicContent {
  const { left, right, bottom } = pageOf(model);
  const { style, below } = pageNumber;
  // The footer's box is the bottom margin; the page number hangs 7 mm under the core, the facts stand near the paper's edge.
  const numberTop = ptOfMm(Math.max(1, Math.min(below, bottom - footBottom - 12))) + lead(textsOf(model.layout).body);
  const factsTop = ptOfMm(bottom - footBottom) - foot.pitch + lead(textsOf(model.layout).body);
  return (page): Content => {
    const odd = page % 2 === 1;
    const facts = textParagraph(footLine(model), foot, { align: 'centre', colour: footColour, fonts });
    if (model.layout === 'letter' && page === 1) return { stack: [facts], margin: [ptOfMm(left), factsTop, ptOfMm(right), 0] };
    const side = model.layout === 'letter' ? (odd ? 'right' : 'flush') : 'centre';
    const number = textParagraph(`— ${page} —`, style, {
      align: side,
      fonts,
      margin: [side === 'flush' ? style.size : 0, 0, side === 'right' ? style.size : 0, factsTop - numberTop - style.pitch],
    });
    return { stack: [number, facts], margin: [ptOfMm(left), numberTop, ptOfMm(right), 0] };
  };
}
