/** Template and facts make a document. Fields are put in here, on the tree: whatever a value holds, it stays text. */
import { plainText } from '../domain/plain-text.ts';
import { type Result, fail } from '../domain/result.ts';
import type { Block, Cell, Piece, Pieces } from './body.ts';
import type { FactValue, Facts, Gap } from './facts.ts';
import { checkModel, type ModelFault } from './model/check.ts';
import type { DocumentModel, GridCell, Inline, Line, Node, SignatureEntry, TableRow } from './model/nodes.ts';
import type { Column, Field, Template } from './template.ts';
import { dateWords, headingNumber, momentWords, tickWords } from './words.ts';

export type BuildFault = ModelFault | { readonly code: 'DOCUMENT_GAPS'; readonly gaps: readonly Gap[] } | { readonly code: 'DOCUMENT_TEMPLATE_MISMATCH' };

type RowFacts = Readonly<Record<string, string | number>>;
type Scope = {
  readonly template: Template;
  readonly facts: Facts;
  readonly row: RowFacts;
  readonly columns: readonly Column[];
  readonly counters: [number, number, number];
};

/**
 * @param draft shows a mark where a required value is missing; without it such a document is refused with DOCUMENT_GAPS.
 * Also refused: characters that hide or reorder text, documents over the size limits, facts of another template or version.
 */
export function buildDocument(template: Template, facts: Facts, { draft }: { readonly draft: boolean }): Result<DocumentModel, BuildFault> {
  if (facts.template !== template.id || facts.version !== template.version) return fail({ code: 'DOCUMENT_TEMPLATE_MISMATCH' });
  const gaps = template.fields.filter((field) => field.required && facts.fields[field.id] === undefined);
  if (!draft && gaps.length > 0)
    return fail({ code: 'DOCUMENT_GAPS', gaps: gaps.map((field) => ({ field: field.id, label: field.label, reason: 'missing' })) });
  const scope: Scope = { template, facts, row: {}, columns: [], counters: [0, 0, 0] };
  return checkModel({
    model: 1,
    layout: template.kind,
    landscape: template.landscape,
    draft,
    title: template.title,
    author: facts.office.name,
    issuedOn: facts.issue.date,
    foot: { number: facts.issue.number, verification: facts.issue.verificationCode, registerHead: facts.issue.registerHead },
    body: holdTogether(nodesOf(template.body, scope)),
  });
}

/**
 * A signature block never stands alone on a page (GB/T 9704-2012 §7.3.5.4): it is kept with its heading and the short text before it.
 */
function holdTogether(nodes: readonly Node[]): readonly Node[] {
  const held: Node[] = [];
  for (const node of nodes) {
    if (node.kind !== 'closing' && node.kind !== 'signatures') {
      held.push(node);
      continue;
    }
    const together: Node[] = [node];
    if (held.at(-1)?.kind === 'heading') together.unshift(...held.splice(-1));
    const before = held.at(-1);
    if (before !== undefined && isShort(before)) together.unshift(...held.splice(-1));
    if (before?.kind === 'list' && held.at(-1)?.kind === 'heading') together.unshift(...held.splice(-1));
    held.push(together.length === 1 ? node : { kind: 'group', children: together });
  }
  return held;
}

function isShort(node: Node): boolean {
  if (node.kind === 'paragraph') return lengthOf(node.line) < 400;
  return node.kind === 'list' && node.items.length <= 8 && node.items.reduce((sum, item) => sum + lengthOf(item), 0) < 400;
}

function lengthOf(line: Line): number {
  return line.reduce((sum, inline) => sum + ('text' in inline ? inline.text.length : 10), 0);
}

function nodesOf(blocks: readonly Block[], scope: Scope): readonly Node[] {
  return blocks.flatMap((block) => nodesOfBlock(block, scope));
}

