/** Bordered grids, tables and signature blocks of a Word file. */
import {
  AlignmentType,
  BorderStyle,
  HeightRule,
  LineRuleType,
  Paragraph,
  Table,
  TableCell,
  TableLayoutType,
  TableRow,
  VerticalAlignTable,
  WidthType,
} from 'docx';
import { type GridRow, type Line, type Node, type TableColumn, type TableRow as Row, wordsOf } from '../model/nodes.ts';
import { type Setting, runsOf, runsOfText } from './docx-text.ts';
import {
  type TextStyle,
  cellPadding,
  gridLabel,
  gridText,
  planGrid,
  rule,
  sealBox,
  tableHead,
  tableText,
  textsOf,
  twipsOfMm,
  twipsOfPt,
  widthInCharacters,
} from './measures.ts';
import { signatureLines } from './text.ts';

const border = { style: BorderStyle.SINGLE, size: rule * 8, color: '000000' } as const;
const borders = { top: border, bottom: border, left: border, right: border } as const;
const none = { style: BorderStyle.NONE, size: 0, color: 'auto' } as const;
const noBorders = { top: none, bottom: none, left: none, right: none } as const;
const margins = { top: twipsOfPt(cellPadding.y), bottom: twipsOfPt(cellPadding.y), left: twipsOfPt(cellPadding.x), right: twipsOfPt(cellPadding.x) };

type CellSetting = {
  readonly style: TextStyle;
  readonly width: number;
  readonly span?: number;
  readonly centre?: boolean;
  readonly keepNext?: boolean;
  readonly bare?: boolean;
};

function cellOf(lines: readonly Line[], setting: CellSetting): TableCell {
  const { style, width, span = 1, centre = false, keepNext = false, bare = false } = setting;
  const paragraphs = (lines.length === 0 ? [[]] : lines).map(
    (line) =>
      new Paragraph({
        alignment: centre ? AlignmentType.CENTER : AlignmentType.LEFT,
        spacing: { line: twipsOfPt(style.pitch), lineRule: LineRuleType.EXACT },
        ...(keepNext ? { keepNext } : {}),
        children: runsOf(line, style),
      }),
  );
  return new TableCell({
    children: paragraphs,
    width: { size: width, type: WidthType.DXA },
    ...(span > 1 ? { columnSpan: span } : {}),
    verticalAlign: VerticalAlignTable.CENTER,
    margins,
    borders: bare ? noBorders : borders,
  });
}

function tableOf(rows: readonly TableRow[], columnWidths: readonly number[]): Table {
  return new Table({
    rows,
    columnWidths,
    layout: TableLayoutType.FIXED,
    width: { size: columnWidths.reduce((sum, width) => sum + width, 0), type: WidthType.DXA },
    alignment: AlignmentType.CENTER,
  });
}

/** Long texts may part at the page's end, short rows may not. */
function mayBreak(lines: readonly Line[]): boolean {
  return lines.reduce((sum, line) => sum + 1 + line.reduce((length, inline) => length + ('text' in inline ? inline.text.length : 8), 0) / 40, 0) > 8;
}

export function gridTable(rows: readonly GridRow[], setting: Setting): Table {
  const plan = planGrid(rows.map((row) => ({ cells: row.length, labelled: row.every((cell) => cell.label !== '') })));
  const widths = plan.shares.map((share) => Math.round(share * setting.widthTwips));
  const tableRows = rows.map((row, index) => {
    let column = 0;
    const spans = [...(plan.spans[index] ?? [])];
    const take = (): { readonly span: number; readonly width: number } => {
      const span = spans.shift() ?? 1;
      const width = widths.slice(column, column + span).reduce((sum, one) => sum + one, 0);
      column += span;
      return { span, width };
    };
    const labelled = row.every((cell) => cell.label !== '');
    const children = row.flatMap((cell) => {
      const label = labelled ? [cellOf([[{ kind: 'text', text: cell.label }]], { style: gridLabel, centre: true, keepNext: setting.keepNext, ...take() })] : [];
      const lines = labelled || cell.label === '' ? cell.value : [[{ kind: 'text', text: cell.label } as const], ...cell.value];
      return [...label, cellOf(lines, { style: gridText, keepNext: setting.keepNext, ...take() })];
    });
    return new TableRow({
      children,
      cantSplit: !row.some((cell) => mayBreak(cell.value)),
      height: { value: twipsOfPt(gridText.pitch + 2 * cellPadding.y + 3), rule: HeightRule.ATLEAST },
    });
  });
  return tableOf(tableRows, widths);
}

export function plainTable(columns: readonly TableColumn[], rows: readonly Row[], setting: Setting): Table {
  const total = columns.reduce((sum, column) => sum + column.share, 0);
  const widths = columns.map((column) => Math.round((column.share / total) * setting.widthTwips));
  const head = new TableRow({
    tableHeader: true,
    cantSplit: true,
    children: columns.map((column, index) =>
      cellOf([[{ kind: 'text', text: column.label }]], { style: tableHead, centre: true, width: widths[index] ?? 0, keepNext: true }),
    ),
  });
  const centred = centredColumns(rows);
  const body = rows.map(
    (row) =>
      new TableRow({
        cantSplit: !row.some((cell) => mayBreak(cell)),
        children: row.map((cell, index) =>
          cellOf(cell, { style: tableText, width: widths[index] ?? 0, centre: centred[index] === true, keepNext: setting.keepNext }),
        ),
      }),
  );
  return tableOf([head, ...body], widths);
}

/** Columns of short entries only are centred, the others start at the left. */
export function centredColumns(rows: readonly Row[]): readonly boolean[] {
  return (rows[0] ?? []).map((_, column) => rows.every((row) => isShort(row[column] ?? [])));
}

function isShort(lines: readonly Line[]): boolean {
  return lines.length <= 1 && lines.every((line) => widthInCharacters(line.map(wordsOf).join('')) <= 7);
}

/** Signature lines, with the place for the seal beside them. */
export function sealedSignatures(node: Extract<Node, { kind: 'signatures' }>, setting: Setting): Table {
  const { body } = textsOf(setting.layout);
  const lines = node.entries.flatMap((entry) => signatureLines(entry).map((text): Line => [{ kind: 'text', text }]));
  const sealWidth = twipsOfMm(sealBox.width);
  const width = setting.widthTwips - sealWidth;
  const row = new TableRow({
    cantSplit: true,
    height: { value: twipsOfMm(sealBox.height), rule: HeightRule.ATLEAST },
    children: [cellOf(lines, { style: body, width, bare: true }), sealCell(node.seal, sealWidth)],
  });
  return tableOf([row], [width, sealWidth]);
}

function sealCell(label: string, width: number): TableCell {
  const dashed = { ...border, style: BorderStyle.DASHED };
  return new TableCell({
    width: { size: width, type: WidthType.DXA },
    verticalAlign: VerticalAlignTable.CENTER,
    borders: { top: dashed, bottom: dashed, left: dashed, right: dashed },
    children: [new Paragraph({ alignment: AlignmentType.CENTER, children: runsOfText(label, tableText, { color: '7F7F7F' }) })],
  });
}
