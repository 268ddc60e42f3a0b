/** Documents as the contract shows them. */
import type { DocumentView } from '../../../contract/cases.ts';
import type { DocumentRow } from '../../../db/queries/documents.ts';
import type { Reader } from '../../../db/tx.ts';
import { isDetailPaper, levelOf, reaches, type Standing } from '../../../domain/permissions.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import type { OpenSession } from '../session.ts';
import { listedCases, sealedName } from './duty-access.ts';

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

/** Stands in the place of the title of a paper that is not open to the reader, of a case that is not sealed. */
const shutTitle = '未获授权查看';

/** Rows as the person of the session may read them: of a paper that is not open to them its number, and nothing of whom it is about. */
export async function shownDocuments(reader: Reader, session: OpenSession, rows: readonly DocumentRow[]): Promise<DocumentView[]> {
  const listed = await listedCases(
    reader,
    session,
    rows.flatMap(({ caseId }) => (caseId === null ? [] : [{ caseId }])),
  );
  return rows.map((row) => {
    if (row.caseId === null) return documentView(row);
    const { level, sealed } = listed.get(row.caseId) ?? { level: 'deny', sealed: true };
    return reaches(level, neededFor(row.type)) ? documentView(row) : shutView(row, sealed);
  });
}

function neededFor(type: string): 'attention' | 'detail' {
  return isDetailPaper(type) ? 'detail' : 'attention';
}

/** Whether somebody of this role ever reads papers of this type about a case. */
export function everReads(role: Role, type: string): boolean {
  const nearest: Standing = { assigned: true, ownClass: false, granted: null, sealed: false, open: true };
  return reaches(levelOf(role, nearest), neededFor(type));
}

function shutView(row: DocumentRow, sealed: boolean): DocumentView {
  const nothing = { bytes: 0, sha256: '' };
  return {
    ...documentView(row),
    type: '',
    title: sealed ? sealedName : shutTitle,
    version: 1,
    caseId: null,
    caseNo: null,
    status: 'issued',
    signRole: null,
    issuedByName: '',
    docx: nothing,
    pdf: nothing,
    verificationCode: '',
  };
}
