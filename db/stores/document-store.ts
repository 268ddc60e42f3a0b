/** Issued documents and the bytes they are. Bytes are stored once under their hash and never made again. */
import { createHash } from 'node:crypto';
import type { CaseId, DocumentId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type DocumentStatus = 'issued' | 'signed' | 'returned' | 'replaced';

export type DocumentRecord = {
  readonly id: DocumentId;
  readonly type: string;
  readonly templateVersion: number;
  readonly caseId: CaseId | null;
  readonly number: string;
  readonly series: string;
  readonly year: number;
  readonly ordinal: number;
  readonly version: number;
  readonly title: string;
  /** Frozen facts from which it was rendered. */
  readonly facts: unknown;
  readonly docxSha256: string;
  readonly pdfSha256: string;
  readonly signRole: string | null;
  readonly issuedAt: Instant;
  readonly issuedBy: UserId;
  readonly registerSeq: number;
  readonly registerHead: string;
  readonly verificationCode: string;
};

/** Stores bytes once; answers their SHA-256 (hex), under which they are found again. */
export async function putBlob(tx: Tx, bytes: Uint8Array, mediaType: string): Promise<string> {
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await tx
    .insertInto('blob')
    .values({ sha256, bytes, size: bytes.length, media_type: mediaType })
    .onConflict((on) => on.column('sha256').doNothing())
    .execute();
  return sha256;
}

/** Enters an issued document into the register; both files must have been stored with {@link putBlob}. */
export async function insertDocument(tx: Tx, document: DocumentRecord): Promise<void> {
  await tx
    .insertInto('document')
    .values({
      id: document.id,
      type: document.type,
      template_version: document.templateVersion,
      case_id: document.caseId,
      number: document.number,
      series: document.series,
      year: document.year,
      ordinal: document.ordinal,
      version: document.version,
      title: document.title,
      facts: JSON.stringify(document.facts),
      docx_sha256: document.docxSha256,
      pdf_sha256: document.pdfSha256,
      sign_role: document.signRole,
      status: 'issued',
      issued_at: document.issuedAt,
      issued_by: document.issuedBy,
      register_seq: document.registerSeq,
      register_head: document.registerHead,
      verification_code: document.verificationCode,
    })
    .execute();
}

/** Moves the status on; false when there is no such document. Nothing else of an issued document can change. */
export async function setDocumentStatus(tx: Tx, id: DocumentId, status: DocumentStatus): Promise<boolean> {
  const result = await tx.updateTable('document').set({ status }).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
