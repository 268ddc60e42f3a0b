/** A document as plain text: one line per paragraph, cells parted by tabs. What the other formats must say, word for word. */
import { type DocumentModel, type Line, type Node, draftBanner, footLine, markerOf, tearLine, wordsOf } from '../model/nodes.ts';

export function renderText(model: DocumentModel): string {
  const lines = [...(model.draft ? [draftBanner] : []), ...model.body.flatMap(linesOf), '', footLine(model)];
  return `${lines.join('\n')}\n`;
}

/** Words of a line. */
export function textOfLine(line: Line): string {
  return line.map(wordsOf).join('');
}

function linesOf(node: Node): readonly string[] {
  switch (node.kind) {
    case 'letterhead':
      return [node.organisation, node.number, ''];
    case 'head':
      return [node.secrecy, ...node.title, [node.left, node.right].filter((side) => side !== '').join('\t'), ''].filter(
        (line, index) => line !== '' || index > 0,
      );
    case 'title':
      return [node.text, ''];
    case 'heading':
    case 'paragraph':
      return [textOfLine(node.line)];
    case 'list':
      return node.items.map((item, index) => `${markerOf(node.ordered, index)}${textOfLine(item)}`);
    case 'grid':
      return node.rows.map((row) => row.map((cell) => [cell.label, cell.value.map(textOfLine).join('\n')].filter((part) => part !== '').join('\t')).join('\t'));
    case 'table':
      return [node.columns.map((column) => column.label).join('\t'), ...node.rows.map((row) => row.map((cell) => cell.map(textOfLine).join('\n')).join('\t'))];
    case 'closing':
      return ['', node.office, node.date];
    case 'signatures':
      return ['', ...(node.seal === '' ? signaturePairs(node.entries).map((pair) => pair.join('\t')) : [...node.entries.flatMap(signatureLines), node.seal])];
    case 'replySlip':
      return ['', tearLine, node.title, ...node.children.flatMap(linesOf)];
    case 'group':
      return node.children.flatMap(linesOf);
    case 'pageBreak':
      return [''];
    default:
      return node satisfies never;
  }
}

type Entry = Extract<Node, { kind: 'signatures' }>['entries'][number];

/** Label with name, and date line, of one signature; the same words in every format. */
export function signatureLines(entry: Entry): readonly [string, string] {
  return [`${entry.role}签名：${entry.name === '' ? '____________' : entry.name}`, entry.signed === '' ? '________年____月____日' : entry.signed];
}

/** Signatures without a seal stand two by two: a line of names, a line of dates. */
export function signaturePairs(entries: readonly Entry[]): readonly (readonly [string, string])[] {
  return Array.from({ length: Math.ceil(entries.length / 2) }, (_, index) => entries.slice(index * 2, index * 2 + 2)).flatMap((pair) => {
    const [left, right] = pair.map(signatureLines);
    return [
      [left?.[0] ?? '', right?.[0] ?? ''],
      [left?.[1] ?? '', right?.[1] ?? ''],
    ] as const;
  });
}
