/** A document as an HTML fragment for the preview in the app. Every text is escaped; it carries class names only, no scripts, styles or links. */
import { type DocumentModel, type Inline, type Line, type Node, draftBanner, footLine, markerOf, tearLine, wordsOf } from '../model/nodes.ts';
import { centredColumns } from './docx-tables.ts';
import { escapeXml } from './docx-xml.ts';
import { planGrid } from './measures.ts';
import { signatureLines, signaturePairs } from './text.ts';

/** @returns one `article` element with class names; the window gives it the look of paper. */
export function renderHtml(model: DocumentModel): string {
  const banner = model.draft ? tag('p', 'doc-banner', escapeXml(draftBanner)) : '';
  const body = model.body.map(htmlOf).join('');
  return tag(
    'article',
    `doc doc-${model.layout}${model.landscape ? ' doc-landscape' : ''}`,
    `${banner}${body}${tag('footer', 'doc-foot', escapeXml(footLine(model)))}`,
  );
}

function tag(name: string, className: string, inner: string): string {
  return `<${name}${className === '' ? '' : ` class="${className}"`}>${inner}</${name}>`;
}

function inlineOf(inline: Inline): string {
  const words = escapeXml(wordsOf(inline));
  if (inline.kind === 'strong') return tag('strong', '', words);
  return inline.kind === 'gap' ? tag('mark', 'doc-gap', words) : words;
}

function paragraphOf(line: Line, className = ''): string {
  return tag('p', className, line.map(inlineOf).join(''));
}

function htmlOf(node: Node): string {
  switch (node.kind) {
    case 'letterhead':
      return tag('p', 'doc-mark', escapeXml(node.organisation)) + tag('p', 'doc-right', escapeXml(node.number));
    case 'head': {
      const secrecy = node.secrecy === '' ? '' : tag('p', 'doc-secrecy', escapeXml(node.secrecy));
      return (
        secrecy +
        tag('h1', '', node.title.map(escapeXml).join('<br>')) +
        tag('div', 'doc-sides', tag('span', '', escapeXml(node.left)) + tag('span', '', escapeXml(node.right)))
      );
    }
    case 'title':
      return tag('h1', '', escapeXml(node.text));
    case 'heading':
      return tag(node.level === 1 ? 'h2' : node.level === 2 ? 'h3' : 'h4', '', node.line.map(inlineOf).join(''));
    case 'paragraph':
      return paragraphOf(node.line, node.align === 'body' ? '' : `doc-${node.align}`);
    case 'list':
      return node.items.map((item, index) => paragraphOf([{ kind: 'text', text: markerOf(node.ordered, index) }, ...item])).join('');
    case 'grid':
      return gridOf(node);
    case 'table':
      return tableOf(node);
    case 'closing':
      return tag('p', 'doc-right', escapeXml(node.office)) + tag('p', 'doc-right', escapeXml(node.date));
    case 'signatures':
      return signaturesOf(node);
    case 'replySlip':
      return tag('section', 'doc-slip', tag('p', 'doc-centre doc-tear', tearLine) + tag('h1', '', escapeXml(node.title)) + node.children.map(htmlOf).join(''));
    case 'group':
      return node.children.map(htmlOf).join('');
    case 'pageBreak':
      return '<hr class="doc-break">';
    default:
      return node satisfies never;
  }
}

function gridOf(node: Extract<Node, { kind: 'grid' }>): string {
  const plan = planGrid(node.rows.map((row) => ({ cells: row.length, labelled: row.every((cell) => cell.label !== '') })));
  const columns = plan.shares.map((share) => `<col width="${(share * 100).toFixed(2)}%">`).join('');
  const rows = node.rows.map((row, index) => {
    const spans = [...(plan.spans[index] ?? [])];
    const span = (): string => ` colspan="${spans.shift() ?? 1}"`;
    const labelled = row.every((cell) => cell.label !== '');
    const cells = row.map((cell) => {
      const label = labelled ? `<th${span()}><p>${escapeXml(cell.label)}</p></th>` : '';
      return `${label}<td${span()}>${!labelled && cell.label !== '' ? tag('p', '', escapeXml(cell.label)) : ''}${cell.value.map((line) => paragraphOf(line)).join('')}</td>`;
    });
    return tag('tr', '', cells.join(''));
  });
  return `<table><colgroup>${columns}</colgroup><tbody>${rows.join('')}</tbody></table>`;
}

function tableOf(node: Extract<Node, { kind: 'table' }>): string {
  const total = node.columns.reduce((sum, column) => sum + column.share, 0);
  const centred = centredColumns(node.rows);
  const columns = node.columns.map((column) => `<col width="${((column.share / total) * 100).toFixed(2)}%">`).join('');
  const head = tag('tr', '', node.columns.map((column) => `<th scope="col"><p>${escapeXml(column.label)}</p></th>`).join(''));
  const rows = node.rows.map((row) =>
    tag('tr', '', row.map((cell, index) => tag('td', centred[index] === true ? 'doc-centred' : '', cell.map((line) => paragraphOf(line)).join(''))).join('')),
  );
  return `<table><colgroup>${columns}</colgroup><thead>${head}</thead><tbody>${rows.join('')}</tbody></table>`;
}

function signaturesOf(node: Extract<Node, { kind: 'signatures' }>): string {
  const cell = (lines: readonly string[]): string => tag('td', '', lines.map((line) => tag('p', '', escapeXml(line))).join(''));
  const rows =
    node.seal === ''
      ? signaturePairs(node.entries).map((pair) => tag('tr', '', pair.map((text) => cell([text])).join('')))
      : [tag('tr', '', cell(node.entries.flatMap(signatureLines)) + tag('td', 'doc-seal', escapeXml(node.seal)))];
  return tag('table', 'doc-signatures', tag('tbody', '', rows.join('')));
}