function nodesOfBlock(block: Block, scope: Scope): readonly Node[] {
  switch (block.kind) {
    case 'letterhead':
      return letterheadOf(scope);
    case 'heading':
      return [{ kind: 'heading', level: block.level, line: [{ kind: 'text', text: nextNumber(block.level, scope) }, ...lineOf(block.pieces, scope)] }];
    case 'paragraph':
      return block.align === 'body' ? paragraphsOf(block.pieces, scope) : [{ kind: 'paragraph', align: block.align, line: lineOf(block.pieces, scope) }];
    case 'list':
      return [{ kind: 'list', ordered: block.ordered, items: block.items.map((item) => lineOf(item, scope)) }];
    case 'grid':
      return [{ kind: 'grid', rows: block.rows.map((row) => row.map((cell) => cellOf(cell, scope))) }];
    case 'table':
      return [tableOf(block.field, scope)];
    case 'each':
      return eachOf(block.field, block.children, scope);
    case 'when':
      return holds(block, scope) ? nodesOf(block.children, scope) : [];
    case 'reply':
      return [{ kind: 'replySlip', title: block.title, children: nodesOf(block.children, { ...scope, counters: [0, 0, 0] }) }];
    case 'keep':
      return [{ kind: 'group', children: nodesOf(block.children, scope) }];
    case 'closing':
      return [{ kind: 'closing', office: scope.facts.office.name, date: dateWords(scope.facts.issue.date) }];
    case 'signatures':
      return [{ kind: 'signatures', entries: scope.template.signers.map((signer) => signatureOf(signer, scope)), seal: block.seal }];
    case 'pageBreak':
      return [{ kind: 'pageBreak' }];
    default:
      return block satisfies never;
  }
}

function letterheadOf({ template, facts }: Scope): readonly Node[] {
  if (template.kind === 'letter')
    return [
      { kind: 'letterhead', organisation: facts.office.name, number: facts.issue.number },
      { kind: 'title', text: template.title },
    ];
  const notice = template.kind === 'notice';
  return [
    {
      kind: 'head',
      secrecy: template.secrecy,
      title: notice ? [facts.office.name, template.title] : [template.title],
      left: notice ? '' : `填报单位：${facts.office.name}`,
      right: `编号：${facts.issue.number}`,
    },
  ];
}

function nextNumber(level: 1 | 2 | 3, { counters }: Scope): string {
  counters[level - 1] = (counters[level - 1] ?? 0) + 1;
  counters.fill(0, level);
  return headingNumber(level, counters[level - 1] ?? 1);
}

function fieldOf(id: string, scope: Scope): Field | undefined {
  return scope.template.fields.find((field) => field.id === id);
}

/** A paragraph that is one long or list field becomes as many paragraphs or items as the value has. */
function paragraphsOf(pieces: Pieces, scope: Scope): readonly Node[] {
  const [only] = pieces;
  const field = pieces.length === 1 && only?.kind === 'field' && scope.row[only.id] === undefined ? fieldOf(only.id, scope) : undefined;
  const value = field === undefined ? undefined : scope.facts.fields[field.id];
  if (field?.type === 'list' && Array.isArray(value))
    return [{ kind: 'list', ordered: true, items: value.map((item) => [{ kind: 'text', text: plainText(item) }]) }];
  if (field?.type === 'long' && typeof value === 'string') return linesOfText(value).map((line) => ({ kind: 'paragraph', align: 'body', line }));
  const line = lineOf(pieces, scope);
  return line.length === 0 ? [] : [{ kind: 'paragraph', align: 'body', line }];
}

function linesOfText(text: string): readonly Line[] {
  return text
    .split('\n')
    .map((part) => part.trim())
    .filter((part) => part !== '')
    .map((part): Line => [{ kind: 'text', text: part }]);
}

function lineOf(pieces: Pieces, scope: Scope): Line {
  return pieces.flatMap((piece) => inlineOf(piece, scope));
}

function inlineOf(piece: Piece, scope: Scope): Line {
  if (piece.kind === 'blank') return [piece];
  const kind = piece.strong ? 'strong' : 'text';
  if (piece.kind === 'text') return [{ kind, text: piece.text }];
  const column = scope.columns.find((one) => one.id === piece.id);
  if (column !== undefined || piece.id === 'item') {
    const value = scope.row[piece.id];
    return value === undefined ? [] : [{ kind, text: columnWords(column, value) }];
  }
  const field = fieldOf(piece.id, scope);
  const value = scope.facts.fields[piece.id];
  if (field === undefined) return [];
  if (value === undefined) return gapOf(field);
  const text = wordsOfValue(field, value).join('');
  return text === '' ? [] : [{ kind, text }];
}

function gapOf(field: Field): Line {
  return field.required ? [{ kind: 'gap', label: field.label }] : [];
}

