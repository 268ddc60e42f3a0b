import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { FieldView } from '../../../contract/documents.ts';
import {
  blobBytes,
  documentById,
  documentByNumber,
  documentFacts,
  documentRegister,
  documentsByHash,
  signaturesOf,
  type DocumentRow,
} from '../../../db/queries/documents.ts';
import type { Reader } from '../../../db/tx.ts';
import { DocumentId, type CaseId } from '../../../domain/ids.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { buildDocument } from '../../../templates/build.ts';
import { Facts, resolveFacts, type Resolved } from '../../../templates/facts.ts';
import { renderHtml } from '../../../templates/render/html.ts';
import type { Field, Template } from '../../../templates/template.ts';
import type { z } from '../../../domain/zod.ts';
import type { CallContext, Some } from '../context.ts';
import { bytesOfBase64 } from '../crypto/bytes.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { publicKeyToPem } from '../crypto/sign.ts';
import { caseContext, caseMaterial, draftIssue } from '../work/facts-context.ts';
import { buildRefusal, issueDocument, replaceUnsigned } from '../work/issue-document.ts';
import { viewerOf } from '../work/case-summary.ts';
import { documentView, everReads, shownDocuments } from '../work/document-views.ts';
import { judgeSignatures, verdictOn } from '../work/judge-signatures.ts';
import { subjectOf, templateOf, templatesOf } from '../work/templates.ts';

/** Largest file that is looked up by its hash. */
const maxVerifiedBytes = 64 * 1024 * 1024;

type Asked = { readonly type: string; readonly caseId: CaseId | null };
type Subject = { readonly template: Template; readonly caseId: CaseId; readonly material: NonNullable<Awaited<ReturnType<typeof caseMaterial>>> };

/** The template and the case a document is about. Weekly reports and the list of what is overdue have operations of their own. */
async function subjectOfRequest(
  reader: Reader,
  context: CallContext,
  asked: Asked,
): Promise<Result<Subject, Refusal<'DOCUMENT_TYPE_UNKNOWN' | 'CASE_UNKNOWN'>>> {
  const template = templateOf(asked.type);
  if (template === undefined || template.issuedBy !== context.session.office.kind || ['week', 'list'].includes(subjectOf(template)))
    return fail(refusal('DOCUMENT_TYPE_UNKNOWN'));
  const material = asked.caseId === null ? null : await caseMaterial(reader, asked.caseId);
  if (asked.caseId === null || material === null) return fail(refusal('CASE_UNKNOWN'));
  return ok({ template, caseId: asked.caseId, material });
}

function fieldView(field: Field, { facts, answerable }: Resolved): z.infer<typeof FieldView> {
  return {
    id: field.id,
    label: field.label,
    type: field.type,
    required: field.required,
    asked: field.source === 'ask',
    answerable: answerable.has(field.id),
    choices: [...(field.options ?? [])],
    columns: (field.columns ?? []).map(({ id, label }) => ({ id, label })),
    value: facts.fields[field.id] ?? null,
  };
}

const exported = {
  statement: (signature: { readonly statement: Uint8Array }): Uint8Array => signature.statement,
  signature: (signature: { readonly signature: Uint8Array }): Uint8Array => signature.signature,
  publicKey: (signature: { readonly publicKey: string }): Uint8Array => Buffer.from(publicKeyToPem(bytesOfBase64(signature.publicKey) ?? new Uint8Array())),
} as const;

type ExportFormat = 'docx' | 'pdf' | keyof typeof exported;

async function bytesToExport(
  reader: Reader,
  id: DocumentId,
  format: ExportFormat,
): Promise<Result<Uint8Array, Refusal<'DOCUMENT_UNKNOWN' | 'SIGNATURE_MISSING'>>> {
  const row = await documentById(reader, id);
  if (row === null) return fail(refusal('DOCUMENT_UNKNOWN'));
  if (format === 'docx' || format === 'pdf') {
    const blob = await blobBytes(reader, format === 'docx' ? row.docxSha256 : row.pdfSha256);
    if (blob === null) throw new Error('an issued document has its bytes');
    return ok(blob.bytes);
  }
  const last = (await signaturesOf(reader, id)).at(-1);
  return last === undefined ? fail(refusal('SIGNATURE_MISSING')) : ok(exported[format](last));
}

/** The document of this id or number; undefined when there is none. */
async function claimedDocument(reader: Reader, claims: string): Promise<DocumentRow | undefined> {
  const id = DocumentId.safeParse(claims);
  return (id.success ? await documentById(reader, id.data) : await documentByNumber(reader, claims)) ?? undefined;
}

export const documentHandlers: Some<
  | 'documents.types'
  | 'documents.preview'
  | 'documents.issue'
  | 'documents.register'
  | 'documents.export'
  | 'documents.pdf'
  | 'documents.view'
  | 'documents.verify'
