/** Every size, colour and face of printed documents, once, for all renderers. Clauses are of GB/T 9704-2012. */
import type { Layout } from '../model/nodes.ts';

export type Face = 'song' | 'songBold' | 'hei' | 'kai';
export type TextStyle = { readonly face: Face; /** pt */ readonly size: number; /** distance of base lines, pt */ readonly pitch: number };

/** Points of a length in millimetres. */
export function ptOfMm(mm: number): number {
  return (mm * 72) / 25.4;
}
/** Twips (1/20 pt) of a length in millimetres, as Word counts. */
export function twipsOfMm(mm: number): number {
  return Math.round((mm * 1440) / 25.4);
}
export function twipsOfPt(pt: number): number {
  return Math.round(pt * 20);
}

/** §5.1: A4. */
export const paper = { width: 210, height: 297 } as const;
/** §7.2: red of the organisation's mark and lines. */
export const red = '#E60012';
export const black = '#000000';
export const gapColour = '#C00000';
export const footColour = '#595959';

type Page = { readonly top: number; readonly bottom: number; readonly left: number; readonly right: number };

/** §5.2: top 37 mm, left 28 mm, core 156 × 225 mm, hence right 26 and bottom 35 mm. */
const official: Page = { top: 37, bottom: 35, left: 28, right: 26 };
/** House style for forms: wider core, the left margin still takes a staple. */
const formPage: Page = { top: 22, bottom: 24, left: 24, right: 20 };
const pages: Record<Layout, Page> = { letter: official, notice: { top: 30, bottom: 30, left: 28, right: 26 }, form: formPage };

/** House style for wide tables. */
const landscapePage: Page = { top: 14, bottom: 22, left: 20, right: 20 };

export function pageOf({ layout, landscape }: { readonly layout: Layout; readonly landscape: boolean }): Page {
  return landscape ? landscapePage : pages[layout];
}

/** Width of the text area, mm. */
export function coreWidth(format: { readonly layout: Layout; readonly landscape: boolean }): number {
  const { left, right } = pageOf(format);
  return (format.landscape ? paper.height : paper.width) - left - right;
}

/**
 * §5.2.2: 22 lines of 28 characters of 三号 (16 pt) fill the core: a pitch of 579 twips. 28 × 16 pt are wider than 156 mm, so Word
 * takes 5 twips off after each character (`letterSpacing`); the PDF maker does not count spacing after single characters, and sets 15.75 pt.
 * A character grid is not used: Word and LibreOffice read it differently.
 */
export const letterBody = { size: 16, pdfSize: 15.75, pitch: 28.95, letterSpacing: -5 } as const;

type Texts = Readonly<Record<'body' | 'heading1' | 'heading2' | 'heading3' | 'slipTitle', TextStyle>>;

/** §7.3.3: 一、 in 黑体, （一） in 楷体, below that the body face. */
const texts: Record<Layout, Texts> = {
  letter: {
    body: { face: 'song', size: 16, pitch: letterBody.pitch },
    heading1: { face: 'hei', size: 16, pitch: letterBody.pitch },
    heading2: { face: 'kai', size: 16, pitch: letterBody.pitch },
    heading3: { face: 'song', size: 16, pitch: letterBody.pitch },
    slipTitle: { face: 'songBold', size: 18, pitch: 30 },
  },
  notice: {
    body: { face: 'song', size: 14, pitch: 25 },
    heading1: { face: 'hei', size: 14, pitch: 25 },
    heading2: { face: 'kai', size: 14, pitch: 25 },
    heading3: { face: 'song', size: 14, pitch: 25 },
    slipTitle: { face: 'songBold', size: 16, pitch: 28 },
  },
  form: {
    body: { face: 'song', size: 12, pitch: 20 },
    heading1: { face: 'hei', size: 12, pitch: 22 },
    heading2: { face: 'kai', size: 12, pitch: 20 },
    heading3: { face: 'song', size: 12, pitch: 20 },
    slipTitle: { face: 'songBold', size: 14, pitch: 24 },
  },
};

export function textsOf(layout: Layout): Texts {
  return texts[layout];
}

/** §7.3.1: title 二号 (22 pt) 小标宋; forms and notices one step smaller. */
export const titles: Record<Layout, TextStyle> = {
  letter: { face: 'songBold', size: 22, pitch: 32 },
  notice: { face: 'songBold', size: 20, pitch: 30 },
  form: { face: 'songBold', size: 18, pitch: 28 },
};

