/** Turns the Markdown body of a template into blocks. Fields are found on the parsed tree, so what is put in them later is never read as markup. */
import type { PhrasingContent, RootContent } from 'mdast';
import type { ContainerDirective, LeafDirective } from 'mdast-util-directive';
import remarkDirective from 'remark-directive';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import type { Alignment } from './model/nodes.ts';
import type { TemplateFault, TemplateFaultCode } from './faults.ts';

export type Piece =
  | { readonly kind: 'text'; readonly text: string; readonly strong: boolean }
  | { readonly kind: 'field'; readonly id: string; readonly strong: boolean; readonly line: number }
  | { readonly kind: 'blank'; readonly length: number };
export type Pieces = readonly Piece[];

/** A cell of a grid; without a label of its own it takes the label of its only field. */
export type Cell = { readonly label: string; readonly pieces: Pieces };

export type Block = { readonly line: number } & (
  | { readonly kind: 'letterhead' }
  | { readonly kind: 'pageBreak' }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly pieces: Pieces }
  | { readonly kind: 'paragraph'; readonly align: Alignment; readonly pieces: Pieces }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Pieces[] }
  | { readonly kind: 'grid'; readonly rows: readonly (readonly Cell[])[] }
  | { readonly kind: 'table'; readonly field: string }
  | { readonly kind: 'each'; readonly field: string; readonly children: readonly Block[] }
  | { readonly kind: 'when'; readonly field: string; readonly is: string | undefined; readonly negated: boolean; readonly children: readonly Block[] }
  | { readonly kind: 'reply'; readonly title: string; readonly children: readonly Block[] }
  | { readonly kind: 'keep'; readonly children: readonly Block[] }
  | { readonly kind: 'closing' }
  | { readonly kind: 'signatures'; readonly seal: string }
);

type Attributes = Readonly<Record<string, string | null | undefined>>;
type Parsing = { readonly source: string; readonly firstLine: number; readonly faults: TemplateFault[] };

const alignments: Readonly<Record<string, Alignment>> = { salutation: 'flush', centre: 'centre', right: 'right' };
/** Directive names and the attributes each one takes. */
const leaves: Readonly<Record<string, readonly string[]>> = {
  letterhead: [],
  pagebreak: [],
  table: ['field'],
  closing: [],
  signatures: ['seal'],
  salutation: [],
  centre: [],
  right: [],
};
const containers: Readonly<Record<string, readonly string[]>> = { grid: [], each: ['field'], when: ['field', 'is', 'not'], reply: ['title'], keep: [] };

/**
 * @param source the body, @param firstLine its first line's number in the file (for faults).
 * Faults are collected; the blocks hold what could be read.
 */
export function parseBody(source: string, firstLine: number): { readonly blocks: readonly Block[]; readonly faults: readonly TemplateFault[] } {
  const parsing: Parsing = { source, firstLine, faults: [] };
  const tree = unified().use(remarkParse).use(remarkDirective).parse(source);
  const blocks = blocksOf(tree.children, parsing);
  return { blocks, faults: parsing.faults };
}

function lineOf(node: { readonly position?: { readonly start: { readonly line: number } } | undefined }, parsing: Parsing): number {
  return (node.position?.start.line ?? 1) + parsing.firstLine - 1;
}

function refuse(parsing: Parsing, code: TemplateFaultCode, place: { readonly line: number; readonly detail: string }): void {
  parsing.faults.push({ code, ...place });
}

function blocksOf(nodes: readonly RootContent[], parsing: Parsing): readonly Block[] {
  return nodes.flatMap((node) => blockOf(node, parsing));
}

