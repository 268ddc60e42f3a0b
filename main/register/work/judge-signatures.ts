/** Whether the signatures under a document hold for the bytes that the register stores. */
import type { Output } from '../../../contract/index.ts';
import { blobBytes, signaturesOf, storedBytes, type DocumentRow } from '../../../db/queries/documents.ts';
import { userById } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { DocumentId } from '../../../domain/ids.ts';
import { bytesOfBase64 } from '../crypto/bytes.ts';
import { parseStatement, verifyStatement, type SignedStatement } from '../crypto/statement.ts';

export type JudgedSignature = Output<'documents.verify'>['signatures'][number];

/** Names under which a document's two files stand in its statement. */
export const statementPaths = { docx: 'document.docx', pdf: 'document.pdf' } as const;

/** Both files of a document as its statement lists them. `read` says whether damaged bytes are an error or are to be judged. */
export async function documentFiles(reader: Reader, row: DocumentRow, read: typeof storedBytes = blobBytes): Promise<ReadonlyMap<string, Uint8Array>> {
  const docx = await read(reader, row.docxSha256);
  const pdf = await read(reader, row.pdfSha256);
  if (docx === null || pdf === null) throw new Error('an issued document has its bytes');
  return new Map([
    [statementPaths.docx, docx.bytes],
    [statementPaths.pdf, pdf.bytes],
  ]);
}

type Against = { readonly key: Uint8Array; readonly files: ReadonlyMap<string, Uint8Array>; readonly documentId: DocumentId };

function judge(signature: SignedStatement, { key, files, documentId }: Against): 'valid' | { readonly invalid: string } {
  const verdict = verifyStatement(signature, key, files);
  if (verdict !== 'valid') return verdict;
  return parseStatement(signature.statement)?.documentId === documentId ? 'valid' : { invalid: 'DOCUMENT_DIFFERS' };
}

/** Judges every signature against the key that the register holds for its signer, not against the one the signature brings. */
export async function judgeSignatures(reader: Reader, row: DocumentRow): Promise<JudgedSignature[]> {
  const files = await documentFiles(reader, row, storedBytes);
  const judged: JudgedSignature[] = [];
  for (const signature of await signaturesOf(reader, row.id)) {
    const signer = await userById(reader, signature.signerId);
    const key = signer === null ? undefined : bytesOfBase64(signer.signPublic);
    const verdict = key === undefined ? { invalid: 'SIGNER_UNKNOWN' } : judge(signature, { key, files, documentId: row.id });
    judged.push({
      signerName: signature.signerName,
      role: signature.signerRole,
      signedAt: signature.signedAt,
      valid: verdict === 'valid',
      reason: verdict === 'valid' ? null : verdict.invalid,
    });
  }
  return judged;
}

export type Verdict = Output<'documents.verify'>['verdict'];

/** What bytes that the register issued are worth: good signatures are not enough under a paper that was returned or replaced, or that nobody signed. */
export function verdictOn(row: DocumentRow, signatures: readonly JudgedSignature[]): Verdict {
  if (signatures.some((one) => !one.valid)) return 'signature_invalid';
  if (row.status === 'replaced' || row.status === 'returned') return 'not_in_force';
  return row.signRole !== null && signatures.length === 0 ? 'unsigned' : 'genuine';
}
