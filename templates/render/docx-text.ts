/** Runs and paragraphs of a Word file. */
import { AlignmentType, BorderStyle, type IRunPropertiesOptions, LineRuleType, Paragraph, Tab, TabStopType, TextRun } from 'docx';
import { type Alignment, type Layout, type Line, wordsOf } from '../model/nodes.ts';
import { faceNames } from './docx-parts.ts';
import { type TextStyle, gapColour, indentCharacters, letterBody, textsOf, twipsOfPt } from './measures.ts';

export type Setting = { readonly layout: Layout; readonly widthTwips: number; readonly keepNext: boolean };
export type ParagraphSetting = Setting & {
  readonly align: Alignment;
  readonly stretch?: boolean;
  /** Room above, pt. */
  readonly above?: number;
  /** Right indent, twips. */
  readonly rightIndent?: number;
  /** Tab stops, twips. */
  readonly leftTab?: number;
  readonly rightTab?: number;
  /** A dashed line along the top: tear here. */
  readonly tear?: boolean;
};

/** Body text is the file's default (`stylesOf` in docx-parts.ts) and is not described again in each run: a fifth of the file's size and time. */
function isDefault(style: TextStyle): boolean {
  return style === textsOf('letter').body || style === textsOf('notice').body || style === textsOf('form').body;
}

/** Word sets these in the Latin face unless a run asks for the Chinese one. */
const ambiguous = /[·×°—‘’“”…■-◿☀-➿←-↙]/;

function hintOf(text: string): IRunPropertiesOptions {
  return ambiguous.test(text) ? { font: { hint: 'eastAsia' } } : {};
}

function lookOf(style: TextStyle, text: string): IRunPropertiesOptions {
  const { ascii, eastAsia } = faceNames[style.face];
  const spacing = style.size === letterBody.size ? { characterSpacing: letterBody.letterSpacing } : {};
  return { font: { ascii, hAnsi: ascii, eastAsia, ...(ambiguous.test(text) ? { hint: 'eastAsia' } : {}) }, size: style.size * 2, ...spacing };
}

type RunSetting = { readonly color?: string; readonly bold?: boolean };
const plain: RunSetting = {};
const strong: RunSetting = { bold: true };
const gap: RunSetting = { color: gapColour.slice(1) };

export function runsOfText(text: string, style: TextStyle, { color, bold }: RunSetting = {}): TextRun[] {
  const look = isDefault(style) ? hintOf(text) : lookOf(style, text);
  const parts = text.split('\t');
  return parts.map(
    (part, index) =>
      new TextRun({
        ...look,
        ...(color === undefined ? {} : { color }),
        ...(bold === true ? { bold: true } : {}),
        children: index === 0 ? [part] : [new Tab(), part],
      }),
  );
}

/** Neighbours of one look are one run: what a letter's fields say is part of its sentences. */
export function runsOf(line: Line, style: TextStyle): TextRun[] {
  const parts: { look: RunSetting; text: string }[] = [];
  for (const inline of line) {
    const look = inline.kind === 'strong' ? strong : inline.kind === 'gap' ? gap : plain;
    const last = parts.at(-1);
    if (last?.look === look) last.text += wordsOf(inline);
    else parts.push({ look, text: wordsOf(inline) });
  }
  return parts.flatMap(({ look, text }) => runsOfText(text, style, look));
}

/** A line to be filled by hand is not stretched. */
export function isStretched(line: Line): boolean {
  return !line.some((inline) => inline.kind === 'blank');
}

const alignments = { body: AlignmentType.BOTH, flush: AlignmentType.LEFT, centre: AlignmentType.CENTER, right: AlignmentType.RIGHT } as const;

export function paragraphOf(children: readonly TextRun[], style: TextStyle, setting: ParagraphSetting): Paragraph {
  return new Paragraph({
    alignment: setting.stretch === false ? AlignmentType.LEFT : alignments[setting.align],
    ...(isDefault(style) && setting.above === undefined
      ? {}
      : { spacing: { line: twipsOfPt(style.pitch), lineRule: LineRuleType.EXACT, before: twipsOfPt(setting.above ?? 0) } }),
    ...(setting.align === 'body' ? { indent: { firstLine: twipsOfPt(style.size * indentCharacters), firstLineChars: indentCharacters * 100 } } : {}),
    ...(setting.rightIndent === undefined ? {} : { indent: { right: setting.rightIndent } }),
    ...(setting.rightTab === undefined ? {} : { tabStops: [{ type: TabStopType.RIGHT, position: setting.rightTab }] }),
    ...(setting.leftTab === undefined ? {} : { tabStops: [{ type: TabStopType.LEFT, position: setting.leftTab }] }),
    ...(setting.tear === true ? { border: { top: { style: BorderStyle.DASHED, size: 6, space: 4 } } } : {}),
    ...(setting.keepNext ? { keepNext: true } : {}),
    children,
  });
}

/** An empty line of the given height, pt. */
export function spaceAbove(height: number): Paragraph {
  return new Paragraph({ spacing: { line: twipsOfPt(height), lineRule: LineRuleType.EXACT } });
}
