/** The faces PDFs are set in. A text is parted by coverage before it is set; a character that no face has is named, never left out. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from '../../domain/zod.ts';
import { nameOf } from '../model/check.ts';
import type { Face } from './measures.ts';

/** `rare` covers Extensions B to F, which the body face lacks. */
export type FontName = Face | 'rare';

const files: Record<FontName, string> = {
  song: 'xinhu-song.ttf',
  songBold: 'xinhu-song-bold.ttf',
  hei: 'xinhu-hei.ttf',
  kai: 'xinhu-kai.ttf',
  rare: 'xinhu-rare.ttf',
};
/** Where to look for a character, in order: headings have the standard characters only, the body face far more. */
const chains: Record<Face, readonly FontName[]> = {
  song: ['song', 'rare'],
  songBold: ['songBold', 'song', 'rare'],
  hei: ['hei', 'song', 'rare'],
  kai: ['kai', 'song', 'rare'],
};

export type Run = { readonly font: FontName; readonly text: string };
export type Fonts = {
  /** Bytes of a face, read once and when first asked for. */
  readonly read: (font: FontName) => Buffer;
  /** The text parted into runs of one font each. Every character must be covered (`firstMissing`). */
  readonly split: (text: string, face: Face) => readonly Run[];
  /** Characters whose glyph serves others too; they are what a reader of the PDF gets back. */
  readonly shared: (font: FontName) => readonly number[];
  /** `U+XXXX` of the first character that no face has. */
  readonly firstMissing: (text: string) => string | undefined;
};

const Coverage = z.record(z.string(), z.object({ characters: z.array(z.tuple([z.int(), z.int()])), shared: z.array(z.int()) }));

/** @param folder file URL of the folder with the faces and `coverage.json`; a bundled build passes its own. */
export function openFonts(folder: URL = new URL('./fonts/', import.meta.url)): Fonts {
  const coverage = Coverage.parse(JSON.parse(readFileSync(fileURLToPath(new URL('coverage.json', folder)), 'utf8')));
  const covers = new Map(Object.entries(files).map(([font, file]) => [font, bitsOf(coverage[file]?.characters ?? [])]));
  const bytes = new Map<FontName, Buffer>();
  const fontOf = (codePoint: number, face: Face): FontName | undefined => chains[face].find((font) => hasBit(covers.get(font), codePoint));
  return {
    read(font) {
      const known = bytes.get(font) ?? readFileSync(fileURLToPath(new URL(files[font], folder)));
      bytes.set(font, known);
      return known;
    },
    shared: (font) => coverage[files[font]]?.shared ?? [],
    split(text, face) {
      const runs: { font: FontName; text: string }[] = [];
      for (const character of text) {
        const font = fontOf(character.codePointAt(0) ?? 0, face);
        if (font === undefined) throw new Error('a character without a face reached the renderer');
        const last = runs.at(-1);
        if (last?.font === font) last.text += character;
        else runs.push({ font, text: character });
      }
      return runs;
    },
    firstMissing(text) {
      for (const character of text) if (fontOf(character.codePointAt(0) ?? 0, 'song') === undefined) return nameOf(character);
      return undefined;
    },
  };
}

/** One bit per code point: 270 kB for a face with rare characters, and a test is one look. */
function bitsOf(ranges: readonly (readonly [number, number])[]): Uint8Array {
  const bits = new Uint8Array(((ranges.at(-1)?.[1] ?? 0) >> 3) + 1);
  for (const [first, last] of ranges) for (let c = first; c <= last; c++) bits[c >> 3] = (bits[c >> 3] ?? 0) | (1 << (c & 7));
  return bits;
}

function hasBit(bits: Uint8Array | undefined, index: number): boolean {
  return ((bits?.[index >> 3] ?? 0) & (1 << (index & 7))) !== 0;
}