function blockOf(node: RootContent, parsing: Parsing): readonly Block[] {
  const line = lineOf(node, parsing);
  switch (node.type) {
    case 'heading': {
      const level = node.depth === 1 || node.depth === 2 || node.depth === 3 ? node.depth : undefined;
      if (level === undefined) refuse(parsing, 'TEMPLATE_MARKUP', { line, detail: 'heading deeper than 3' });
      return [{ kind: 'heading', line, level: level ?? 3, pieces: piecesOf(node.children, parsing) }];
    }
    case 'paragraph':
      return [{ kind: 'paragraph', line, align: 'body', pieces: piecesOf(node.children, parsing) }];
    case 'list':
      return [{ kind: 'list', line, ordered: node.ordered === true, items: node.children.map((item) => itemPieces(item.children, parsing, line)) }];
    case 'leafDirective':
      return leafOf(node, parsing);
    case 'containerDirective':
      return containerOf(node, parsing);
    default:
      refuse(parsing, 'TEMPLATE_MARKUP', { line, detail: node.type });
      return [];
  }
}

/** A list item must be one paragraph. */
function itemPieces(children: readonly RootContent[], parsing: Parsing, line: number): Pieces {
  const [only] = children;
  if (children.length !== 1 || only?.type !== 'paragraph') {
    refuse(parsing, 'TEMPLATE_MARKUP', { line, detail: 'list item with more than one paragraph' });
    return [];
  }
  return piecesOf(only.children, parsing);
}

function checkAttributes(node: ContainerDirective | LeafDirective, known: readonly string[], parsing: Parsing): Attributes {
  const attributes: Attributes = node.attributes ?? {};
  for (const name of Object.keys(attributes)) {
    if (!known.includes(name)) refuse(parsing, 'TEMPLATE_DIRECTIVE_ARGUMENT', { line: lineOf(node, parsing), detail: `${node.name} ${name}` });
  }
  return attributes;
}

function fieldAttribute(node: ContainerDirective | LeafDirective, attributes: Attributes, parsing: Parsing): string {
  const field = attributes['field'] ?? '';
  if (field === '') refuse(parsing, 'TEMPLATE_DIRECTIVE_ARGUMENT', { line: lineOf(node, parsing), detail: `${node.name} field` });
  return field;
}

function leafOf(node: LeafDirective, parsing: Parsing): readonly Block[] {
  const line = lineOf(node, parsing);
  const known = leaves[node.name];
  if (known === undefined) {
    refuse(parsing, node.name in containers ? 'TEMPLATE_UNCLOSED_DIRECTIVE' : 'TEMPLATE_UNKNOWN_DIRECTIVE', { line, detail: node.name });
    return [];
  }
  const attributes = checkAttributes(node, known, parsing);
  const align = alignments[node.name];
  if (align !== undefined) return [{ kind: 'paragraph', line, align, pieces: piecesOf(node.children, parsing) }];
  switch (node.name) {
    case 'letterhead':
    case 'closing':
      return [{ kind: node.name, line }];
    case 'pagebreak':
      return [{ kind: 'pageBreak', line }];
    case 'table':
      return [{ kind: 'table', line, field: fieldAttribute(node, attributes, parsing) }];
    default:
      return [{ kind: 'signatures', line, seal: attributes['seal'] ?? '' }];
  }
}

function containerOf(node: ContainerDirective, parsing: Parsing): readonly Block[] {
  const line = lineOf(node, parsing);
  const known = containers[node.name];
  if (known === undefined) {
    refuse(parsing, 'TEMPLATE_UNKNOWN_DIRECTIVE', { line, detail: node.name });
    return [];
  }
  // The parser closes a directive at the end of its parent in silence; half a document would then hang on a forgotten fence.
  const text = parsing.source.slice(node.position?.start.offset, node.position?.end.offset);
  if (!/\n[ \t]*:{3,}[ \t]*$/.test(text)) refuse(parsing, 'TEMPLATE_UNCLOSED_DIRECTIVE', { line, detail: node.name });
  const attributes = checkAttributes(node, known, parsing);
  switch (node.name) {
    case 'grid':
      return [{ kind: 'grid', line, rows: node.children.flatMap((child) => gridRows(child, parsing)) }];
    case 'each':
      return [{ kind: 'each', line, field: fieldAttribute(node, attributes, parsing), children: blocksOf(node.children, parsing) }];
    case 'when':
      return [
        {
          kind: 'when',
          line,
          field: fieldAttribute(node, attributes, parsing),
          is: attributes['is'] ?? undefined,
          negated: 'not' in attributes,
          children: blocksOf(node.children, parsing),
        },
      ];
    case 'reply':
      return [{ kind: 'reply', line, title: attributes['title'] ?? '回执', children: blocksOf(node.children, parsing) }];
    default:
      return [{ kind: 'keep', line, children: blocksOf(node.children, parsing) }];
  }
}