function columnWords(column: Column | undefined, value: string | number): string {
  const text = String(value)
    .replace(/\s*\n\s*/g, ' ')
    .trim();
  return column?.type === 'date' ? momentWords(text) : text;
}

/** The value as text for a running line; a value of several lines or items is joined. */
function wordsOfValue(field: Field, value: FactValue): readonly string[] {
  if (Array.isArray(value)) {
    const words = value.filter((item) => typeof item === 'string');
    return [words.join(field.type === 'list' ? '；' : '、')];
  }
  if (field.type === 'date') return [dateWords(String(value))];
  if (field.type === 'datetime') return [momentWords(String(value))];
  return [String(value).replace(/\s*\n\s*/g, ' ')];
}

function cellOf(cell: Cell, scope: Scope): GridCell {
  const fields = cell.pieces.filter((piece) => piece.kind === 'field');
  const [first] = fields;
  const field = fields.length === 1 && first !== undefined ? fieldOf(first.id, scope) : undefined;
  const label = cell.label === '' ? (field?.label ?? '') : cell.label;
  const value = field !== undefined && cell.pieces.length === 1 ? valueLines(field, scope) : [lineOf(cell.pieces, scope)];
  return { label, value };
}

/** A value that has a cell to itself keeps its lines, and a choice shows all its options. */
function valueLines(field: Field, scope: Scope): readonly Line[] {
  const value = scope.facts.fields[field.id];
  if (field.type === 'choice') return [[{ kind: 'text', text: tickWords(field.options ?? [], Array.isArray(value) ? value.map(String) : []) }]];
  if (value === undefined) return [gapOf(field)];
  if (field.type === 'long' && typeof value === 'string') return linesOfText(value);
  if (field.type === 'list' && Array.isArray(value)) return value.map((item, index): Line => [{ kind: 'text', text: `${index + 1}.${plainText(item)}` }]);
  if (field.type === 'table' && Array.isArray(value))
    return rowsOf(value).map((row): Line => [{ kind: 'text', text: (field.columns ?? []).flatMap((column) => wordsOfColumn(column, row, 0)).join('　') }]);
  return [wordsOfValue(field, value).map((text): Inline => ({ kind: 'text', text }))];
}

function rowsOf(value: FactValue | undefined): readonly RowFacts[] {
  return Array.isArray(value) ? value.flatMap((row) => (typeof row === 'object' ? [row] : [])) : [];
}

function wordsOfColumn(column: Column, row: RowFacts, index: number): readonly string[] {
  if (column.type === 'index') return [String(index + 1)];
  const value = row[column.id];
  return value === undefined ? [] : [columnWords(column, value)];
}

function tableOf(id: string, scope: Scope): Node {
  const field = fieldOf(id, scope);
  const columns = field?.columns ?? [];
  const value = scope.facts.fields[id];
  const missing: Line = field === undefined || value !== undefined ? [] : gapOf(field);
  const rows = rowsOf(value).map((row, index): TableRow =>
    columns.map((column) => [wordsOfColumn(column, row, index).map((text): Inline => ({ kind: 'text', text }))]),
  );
  const empty: TableRow = columns.map((_, index) => [index === 0 ? missing : []]);
  return { kind: 'table', columns: columns.map(({ label, share }) => ({ label, share })), rows: rows.length > 0 ? rows : [empty] };
}

function eachOf(id: string, children: readonly Block[], scope: Scope): readonly Node[] {
  const value = scope.facts.fields[id];
  const columns = fieldOf(id, scope)?.columns ?? [];
  if (!Array.isArray(value)) return [];
  return value.flatMap((item) => nodesOf(children, { ...scope, columns, row: typeof item === 'object' ? item : { item } }));
}

function holds(block: Extract<Block, { kind: 'when' }>, scope: Scope): boolean {
  const value = scope.row[block.field] ?? scope.facts.fields[block.field];
  const has = block.is === undefined ? value !== undefined : Array.isArray(value) ? value.some((item) => item === block.is) : String(value) === block.is;
  return has !== block.negated;
}

function signatureOf(signer: { readonly role: string; readonly label: string }, { facts }: Scope): SignatureEntry {
  const signature = facts.signatures.find((one) => one.role === signer.role);
  if (signature === undefined) return { role: signer.label, name: '', signed: '' };
  return { role: signer.label, name: signature.name, signed: signature.signedAt === '' ? '' : `已电子签名　${momentWords(signature.signedAt)}` };
}