/** §10.1, the letter variant: mark 30 mm from the page's top edge, red double lines 170 mm wide, the lower 20 mm from the bottom edge. */
export const letterPage = { layout: 'letter', landscape: false } as const;
export const letterhead = {
  mark: { face: 'songBold', size: 30, pitch: 36 } satisfies TextStyle,
  markTop: 30,
  /** Between mark and upper line. */
  markGap: 4,
  lineWidth: 170,
  lowerLine: 20,
  /** Thick and thin stroke and the room between them, pt. */
  thick: 2.25,
  thin: 0.75,
  between: 1.5,
} as const;

/** §7.5: 四号 (14 pt) 宋体, 7 mm below the core. */
export const pageNumber = { style: { face: 'song', size: 14, pitch: 18 } satisfies TextStyle, below: 7 } as const;
/** Number, verification code and chain head, at the foot of each page. */
export const foot = { face: 'song', size: 8, pitch: 11 } as const satisfies TextStyle;
export const footBottom = 11;

export const secrecyMark = { face: 'hei', size: 12, pitch: 18 } as const satisfies TextStyle;
export const headSides = { face: 'song', size: 11, pitch: 18 } as const satisfies TextStyle;

export const gridText = { face: 'song', size: 12, pitch: 18 } as const satisfies TextStyle;
export const gridLabel = { face: 'hei', size: 12, pitch: 18 } as const satisfies TextStyle;
export const tableText = { face: 'song', size: 10.5, pitch: 15 } as const satisfies TextStyle;
export const tableHead = { face: 'hei', size: 10.5, pitch: 15 } as const satisfies TextStyle;
/** Room between a cell's line and its text, pt. */
export const cellPadding = { x: 4, y: 2.5 } as const;
export const rule = 0.5;
/** Seal and signatures of a form, mm. */
export const sealBox = { width: 46, height: 30 } as const;
/** Room above blocks, pt. */
export const blockGap = 6;

/** Indent of a paragraph, in characters of its size. */
export const indentCharacters = 2;
/** §7.3.5.1: date of a sealed letter four characters from the right edge, the office's name centred above it. */
export const closingIndent = 4;

/** Width of the text in characters of its own size: half for ASCII. */
export function widthInCharacters(text: string): number {
  let width = 0;
  for (const character of text) width += (character.codePointAt(0) ?? 0) < 0x80 ? 0.5 : 1;
  return width;
}

/** Right indents of name and date below a letter, in characters. A name too long to be centred over the date starts at the edge. */
export function closingIndents(office: string, date: string): { readonly office: number; readonly date: number } {
  const centred = closingIndent + (widthInCharacters(date) - widthInCharacters(office)) / 2;
  return centred >= 0
    ? { office: centred, date: closingIndent }
    : { office: 0, date: Math.max(closingIndent, (widthInCharacters(office) - widthInCharacters(date)) / 2) };
}

/** Divisible by the numbers of cells a row can have. */
const gridUnits = 120;
/** Units of a label cell by the number of cells in its row. */
const labelUnits = [0, 22, 22, 17, 16, 14, 12];

/** The columns of a grid, as shares of the width, and for every row the spans of its label and value cells. */
export type GridPlan = { readonly shares: readonly number[]; readonly spans: readonly (readonly number[])[] };

/** One set of columns for rows of different cell counts, so that both formats draw the same lines. @param counts cells per row. @param unlabelled rows whose only cell has no label. */
export function planGrid(rows: readonly { readonly cells: number; readonly labelled: boolean }[]): GridPlan {
  const edgesOf = (row: { readonly cells: number; readonly labelled: boolean }): readonly number[] => {
    const width = gridUnits / row.cells;
    const label = labelUnits[row.cells] ?? width / 2;
    return Array.from({ length: row.cells }, (_, index) => [index * width, ...(row.labelled ? [index * width + label] : [])]).flat();
  };
  const edges = [...new Set([...rows.flatMap(edgesOf), gridUnits])].sort((a, b) => a - b);
  const shares = edges.slice(1).map((edge, index) => (edge - (edges[index] ?? 0)) / gridUnits);
  const spans = rows.map((row) => {
    const own = [...edgesOf(row), gridUnits];
    return own.slice(1).map((edge, index) => edges.indexOf(edge) - edges.indexOf(own[index] ?? 0));
  });
  return { shares, spans };
}
