/** Refuses what must not reach a renderer: characters that hide or reorder text, and documents too large to print. */
import { type Result, fail, ok } from '../../domain/result.ts';
import { type DocumentModel, type Line, type Node, wordsOf } from './nodes.ts';

export const limits = { charactersInDocument: 200_000 } as const;

export type ModelFault = { readonly code: 'DOCUMENT_FORBIDDEN_CHARACTER'; readonly codePoint: string } | { readonly code: 'DOCUMENT_TOO_LARGE' };

/**
 * Control characters, marks that change the direction or hide text (they could make a print say something else than the
 * record), non-characters and lone surrogates. Line feed never gets here: texts are split into lines before.
 */
const forbidden =
  /[\u0000-\u001F\u007F-\u009F\u00AD\u061C\u180E\u200B-\u200F\u2028-\u202E\u2060-\u206F\uFDD0-\uFDEF\uFEFF\uFFF0-\uFFFF]|\p{Cs}|[\u{E0000}-\u{E007F}]/u;

/** The first forbidden character as `U+XXXX`, or undefined. */
export function findForbidden(text: string): string | undefined {
  const found = forbidden.exec(text)?.[0];
  if (found !== undefined) return nameOf(found);
  // Non-characters end every plane (U+1FFFE, U+1FFFF …).
  for (const character of text) if (((character.codePointAt(0) ?? 0) & 0xfffe) === 0xfffe) return nameOf(character);
  return undefined;
}

/** `U+XXXX` of the first character. */
export function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Every text of the document in reading order, foot last. */
export function* textsOf(model: DocumentModel): Generator<string> {
  yield model.title;
  yield model.author;
  for (const node of model.body) yield* textsOfNode(node);
  yield* Object.values(model.foot);
}

function* textsOfLines(lines: readonly Line[]): Generator<string> {
  for (const line of lines) for (const inline of line) yield wordsOf(inline);
}

function* textsOfNode(node: Node): Generator<string> {
  switch (node.kind) {
    case 'letterhead':
      yield node.organisation;
      yield node.number;
      return;
    case 'head':
      yield* [node.secrecy, ...node.title, node.left, node.right];
      return;
    case 'title':
      yield node.text;
      return;
    case 'heading':
    case 'paragraph':
      yield* textsOfLines([node.line]);
      return;
    case 'list':
      yield* textsOfLines(node.items);
      return;
    case 'grid':
      for (const row of node.rows) for (const cell of row) yield* [cell.label, ...textsOfLines(cell.value)];
      return;
    case 'table':
      for (const column of node.columns) yield column.label;
      for (const row of node.rows) for (const cell of row) yield* textsOfLines(cell);
      return;
    case 'closing':
      yield* [node.office, node.date];
      return;
    case 'signatures':
      for (const entry of node.entries) yield* [entry.role, entry.name, entry.signed];
      yield node.seal;
      return;
    case 'replySlip':
      yield node.title;
      for (const child of node.children) yield* textsOfNode(child);
      return;
    case 'group':
      for (const child of node.children) yield* textsOfNode(child);
      return;
    case 'pageBreak':
      return;
    default:
      node satisfies never;
  }
}

/** Passes the model through, or says what is wrong with it. */
export function checkModel(model: DocumentModel): Result<DocumentModel, ModelFault> {
  let characters = 0;
  for (const text of textsOf(model)) {
    characters += text.length;
    if (characters > limits.charactersInDocument) return fail({ code: 'DOCUMENT_TOO_LARGE' });
    const codePoint = findForbidden(text);
    if (codePoint !== undefined) return fail({ code: 'DOCUMENT_FORBIDDEN_CHARACTER', codePoint });
  }
  return ok(model);
}
