/**
 * Issues a document: frozen facts → model → docx and PDF in the worker → number, hashes and bytes stored in one short transaction.
 * The number is printed in the document, so it is foreseen before rendering and must still be the next one when the document is stored.
 */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { documentById, documentRegister } from '../../../db/queries/documents.ts';
import { registerHead } from '../../../db/queries/events.ts';
import { lastOrdinal } from '../../../db/queries/sequences.ts';
import { insertDocument, putBlob, setDocumentStatus, type DocumentRecord } from '../../../db/stores/document-store.ts';
import { nextOrdinal } from '../../../db/stores/sequence-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { CaseId, DocumentId } from '../../../domain/ids.ts';
import { formatDocumentNo } from '../../../domain/numbering.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { buildDocument, type BuildFault } from '../../../templates/build.ts';
import type { FactsContext } from '../../../templates/context.ts';
import { resolveFacts, type Answers, type Facts } from '../../../templates/facts.ts';
import type { PoolFault } from '../../../templates/render/pool.ts';
import type { Template } from '../../../templates/template.ts';
import type { TaskContext } from '../context.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import type { IssueFacts } from './facts-context.ts';
import { turns } from './in-turn.ts';

export type RenderRefusal = Refusal<'DOCUMENT_GAPS' | 'FIELD_FIXED' | 'TEMPLATE_INVALID' | 'FONT_MISSING_CHARACTER' | 'DOCUMENT_TOO_LARGE' | 'TEXT_INVALID'>;
type Taken = Refusal<'BUSY'>;

export type Issuing<E extends Refusal = never> = {
  /** Made by the caller, so that the same request is one document. */
  readonly id: DocumentId;
  readonly template: Template;
  readonly caseId: CaseId | null;
  /** Version within what it documents. */
  readonly version: number;
  readonly answers: Answers;
  /** Facts of the register around the number and marks of this issue. */
  readonly contextOf: (issue: IssueFacts) => FactsContext;
  /** Runs in the storing transaction: marks what the new document replaces, or refuses. */
  readonly alongside: (tx: Tx) => Promise<Result<void, E>>;
};

/** Somebody else may take the number while this one renders; each try renders again. */
const maxTries = 4;

type Foreseen = { readonly ordinal: number; readonly issue: IssueFacts; readonly head: { readonly seq: number; readonly hash: string } };

/** The refusal of a fault found while building, without any of the text it was found in. */
export function buildRefusal(fault: BuildFault): RenderRefusal {
  switch (fault.code) {
    case 'DOCUMENT_GAPS':
      return refusal('DOCUMENT_GAPS', { fields: fault.gaps.map((gap) => gap.field) });
    case 'DOCUMENT_TEMPLATE_MISMATCH':
      return refusal('TEMPLATE_INVALID', { why: fault.code });
    case 'DOCUMENT_TOO_LARGE':
      return refusal('DOCUMENT_TOO_LARGE');
    default:
      return refusal('TEXT_INVALID', { why: fault.code });
  }
}

/** The refusal of a fault found while rendering. A renderer that failed is a bug. */
function renderRefusal(fault: PoolFault): RenderRefusal {
  switch (fault.code) {
    case 'FONT_MISSING_CHARACTER':
      return refusal('FONT_MISSING_CHARACTER', { codePoint: fault.codePoint });
    case 'RENDER_FAILED':
      throw new Error('the renderer failed');
    default:
      return buildRefusal(fault);
  }
}

/** Numbers of a series are given out one after the other, so documents that are issued at once wait instead of rendering for a number that is gone. */
const seriesTurns = turns();

/** Issues, or refuses; nothing is stored and no number is used up when it refuses. The same id again answers with the document it is. */
export function issueDocument<E extends Refusal = never>(context: TaskContext, issuing: Issuing<E>): Promise<Result<DocumentId, RenderRefusal | Taken | E>> {
  return seriesTurns(`${context.session.folder} ${issuing.template.series}`, () => issueInTurn(context, issuing));
}

