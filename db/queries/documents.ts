/** The register of issued documents, their bytes and signatures. */
import { createHash } from 'node:crypto';
import { sql } from 'kysely';
import type { ExpressionBuilder } from 'kysely';
import type { CaseId, DocumentId, UserId } from '../../domain/ids.ts';
import { parseDocumentNo } from '../../domain/numbering.ts';
import type { Instant } from '../../domain/time.ts';
import { DbError } from '../driver/failure.ts';
import type { Schema } from '../schema.ts';
import type { DocumentRecord, DocumentStatus } from '../stores/document-store.ts';
import type { SignatureRecord } from '../stores/signature-store.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';
import { mayOpen, opensAll, type Viewer } from './visibility.ts';

export type DocumentRow = Omit<DocumentRecord, 'facts'> & {
  readonly status: DocumentStatus;
  readonly caseNo: string | null;
  readonly issuedByName: string;
  readonly docxBytes: number;
  readonly pdfBytes: number;
};

export type DocumentFilter = {
  readonly type?: string | undefined;
  readonly caseId?: CaseId | undefined;
  readonly status?: DocumentStatus | undefined;
  /** Waiting for the signature of one of these roles. */
  readonly toSignBy?: readonly string[] | undefined;
  /** Papers of no case, and of those that this viewer may open. */
  readonly openTo?: Viewer | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

/** Every column but the frozen facts, which are large and belong to no list. */
const listColumns = [
  'document.id',
  'document.type',
  'document.template_version',
  'document.case_id',
  'document.number',
  'document.series',
  'document.year',
  'document.ordinal',
  'document.version',
  'document.title',
  'document.docx_sha256',
  'document.pdf_sha256',
  'document.sign_role',
  'document.status',
  'document.issued_at',
  'document.issued_by',
  'document.register_seq',
  'document.register_head',
  'document.verification_code',
] as const;

function selectRows(reader: Reader) {
  return reader
    .selectFrom('document')
    .innerJoin('user_account', 'user_account.id', 'document.issued_by')
    .innerJoin('blob as docx', 'docx.sha256', 'document.docx_sha256')
    .innerJoin('blob as pdf', 'pdf.sha256', 'document.pdf_sha256')
    .leftJoin('case_file', 'case_file.id', 'document.case_id')
    .select(listColumns)
    .select(['user_account.display_name', 'docx.size as docx_bytes', 'pdf.size as pdf_bytes', 'case_file.case_no']);
}

type RawRow = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

function rowOf(row: RawRow): DocumentRow {
  // Written by the document store from branded values.
  return {
    id: row.id as DocumentId,
    type: row.type,
    templateVersion: row.template_version,
    caseId: row.case_id as CaseId | null,
    number: row.number,
    series: row.series,
    year: row.year,
    ordinal: row.ordinal,
    version: row.version,
    title: row.title,
    docxSha256: row.docx_sha256,
    pdfSha256: row.pdf_sha256,
    signRole: row.sign_role,
    status: row.status as DocumentStatus,
    issuedAt: row.issued_at as Instant,
    issuedBy: row.issued_by as UserId,
    registerSeq: row.register_seq,
    registerHead: row.register_head,
    verificationCode: row.verification_code,
    caseNo: row.case_no,
    issuedByName: row.display_name,
    docxBytes: row.docx_bytes,
    pdfBytes: row.pdf_bytes,
  };
}

function conditions(eb: ExpressionBuilder<Schema, 'document'>, filter: DocumentFilter) {
  return eb.and([
    ...(filter.type === undefined ? [] : [eb('document.type', '=', filter.type)]),
    ...(filter.caseId === undefined ? [] : [eb('document.case_id', '=', filter.caseId)]),
    ...(filter.status === undefined ? [] : [eb('document.status', '=', filter.status)]),
    ...(filter.openTo === undefined || opensAll(filter.openTo) ? [] : [isOpenTo(eb, filter.openTo)]),
    ...(filter.toSignBy === undefined ? [] : [eb('document.status', '=', 'issued'), eb('document.sign_role', 'in', filter.toSignBy)]),
  ]);
}

function isOpenTo(eb: ExpressionBuilder<Schema, 'document'>, viewer: Viewer) {
  const open = eb
    .selectFrom('case_file')
    .select('case_file.id')
    .where((inner) => mayOpen(inner, viewer));
  return eb.or([eb('document.case_id', 'is', null), eb('document.case_id', 'in', open)]);
}

/** A page of issued documents, newest first, and how many there are. */
export async function documentRegister(reader: Reader, filter: DocumentFilter): Promise<{ readonly total: number; readonly rows: readonly DocumentRow[] }> {
  const counted = await reader
    .selectFrom('document')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) => conditions(eb, filter))
    .executeTakeFirstOrThrow();
  const page = await reader
    .selectFrom('document')
    .select('id')
    .where((eb) => conditions(eb, filter))
    .orderBy('issued_at', 'desc')
    .orderBy('id', 'desc')
    .limit(pageSize(filter.limit))
    .offset(filter.offset ?? 0)
    .execute();
  const found = new Map(
    (
      await documentsByIds(
        reader,
        page.map(({ id }) => id as DocumentId),
      )
    ).map((row) => [row.id as string, row]),
  );
  return { total: counted.n, rows: page.flatMap(({ id }) => found.get(id) ?? []) };
}