/** A grid is a list: one item is one row, `|` parts its cells, `标签：` before a cell's content names it. */
function gridRows(node: RootContent, parsing: Parsing): readonly (readonly Cell[])[] {
  const line = lineOf(node, parsing);
  if (node.type !== 'list') {
    refuse(parsing, 'TEMPLATE_MARKUP', { line, detail: 'a grid holds one list' });
    return [];
  }
  return node.children.map((item) => splitCells(itemPieces(item.children, parsing, lineOf(item, parsing))));
}

function splitCells(pieces: Pieces): readonly Cell[] {
  const cells: Piece[][] = [[]];
  for (const piece of pieces) {
    if (piece.kind !== 'text') {
      cells.at(-1)?.push(piece);
      continue;
    }
    for (const [index, text] of piece.text.split('|').entries()) {
      if (index > 0) cells.push([]);
      if (text.trim() !== '') cells.at(-1)?.push({ ...piece, text });
    }
  }
  return cells.map(labelOf);
}

function labelOf(pieces: Pieces): Cell {
  const trimmed = pieces.map((piece, index) => trimEdge(piece, index === 0, index === pieces.length - 1));
  const [first, ...rest] = trimmed;
  const colon = first?.kind === 'text' ? first.text.indexOf('：') : -1;
  if (first?.kind !== 'text' || colon < 1) return { label: '', pieces: trimmed };
  const after = first.text.slice(colon + 1);
  return { label: first.text.slice(0, colon), pieces: after === '' ? rest : [{ ...first, text: after }, ...rest] };
}

function trimEdge(piece: Piece, first: boolean, last: boolean): Piece {
  if (piece.kind !== 'text') return piece;
  const start = first ? piece.text.trimStart() : piece.text;
  return { ...piece, text: last ? start.trimEnd() : start };
}

function piecesOf(nodes: readonly PhrasingContent[], parsing: Parsing, strong = false): Pieces {
  return nodes.flatMap((node): Pieces => {
    const line = lineOf(node, parsing);
    if (node.type === 'text') return findFields(node.value, { line, strong, parsing });
    if (node.type === 'strong' && !strong) return piecesOf(node.children, parsing, true);
    // `时间:foo` with a half-width colon is a text directive to the parser; none is defined here.
    if (node.type === 'textDirective') refuse(parsing, 'TEMPLATE_UNKNOWN_DIRECTIVE', { line, detail: node.name });
    else refuse(parsing, 'TEMPLATE_MARKUP', { line, detail: node.type });
    return [];
  });
}

function findFields(value: string, place: { readonly line: number; readonly strong: boolean; readonly parsing: Parsing }): Pieces {
  const { line, strong, parsing } = place;
  const pieces: Piece[] = [];
  let last = 0;
  const text = (end: number): void => {
    const between = value.slice(last, end).replaceAll('\n', '');
    if (/\{\{|\}\}/.test(between)) refuse(parsing, 'TEMPLATE_BRACES', { line, detail: '{{ }}' });
    if (between.includes(':::')) refuse(parsing, 'TEMPLATE_UNCLOSED_DIRECTIVE', { line, detail: ':::' });
    if (between !== '') pieces.push({ kind: 'text', text: between, strong });
  };
  for (const match of value.matchAll(/\{\{\s*(?:blank\s+(\d{1,2})|([A-Za-z][A-Za-z0-9]*))\s*\}\}/g)) {
    text(match.index);
    pieces.push(match[1] === undefined ? { kind: 'field', id: match[2] ?? '', strong, line } : { kind: 'blank', length: Number(match[1]) });
    last = match.index + match[0].length;
  }
  text(value.length);
  return pieces;
}
