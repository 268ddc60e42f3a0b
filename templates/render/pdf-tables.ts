/** Bordered grids, tables and signature blocks of a PDF definition. */
import type { Content, ContentStack, CustomTableLayout, TableCell, TableCellProperties } from 'pdfmake/interfaces.js';
import type { GridRow, Line, Node, TableColumn, TableRow } from '../model/nodes.ts';
import { centredColumns } from './docx-tables.ts';
import { type TextStyle, blockGap, cellPadding, gridLabel, gridText, planGrid, ptOfMm, rule, sealBox, tableHead, tableText, textsOf } from './measures.ts';
import { type PdfSetting, inlinesOfLine, lead, paragraphOf, textParagraph } from './pdf-text.ts';
import { signatureLines, signaturePairs } from './text.ts';

/** Lines of one width; the text of a cell sits in the middle of its line pitch. */
function ruled(style: TextStyle): CustomTableLayout {
  return {
    hLineWidth: () => rule,
    vLineWidth: () => rule,
    paddingLeft: () => cellPadding.x,
    paddingRight: () => cellPadding.x,
    paddingTop: () => cellPadding.y + lead(style),
    paddingBottom: () => Math.max(0, cellPadding.y - lead(style) + 1),
  };
}

const bare: CustomTableLayout = {
  hLineWidth: () => 0,
  vLineWidth: () => 0,
  paddingLeft: () => cellPadding.x,
  paddingRight: () => cellPadding.x,
  paddingTop: () => cellPadding.y,
  paddingBottom: () => cellPadding.y,
};

/** Text widths of columns: the maker adds padding and lines to them. */
function textWidths(widths: readonly number[]): number[] {
  return widths.map((width) => width - 2 * cellPadding.x - rule);
}

function cellOf(
  lines: readonly Line[],
  style: TextStyle,
  { fonts, centre = false }: Pick<PdfSetting, 'fonts'> & { readonly centre?: boolean },
): ContentStack & TableCellProperties {
  const paragraphs = (lines.length === 0 ? [[]] : lines).map((line) =>
    paragraphOf(inlinesOfLine(line, style, fonts), style, { align: centre ? 'centre' : 'flush' }),
  );
  const [only] = paragraphs;
  return { stack: paragraphs.length === 1 && only !== undefined ? [only] : paragraphs, verticalAlignment: 'middle' };
}

/** Rows with long texts may part at the page's end. */
function lengthOf(lines: readonly Line[]): number {
  return lines.reduce((sum, line) => sum + 30 + line.reduce((length, inline) => length + ('text' in inline ? inline.text.length : 8), 0), 0);
}

const longRow = 320;

/** One table per run of rows that may or may not part, so that a long text flows over the page's end and a short row never does. */
export function gridTables(rows: readonly GridRow[], setting: PdfSetting): Content[] {
  const plan = planGrid(rows.map((row) => ({ cells: row.length, labelled: row.every((cell) => cell.label !== '') })));
  const widths = textWidths(plan.shares.map((share) => share * setting.width));
  const made = rows.map((row, index) => gridRow(row, plan.spans[index] ?? [], setting));
  const long = rows.map((row) => row.some((cell) => lengthOf(cell.value) > longRow));
  const tables: Content[] = [];
  for (let start = 0; start < made.length;) {
    let end = start + 1;
    while (end < made.length && long[end] === long[start]) end++;
    // Where two tables meet one line is drawn, by the one whose row may go on over the page's end.
    const lines = end - start;
    const bottom = end === made.length || long[end] !== true;
    const top = start === 0 || long[start] === true;
    const hLineWidth = (line: number): number => ((line === 0 && !top) || (line === lines && !bottom) ? 0 : rule);
    tables.push({ table: { widths, body: made.slice(start, end), dontBreakRows: long[start] !== true }, layout: { ...ruled(gridText), hLineWidth } });
    start = end;
  }
  return [...tables, { text: '', margin: [0, 0, 0, blockGap], fontSize: 1 }];
}

function gridRow(row: GridRow, spans: readonly number[], { fonts }: PdfSetting): TableCell[] {
  const labelled = row.every((cell) => cell.label !== '');
  const cells = row.flatMap((cell) => {
    const lines: readonly Line[] = labelled || cell.label === '' ? cell.value : [[{ kind: 'text', text: cell.label }], ...cell.value];
    const label = labelled ? [cellOf([[{ kind: 'text', text: cell.label }]], gridLabel, { fonts, centre: true })] : [];
    return [...label, cellOf(lines, gridText, { fonts })];
  });
  return cells.flatMap((cell, index) => {
    const span = spans[index] ?? 1;
    return [span > 1 ? { ...cell, colSpan: span } : cell, ...Array.from({ length: span - 1 }, (): TableCell => ({ text: '' }))];
  });
}

export function plainTable(columns: readonly TableColumn[], rows: readonly TableRow[], setting: PdfSetting): Content[] {
  const { fonts, width } = setting;
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  const head = columns.map((column) => cellOf([[{ kind: 'text', text: column.label }]], tableHead, { fonts, centre: true }));
  const centred = centredColumns(rows);
  const body = rows.map((row) => row.map((cell, index) => cellOf(cell, tableText, { fonts, centre: centred[index] === true })));
  const long = rows.some((row) => row.some((cell) => lengthOf(cell) > longRow));
  const table = {
    headerRows: 1,
    keepWithHeaderRows: 1,
    dontBreakRows: !long,
    widths: textWidths(columns.map((column) => (column.share / total) * width)),
    body: [head, ...body],
  };
  return [{ table, layout: ruled(tableText), margin: [0, 0, 0, blockGap] }];
}

export function signatureTable(node: Extract<Node, { kind: 'signatures' }>, setting: PdfSetting): Content {
  const { fonts, width, layout } = setting;
  const { body } = textsOf(layout);
  const lineCell = (text: string): TableCell => cellOf([[{ kind: 'text', text }]], body, { fonts });
  if (node.seal === '') {
    const rows = signaturePairs(node.entries).map((pair) => pair.map(lineCell));
    return {
      table: { widths: textWidths([width / 2, width / 2]), body: rows, dontBreakRows: true },
      layout: { ...bare, paddingTop: (row) => (row % 2 === 0 ? 2 * blockGap : 0), paddingBottom: () => 0, paddingLeft: () => 0, paddingRight: () => 0 },
      unbreakable: true,
    };
  }
  const lines = node.entries.flatMap((entry) => signatureLines(entry).map((text): Line => [{ kind: 'text', text }]));
  const seal = ptOfMm(sealBox.width);
  const height = ptOfMm(sealBox.height);
  const box: Content = {
    stack: [
      { canvas: [{ type: 'rect', x: 0, y: 0, w: seal - 2 * cellPadding.x, h: height, lineWidth: rule, dash: { length: 3, space: 3 } }] },
      textParagraph(node.seal, tableText, {
        align: 'centre',
        colour: '#7F7F7F',
        fonts,
        margin: [0, -(height + tableText.pitch) / 2, 0, (height - tableText.pitch) / 2],
      }),
    ],
  };
  return {
    table: { widths: textWidths([width - seal, seal]), body: [[cellOf(lines, body, { fonts }), box]], dontBreakRows: true },
    layout: bare,
    unbreakable: true,
    margin: [0, blockGap, 0, 0],
  };
}
