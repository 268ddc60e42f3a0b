/**
 * Keeps opened faces between documents. The PDF maker opens every face again for every document, which is a quarter of its time; it
 * takes fonts as bytes only, so it is given a few bytes that stand for an opened face, and a font format that knows them.
 */
import { createRequire } from 'node:module';
import type { FontName, Fonts } from './fonts.ts';

type Outline = { readonly numberOfContours: number } | null;
type Glyph = { readonly _decode: () => Outline };
type OpenedFace = { readonly glyphForCodePoint: (codePoint: number) => Glyph; getGlyph: (id: number, codePoints?: readonly number[]) => Glyph | null };
type Format = { new (stream: { readonly buffer: Uint8Array }): object; probe(bytes: Uint8Array): boolean };
type FontReader = { readonly create: (bytes: Buffer) => OpenedFace; readonly registerFormat: (format: Format) => void };

// The PDF maker loads the CommonJS build of fontkit; the module build would be a second library that knows nothing of our format.
// The package has no types, hence the cast.
const reader = createRequire(import.meta.url)('fontkit') as FontReader;

const mark = 'xinhu-face:';
const opened = new Map<string, OpenedFace>();

/** A constructor may return another object than the new one: here the face that was opened before. */
const KeptFace: Format = class {
  static probe(bytes: Uint8Array): boolean {
    return Buffer.from(bytes.subarray(0, mark.length)).toString('latin1') === mark;
  }
  constructor(stream: { readonly buffer: Uint8Array }) {
    const face = opened.get(Buffer.from(stream.buffer).toString('latin1'));
    if (face === undefined) throw new Error('a face that was not opened');
    return face;
  }
};
reader.registerFormat(KeptFace);

/**
 * The maker decodes the outline of every glyph in every document, a seventh of its time, only to see whether it is composed of others.
 * A glyph that is not answers from then on without its points; nothing here draws outlines.
 */
function keepOutlines(face: OpenedFace): void {
  const known = new Set<number>();
  const glyphOf = face.getGlyph.bind(face);
  face.getGlyph = (id, codePoints) => {
    const glyph = glyphOf(id, codePoints);
    if (glyph === null || known.has(id)) return glyph;
    known.add(id);
    const { _decode: decode } = glyph;
    let outline: Outline | undefined;
    const value = (): Outline => (outline ??= withoutPoints(decode.call(glyph)));
    return Object.defineProperty(glyph, '_decode', { value });
  };
}

function withoutPoints(outline: Outline): Outline {
  return outline !== null && outline.numberOfContours < 0 ? outline : { numberOfContours: 0 };
}

/** Opens a face if need be. @returns bytes that stand for it. */
export function keepFace(font: FontName, fonts: Fonts): Buffer {
  const key = `${mark}${font}`;
  if (!opened.has(key)) {
    const face = reader.create(fonts.read(font));
    keepOutlines(face);
    // An opened face remembers for each glyph the first character that asked for it, and writes that one into PDFs. Asked for in
    // this order, the answer does not depend on the documents made before.
    for (const codePoint of fonts.shared(font)) face.glyphForCodePoint(codePoint);
    opened.set(key, face);
  }
  return Buffer.from(key, 'latin1');
}