/** Rows of the given documents, in no order; unknown ids are left out. At most 500 ids. */
export async function documentsByIds(reader: Reader, ids: readonly DocumentId[]): Promise<readonly DocumentRow[]> {
  if (ids.length === 0) return [];
  return (await selectRows(reader).where('document.id', 'in', ids).limit(500).execute()).map(rowOf);
}

/** The document as in the register, or null. */
export async function documentById(reader: Reader, id: DocumentId): Promise<DocumentRow | null> {
  return (await documentsByIds(reader, [id]))[0] ?? null;
}

/** The document with this printed number (周报〔2026〕4号), or null. */
export async function documentByNumber(reader: Reader, number: string): Promise<DocumentRow | null> {
  const of = parseDocumentNo(number);
  if (of === null) return null;
  const row = await selectRows(reader)
    .where('document.series', '=', of.series)
    .where('document.year', '=', of.year)
    .where('document.ordinal', '=', of.ordinal)
    .executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** Ids of entries that say a plan was signed, without the signature that they name. Walks all events: for checks of the whole register. */
export async function signingsWithoutSignature(reader: Reader): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('case_event')
    .select('case_event.id')
    .where('case_event.type', '=', 'plan_signed')
    .where((eb) =>
      eb.not(
        eb.exists(
          eb
            .selectFrom('document_signature')
            .select('document_signature.id')
            .where('document_signature.id', '=', sql<string>`json_extract("case_event"."payload", '$.signatureId')`)
            .where('document_signature.document_id', '=', sql<string>`json_extract("case_event"."payload", '$.documentId')`),
        ),
      ),
    )
    .limit(1000)
    .execute();
  return rows.map(({ id }) => id);
}

/** The frozen facts of a document, or null. */
export async function documentFacts(reader: Reader, id: DocumentId): Promise<unknown> {
  const row = await reader.selectFrom('document').select('facts').where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : (JSON.parse(row.facts) as unknown);
}

/** Documents that are exactly these bytes, as docx or as PDF: whether the register issued them. Newest first. */
export async function documentsByHash(reader: Reader, sha256: string): Promise<readonly (DocumentRow & { readonly format: 'docx' | 'pdf' })[]> {
  const pdf = await selectRows(reader).where('document.pdf_sha256', '=', sha256).orderBy('document.issued_at', 'desc').limit(20).execute();
  const docx = await selectRows(reader).where('document.docx_sha256', '=', sha256).orderBy('document.issued_at', 'desc').limit(20).execute();
  return [...pdf.map((row) => ({ ...rowOf(row), format: 'pdf' as const })), ...docx.map((row) => ({ ...rowOf(row), format: 'docx' as const }))];
}

/** Stored bytes, or null. Bytes that are not what their hash says are never handed out: that is damage (DB_DAMAGED). */
export async function blobBytes(reader: Reader, sha256: string): Promise<StoredBytes | null> {
  const stored = await storedBytes(reader, sha256);
  if (stored !== null && createHash('sha256').update(stored.bytes).digest('hex') !== sha256)
    throw new DbError('stored bytes are not those of their hash', { kind: 'corrupt' });
  return stored;
}

export type StoredBytes = { readonly bytes: Uint8Array; readonly mediaType: string };

/** The same without looking at the hash: for those who check it, and want to say more than that. */
export async function storedBytes(reader: Reader, sha256: string): Promise<StoredBytes | null> {
  const row = await reader.selectFrom('blob').select(['bytes', 'media_type']).where('sha256', '=', sha256).executeTakeFirst();
  return row === undefined ? null : { bytes: row.bytes, mediaType: row.media_type };
}

export type SignatureRow = SignatureRecord & { readonly signerName: string; readonly signerRole: string };

/** Signatures under a document, in the order of signing. */
export async function signaturesOf(reader: Reader, documentId: DocumentId): Promise<readonly SignatureRow[]> {
  const rows = await reader
    .selectFrom('document_signature')
    .innerJoin('user_account', 'user_account.id', 'document_signature.signer_id')
    .selectAll('document_signature')
    .select(['user_account.display_name', 'user_account.role'])
    .where('document_id', '=', documentId)
    .orderBy('signed_at')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    documentId: row.document_id as DocumentId,
    signerId: row.signer_id as UserId,
    signedAt: row.signed_at as Instant,
    statement: row.statement,
    signature: row.signature,
    publicKey: row.public_key,
    signerName: row.display_name,
    signerRole: row.role,
  }));
}
