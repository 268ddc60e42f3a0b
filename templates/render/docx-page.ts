/** Page, head and foot of a Word file. */
import { AlignmentType, BorderStyle, type ISectionOptions, LineRuleType, PageNumber, PageOrientation, Paragraph, TextRun } from 'docx';
import { type DocumentModel, footLine } from '../model/nodes.ts';
import { runsOfText } from './docx-text.ts';
import { coreWidth, foot, footBottom, footColour, letterPage, letterhead, pageNumber, pageOf, paper, ptOfMm, red, twipsOfMm, twipsOfPt } from './measures.ts';

export function sectionProperties(model: DocumentModel): NonNullable<ISectionOptions['properties']> {
  const { top, bottom, left, right } = pageOf(model);
  return {
    titlePage: model.layout === 'letter',
    page: {
      size: {
        width: twipsOfMm(paper.width),
        height: twipsOfMm(paper.height),
        orientation: model.landscape ? PageOrientation.LANDSCAPE : PageOrientation.PORTRAIT,
      },
      margin: {
        top: twipsOfMm(top),
        bottom: twipsOfMm(bottom),
        left: twipsOfMm(left),
        right: twipsOfMm(right),
        header: twipsOfMm(model.layout === 'letter' ? letterhead.markTop : 10),
        footer: twipsOfMm(footBottom),
      },
    },
  };
}

/** The lines of a letter are wider than its core: negative indents on both sides. */
function overhang(): { readonly left: number; readonly right: number } {
  const { left } = pageOf(letterPage);
  const before = left - (paper.width - letterhead.lineWidth) / 2;
  return { left: -twipsOfMm(before), right: -twipsOfMm(letterhead.lineWidth - coreWidth(letterPage) - before) };
}

/** The organisation's mark and the line below it, on the first page of a letter. */
export function headOf(model: DocumentModel): readonly Paragraph[] | undefined {
  const mark = model.body.find((node) => node.kind === 'letterhead');
  if (mark === undefined) return undefined;
  const organisation = new Paragraph({
    alignment: AlignmentType.CENTER,
    indent: overhang(),
    spacing: { line: twipsOfPt(letterhead.mark.pitch), lineRule: LineRuleType.EXACT, after: twipsOfPt(6) },
    border: { bottom: { style: BorderStyle.THICK_THIN_SMALL_GAP, size: 24, color: red.slice(1), space: Math.round(ptOfMm(letterhead.markGap)) } },
    children: runsOfText(mark.organisation, { ...letterhead.mark, size: markSize(mark.organisation) }, { color: red.slice(1) }),
  });
  return [organisation];
}

/** A long name is set smaller, so that the mark stays on one line of the core's width. */
export function markSize(organisation: string): number {
  return Math.min(letterhead.mark.size, Math.floor(ptOfMm(coreWidth(letterPage)) / [...organisation].length));
}

type Feet = { readonly foot: readonly Paragraph[]; readonly firstFoot?: readonly Paragraph[]; readonly evenFoot?: readonly Paragraph[] };

/** A letter has a foot of its own on its first page, and mirrors the others. */
export function feetOf(model: DocumentModel): Feet {
  const facts = (): Paragraph =>
    new Paragraph({
      alignment: AlignmentType.CENTER,
      spacing: { line: twipsOfPt(foot.pitch), lineRule: LineRuleType.EXACT, before: 60 },
      children: runsOfText(footLine(model), foot, { color: footColour.slice(1) }),
    });
  const numbered = (side: Side): readonly Paragraph[] => [pageNumberOf(side), facts()];
  if (model.layout !== 'letter') return { foot: numbered('centre') };
  const lower = new Paragraph({
    indent: overhang(),
    spacing: { line: 40, lineRule: LineRuleType.EXACT },
    border: { top: { style: BorderStyle.THIN_THICK_SMALL_GAP, size: 24, color: red.slice(1), space: 0 } },
  });
  return { foot: numbered('right'), evenFoot: numbered('left'), firstFoot: [lower, facts()] };
}

type Side = 'left' | 'right' | 'centre';
const sides = { left: AlignmentType.LEFT, right: AlignmentType.RIGHT, centre: AlignmentType.CENTER } as const;

/** §7.5: — 1 —, odd pages right, even pages left, one character in; in the middle of forms and notices. */
function pageNumberOf(side: Side): Paragraph {
  const { size, pitch } = pageNumber.style;
  return new Paragraph({
    alignment: sides[side],
    ...(side === 'centre' ? {} : { indent: { [side]: twipsOfPt(size) } }),
    spacing: { line: twipsOfPt(pitch), lineRule: LineRuleType.EXACT },
    children: [new TextRun({ font: { ascii: '宋体', hAnsi: '宋体', eastAsia: '宋体' }, size: size * 2, children: ['— ', PageNumber.CURRENT, ' —'] })],
  });
}
