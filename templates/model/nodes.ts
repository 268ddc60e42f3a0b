/**
 * The document model: what a document says and how its parts belong together, and nothing about fonts, sizes or units. It is plain
 * JSON. What cannot be said here is added here, never to one renderer.
 */

/** `blank`: room for handwriting, in characters. `gap`: a required field without a value, drafts only. */
export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'strong'; readonly text: string }
  | { readonly kind: 'blank'; readonly length: number }
  | { readonly kind: 'gap'; readonly label: string };

export type Line = readonly Inline[];

/** `body` is indented by two characters, `flush` starts at the margin. */
export type Alignment = 'body' | 'flush' | 'centre' | 'right';

export type GridCell = { readonly label: string; readonly value: readonly Line[] };
/** One row of a bordered form; its cells share the width equally. */
export type GridRow = readonly GridCell[];
/** `share`: width in relation to the other columns. */
export type TableColumn = { readonly label: string; readonly share: number };
export type TableRow = readonly (readonly Line[])[];
/** `name` printed if known; `signed` says how and when it was signed electronically. */
export type SignatureEntry = { readonly role: string; readonly name: string; readonly signed: string };

export type Node =
  | { readonly kind: 'letterhead'; readonly organisation: string; readonly number: string }
  | { readonly kind: 'head'; readonly secrecy: string; readonly title: readonly string[]; readonly left: string; readonly right: string }
  | { readonly kind: 'title'; readonly text: string }
  | { readonly kind: 'heading'; readonly level: 1 | 2 | 3; readonly line: Line }
  | { readonly kind: 'paragraph'; readonly line: Line; readonly align: Alignment }
  | { readonly kind: 'list'; readonly ordered: boolean; readonly items: readonly Line[] }
  | { readonly kind: 'grid'; readonly rows: readonly GridRow[] }
  | { readonly kind: 'table'; readonly columns: readonly TableColumn[]; readonly rows: readonly TableRow[] }
  | { readonly kind: 'closing'; readonly office: string; readonly date: string }
  | { readonly kind: 'signatures'; readonly entries: readonly SignatureEntry[]; readonly seal: string }
  | { readonly kind: 'replySlip'; readonly title: string; readonly children: readonly Node[] }
  | { readonly kind: 'group'; readonly children: readonly Node[] }
  | { readonly kind: 'pageBreak' };

/** `letter`: GB/T 9704-2012 §10.1, the letter variant. `notice`: a letter to a family. `form`: bordered forms. */
export type Layout = 'letter' | 'notice' | 'form';

export type DocumentModel = {
  readonly model: 1;
  readonly layout: Layout;
  readonly landscape: boolean;
  readonly draft: boolean;
  readonly title: string;
  readonly author: string;
  /** Day of issue, YYYY-MM-DD: also the creation date of the files, so that the same facts give the same bytes. */
  readonly issuedOn: string;
  /** Printed at the foot of every page. */
  readonly foot: { readonly number: string; readonly verification: string; readonly registerHead: string };
  readonly body: readonly Node[];
};

/** Marker of a list item; the index starts at 0. */
export function markerOf(ordered: boolean, index: number): string {
  return ordered ? `${index + 1}.` : '·';
}

/** The words of an inline, the same in every format. */
export function wordsOf(inline: Inline): string {
  switch (inline.kind) {
    case 'text':
    case 'strong':
      return inline.text;
    case 'blank':
      return '_'.repeat(inline.length * 2);
    case 'gap':
      return `【待填：${inline.label}】`;
    default:
      return inline satisfies never;
  }
}

/** Banner above a draft. */
export const draftBanner = '【草稿　尚未签发　不得外传】';

/** Line above a reply slip. */
export const tearLine = '（沿此线剪下）';

/** The foot of a page as one line. */
export function footLine(model: DocumentModel): string {
  const { number, verification, registerHead } = model.foot;
  return [`编号 ${number}`, verification && `核验码 ${verification}`, registerHead && `登记链 ${registerHead}`].filter(Boolean).join('　');
}
