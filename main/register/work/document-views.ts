/** Documents as the contract shows them. */
import type { DocumentView } from '../../../contract/cases.ts';
import type { DocumentRow } from '../../../db/queries/documents.ts';

export function documentView(row: DocumentRow): DocumentView {
  return {
    id: row.id,
    type: row.type,
    number: row.number,
    title: row.title,
    version: row.version,
    caseId: row.caseId,
    caseNo: row.caseNo,
    status: row.status,
    signRole: row.signRole,
    issuedAt: row.issuedAt,
    issuedByName: row.issuedByName,
    docx: { bytes: row.docxBytes, sha256: row.docxSha256 },
    pdf: { bytes: row.pdfBytes, sha256: row.pdfSha256 },
    verificationCode: row.verificationCode,
  };
}
