/** Runs and paragraphs of a Word file. */
import { AlignmentType, BorderStyle, LineRuleType, Paragraph, Tab, TabStopType, TextRun } from 'docx';
import { type Alignment, type Layout, type Line, wordsOf } from '../model/nodes.ts';
import { type Face, type TextStyle, gapColour, indentCharacters, letterBody, twipsOfPt } from './measures.ts';

export type Setting = { readonly layout: Layout; readonly widthTwips: number; readonly keepNext: boolean };
export type ParagraphSetting = Setting & {
  readonly align: Alignment;
  readonly stretch?: boolean;
  /** Room above, pt. */
  readonly above?: number;
  /** Right indent, twips. */
  readonly rightIndent?: number;
  /** Right-aligned tab stop, twips. */
  readonly rightTab?: number;
  /** A dashed line along the top: tear here. */
  readonly tear?: boolean;
};

/** Names that Chinese official documents ask for; the file's font table says what stands in for them. */
const names: Record<Face, { readonly ascii: string; readonly eastAsia: string }> = {
  song: { ascii: 'Times New Roman', eastAsia: '仿宋_GB2312' },
  songBold: { ascii: 'Times New Roman', eastAsia: '方正小标宋简体' },
  hei: { ascii: 'Times New Roman', eastAsia: '黑体' },
  kai: { ascii: 'Times New Roman', eastAsia: '楷体_GB2312' },
};

type RunSetting = { readonly color?: string; readonly bold?: boolean };

export function runsOfText(text: string, style: TextStyle, { color, bold }: RunSetting = {}): TextRun[] {
  const { ascii, eastAsia } = names[style.face];
  const spacing = style.size === letterBody.size ? { characterSpacing: letterBody.letterSpacing } : {};
  const parts = text.split('\t');
  return parts.map(
    (part, index) =>
      new TextRun({
        // The hint makes Word set quotation marks and dashes in the Chinese face.
        font: { ascii, hAnsi: ascii, eastAsia, hint: 'eastAsia' },
        size: style.size * 2,
        ...spacing,
        ...(color === undefined ? {} : { color }),
        ...(bold === true ? { bold: true } : {}),
        children: index === 0 ? [part] : [new Tab(), part],
      }),
  );
}

export function runsOf(line: Line, style: TextStyle): TextRun[] {
  return line.flatMap((inline) => runsOfText(wordsOf(inline), style, { bold: inline.kind === 'strong', ...(inline.kind === 'gap' ? { color: gapColour.slice(1) } : {}) }));
}

/** A line to be filled by hand is not stretched. */
export function isStretched(line: Line): boolean {
  return !line.some((inline) => inline.kind === 'blank');
}

const alignments = { body: AlignmentType.BOTH, flush: AlignmentType.LEFT, centre: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

export function paragraphOf(children: readonly TextRun[], style: TextStyle, setting: ParagraphSetting): Paragraph {
  return new Paragraph({
    alignment: setting.stretch === false ? AlignmentType.LEFT : alignments[setting.align],
    spacing: { line: twipsOfPt(style.pitch), lineRule: LineRuleType.EXACT, before: twipsOfPt(setting.above ?? 0) },
    widowControl: false,
    ...(setting.align === 'body' ? { indent: { firstLine: twipsOfPt(style.size * indentCharacters), firstLineChars: indentCharacters * 100 } } : {}),
    ...(setting.rightIndent === undefined ? {} : { indent: { right: setting.rightIndent } }),
    ...(setting.rightTab === undefined ? {} : { tabStops: [{ type: TabStopType.RIGHT, position: setting.rightTab }] }),
    ...(setting.tear === true ? { border: { top: { style: BorderStyle.DASHED, size: 6, space: 4 } } } : {}),
    ...(setting.keepNext ? { keepNext: true } : {}),
    children,
  });
}

/** An empty line of the given height, pt. */
export function spaceAbove(height: number): Paragraph {
  return new Paragraph({ spacing: { line: twipsOfPt(height), lineRule: LineRuleType.EXACT } });
}
