/** Inlines and paragraphs of a PDF definition. */
import type { Content, ContentText } from 'pdfmake/interfaces.js';
import { type Alignment, type Layout, type Line, wordsOf } from '../model/nodes.ts';
import type { Fonts } from './fonts.ts';
import { type TextStyle, gapColour, indentCharacters, letterBody } from './measures.ts';

export type PdfSetting = { readonly layout: Layout; readonly fonts: Fonts; /** core width, pt */ readonly width: number };

type Margins = [left: number, top: number, right: number, bottom: number];
type TextSetting = {
  readonly align?: Alignment;
  readonly stretch?: boolean;
  /** must not stand last on a page */ readonly headline?: boolean;
  readonly colour?: string;
  readonly margin?: Margins;
};

/** The size a PDF is set in: see `letterBody`. */
function sizeOf(style: TextStyle): number {
  return style.size === letterBody.size ? letterBody.pdfSize : style.size;
}

/** Parts of a text by face. Strong text takes the bold body face. */
export function inlinesOf(text: string, style: TextStyle, fonts: Fonts): ContentText[] {
  return fonts.split(text, style.face).map((run) => ({ text: run.text, font: run.font, fontSize: sizeOf(style), lineHeight: style.pitch / sizeOf(style) }));
}

export function inlinesOfLine(line: Line, style: TextStyle, fonts: Fonts): ContentText[] {
  return line.flatMap((inline) => {
    const face = inline.kind === 'strong' && style.face === 'song' ? 'songBold' : style.face;
    if (inline.kind === 'blank') return [blankOf(inline.length, style)];
    const runs = inlinesOf(wordsOf(inline), { ...style, face }, fonts);
    return inline.kind === 'gap' ? runs.map((run) => ({ ...run, color: gapColour })) : runs;
  });
}

/** Advance of the low line in the body face, em; Word's faces have half an em. */
const lowLine = 0.563;

function blankOf(length: number, style: TextStyle): ContentText {
  const size = sizeOf(style) * (0.5 / lowLine);
  return { text: wordsOf({ kind: 'blank', length }), font: 'song', fontSize: size, lineHeight: style.pitch / size };
}

const alignments = { body: 'justify', flush: 'left', centre: 'center', right: 'right' } as const;

/** A paragraph: empty ones keep their line. */
export function paragraphOf(inlines: readonly ContentText[], style: TextStyle, setting: TextSetting): Content {
  const { align = 'flush', stretch = true, headline = false, colour, margin } = setting;
  return {
    text: inlines.length === 0 ? [{ text: ' ', font: 'song', fontSize: sizeOf(style), lineHeight: style.pitch / sizeOf(style) }] : [...inlines],
    alignment: align === 'body' && !stretch ? 'left' : alignments[align],
    ...(align === 'body' ? { leadingIndent: sizeOf(style) * indentCharacters } : {}),
    ...(headline ? { headlineLevel: 1 } : {}),
    ...(colour === undefined ? {} : { color: colour }),
    ...(margin === undefined ? {} : { margin }),
  };
}

export function textParagraph(text: string, style: TextStyle, setting: TextSetting & { readonly fonts: Fonts }): Content {
  return paragraphOf(inlinesOf(text, style, setting.fonts), style, setting);
}

/** Where the room of a line's pitch goes: the maker sets the text at the top of its line, Word in the middle. */
export function lead(style: TextStyle): number {
  return (style.pitch - sizeOf(style)) / 2;
}