async function issueInTurn<E extends Refusal>(context: TaskContext, issuing: Issuing<E>): Promise<Result<DocumentId, RenderRefusal | Taken | E>> {
  if ((await context.read((reader) => documentById(reader, issuing.id))) !== null) return ok(issuing.id);
  for (let tries = 1; ; tries += 1) {
    const foreseen = await context.read((reader) => foresee(reader, context, issuing));
    const { facts, gaps, fixed } = resolveFacts(issuing.template, issuing.contextOf(foreseen.issue), issuing.answers);
    if (fixed.length > 0) return fail(refusal('FIELD_FIXED', { fields: fixed }));
    if (gaps.length > 0) return fail(refusal('DOCUMENT_GAPS', { fields: gaps.map((gap) => gap.field) }));
    const model = buildDocument(issuing.template, facts, { draft: false });
    if (!model.ok) return fail(buildRefusal(model.error));
    const rendered = await context.ports.documents().renderInWorker(model.value);
    if (!rendered.ok) return fail(renderRefusal(rendered.error));
    const stored = await context.write((tx) => store(tx, context, { issuing, foreseen, facts, bytes: rendered.value }));
    if (stored.ok || stored.error.code !== 'BUSY' || tries === maxTries) return stored;
  }
}

async function foresee(reader: Reader, context: TaskContext, { template, id }: Pick<Issuing, 'template' | 'id'>): Promise<Foreseen> {
  const year = Number(context.today.slice(0, 4));
  const ordinal = (await lastOrdinal(reader, template.series, year)) + 1;
  const head = await registerHead(reader);
  const number = formatDocumentNo({ series: template.series, year, ordinal });
  const verificationCode = sha256Hex(canonicalJson({ office: context.session.office.officeId, id, number })).slice(0, 16);
  return { ordinal, head, issue: { number, date: context.today, registerHead: `${head.seq}-${head.hash.slice(0, 12)}`, verificationCode } };
}

type Storing<E extends Refusal> = {
  readonly issuing: Issuing<E>;
  readonly foreseen: Foreseen;
  readonly facts: Facts;
  readonly bytes: { readonly docx: Uint8Array; readonly pdf: Uint8Array };
};

async function store<E extends Refusal>(tx: Tx, context: TaskContext, of: Storing<E>): Promise<Result<DocumentId, Taken | E>> {
  const { issuing, foreseen } = of;
  const { template } = issuing;
  const year = Number(context.today.slice(0, 4));
  if ((await nextOrdinal(tx, template.series, year)) !== foreseen.ordinal) return fail(refusal('BUSY'));
  const record: DocumentRecord = {
    id: issuing.id,
    type: template.id,
    templateVersion: template.version,
    caseId: issuing.caseId,
    number: foreseen.issue.number,
    series: template.series,
    year,
    ordinal: foreseen.ordinal,
    version: issuing.version,
    title: template.title,
    facts: of.facts,
    docxSha256: await putBlob(tx, of.bytes.docx, 'application/vnd.openxmlformats-officedocument.wordprocessingml.document'),
    pdfSha256: await putBlob(tx, of.bytes.pdf, 'application/pdf'),
    signRole: template.sign ?? null,
    issuedAt: context.now,
    issuedBy: context.session.user.id,
    registerSeq: foreseen.head.seq,
    registerHead: foreseen.head.hash,
    verificationCode: foreseen.issue.verificationCode ?? '',
  };
  await insertDocument(tx, record);
  context.subject(issuing.id);
  const along = await issuing.alongside(tx);
  return along.ok ? ok(issuing.id) : along;
}

/** Earlier documents of this type about the case that nobody has signed yet are replaced by the new one; signed ones stay as they are. */
export async function replaceUnsigned(tx: Tx, of: { readonly type: string; readonly caseId: CaseId; readonly by: DocumentId }): Promise<void> {
  const { rows } = await documentRegister(tx, { type: of.type, caseId: of.caseId, status: 'issued', limit: 200 });
  for (const row of rows) {
    if (row.id !== of.by) await setDocumentStatus(tx, row.id, 'replaced');
  }
}