> = {
  'documents.types': async (context) =>
    ok(
      templatesOf(context.session.office.kind).map((template) => {
        const { id, title, series, sign } = template;
        return { type: id, title, series, signRole: sign ?? null, about: subjectOf(template) };
      }),
    ),

  'documents.preview': async (context, input) => {
    if (input.caseId !== null) context.subject(input.caseId);
    context.detail({ type: templateOf(input.type)?.id ?? '' });
    const subject = await context.read((reader) => subjectOfRequest(reader, context, input));
    if (!subject.ok) return subject;
    const { template, material } = subject.value;
    const resolved = resolveFacts(template, caseContext(context.session, material, draftIssue(context.today)), input.answers);
    if (resolved.fixed.length > 0) return fail(refusal('FIELD_FIXED', { fields: resolved.fixed }));
    const model = buildDocument(template, resolved.facts, { draft: true });
    if (!model.ok) return fail(buildRefusal(model.error));
    return ok({
      html: renderHtml(model.value),
      fields: template.fields.map((field) => fieldView(field, resolved)),
      gaps: resolved.gaps.map(({ field, label }) => ({ field, label })),
    });
  },

  'documents.issue': async (context, input) => {
    const id = DocumentId.parse(input.requestId);
    const earlier = await context.read((reader) => documentById(reader, id));
    if (earlier !== null) return ok(documentView(earlier));
    const subject = await context.read((reader) => subjectOfRequest(reader, context, input));
    if (!subject.ok) return subject;
    const { template, caseId, material } = subject.value;
    const version = subjectOf(template) === 'plan' ? (material.state.plan?.version ?? 0) : 1;
    if (version === 0) return fail(refusal('DOCUMENT_GAPS', { fields: ['plan'] }));
    const issued = await issueDocument(context, {
      id,
      template,
      caseId,
      version,
      answers: input.answers,
      contextOf: (issue) => caseContext(context.session, material, issue),
      alongside: async (tx) => {
        if (template.sign !== undefined) await replaceUnsigned(tx, { type: template.id, caseId, by: id });
        return ok(undefined);
      },
    });
    if (!issued.ok) return issued;
    context.changed('case.changed', caseId);
    const row = await context.read((reader) => documentById(reader, id));
    if (row === null) throw new Error('a document just issued is in the register');
    return ok(documentView(row));
  },

  'documents.register': async (context, input, reader) => {
    if (input.caseId !== undefined) context.subject(input.caseId);
    const { session } = context;
    const { type } = input;
    // A list of one type says of each of its rows what it is about: of those that are not open to the reader it says nothing at all.
    const nothing = type !== undefined && !everReads(session.user.role, type);
    const page = nothing ? { total: 0, rows: [] } : await documentRegister(reader, type === undefined ? input : { ...input, openTo: viewerOf(session) });
    context.detail({ rows: page.rows.length, total: page.total });
    return ok({ total: page.total, rows: await shownDocuments(reader, session, page.rows) });
  },

  'documents.export': async (context, input) => {
    context.subject(input.documentId);
    const bytes = await context.read((reader) => bytesToExport(reader, input.documentId, input.format));
    if (!bytes.ok) return bytes;
    const { length } = bytes.value;
    const sha256 = sha256Hex(bytes.value);
    await context.attempt({ subject: input.documentId, detail: { format: input.format, bytes: length, sha256 } });
    const written = await context.files.write(input.target, bytes.value);
    return written.ok ? ok({ bytes: length, sha256 }) : written;
  },

  'documents.pdf': async (context, input, reader) => {
    context.subject(input.documentId);
    const row = await documentById(reader, input.documentId);
    const blob = row === null ? null : await blobBytes(reader, row.pdfSha256);
    if (row === null || blob === null) return fail(refusal('DOCUMENT_UNKNOWN'));
    return ok({ base64: Buffer.from(blob.bytes).toString('base64'), view: documentView(row) });
  },

  'documents.view': async (context, input, reader) => {
    context.subject(input.documentId);
    const row = await documentById(reader, input.documentId);
    const template = row === null ? undefined : templateOf(row.type);
    if (row === null || template === undefined) return fail(refusal('DOCUMENT_UNKNOWN'));
    const facts = Facts.safeParse(await documentFacts(reader, input.documentId));
    const model = facts.success ? buildDocument(template, facts.data, { draft: false }) : null;
    return model === null || !model.ok ? fail(refusal('TEMPLATE_INVALID')) : ok({ html: renderHtml(model.value), view: documentView(row) });
  },

  'documents.verify': async (context, input) => {
    const { claims } = input;
    const claimed = claims === null ? null : await context.read((reader) => claimedDocument(reader, claims));
    if (claimed === undefined) return fail(refusal('DOCUMENT_UNKNOWN'));
    if (claimed !== null) context.subject(claimed.id);
    const file = await context.files.read(input.file, maxVerifiedBytes);
    if (!file.ok) return file;
    const sha256 = sha256Hex(file.value.bytes);
    const found = await context.read(async (reader) => {
      const [row] = await documentsByHash(reader, sha256);
      return row === undefined ? null : { row, signatures: await judgeSignatures(reader, row) };
    });
    const changed = claimed !== null && found?.row.id !== claimed.id;
    if (found === null) {
      const verdict = changed ? 'changed' : 'unknown';
      context.detail({ verdict });
      return ok({ verdict, known: false, changed, format: null, sha256, view: null, signatures: [] });
    }
    const { row, signatures } = found;
    const verdict = changed ? 'changed' : verdictOn(row, signatures);
    context.subject(row.id);
    context.detail({ verdict });
    return ok({ verdict, known: true, changed, format: row.format, sha256, view: documentView(row), signatures });
  },
};
