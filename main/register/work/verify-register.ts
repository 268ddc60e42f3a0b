/** Opens every chain and signature of the register again and counts what does not fit. */
import type { Output } from '../../../contract/index.ts';
import { documentRegister, signingsWithoutSignature } from '../../../db/queries/documents.ts';
import { verifyChains, type Finding, type SignedRecord } from '../../../db/verify-chains.ts';
import type { Reader } from '../../../db/tx.ts';
import type { TaskContext } from '../context.ts';
import { bytesOfBase64 } from '../crypto/bytes.ts';
import { verifyRecord } from '../crypto/record-signature.ts';
import { judgeSignatures } from './judge-signatures.ts';

type Verdict = Output<'register.verify'>;

const page = 50;

/** What is checked here beside the chains: a paper that counts as signed, or an entry that says so, without a signature. */
type Found = { readonly code: Finding['code'] | 'SIGNATURE_MISSING'; readonly subject: string };

/** Signatures under documents, judged against the stored bytes. Each page is a read of its own, so that others get their turn between two. */
async function verifyDocuments(
  context: TaskContext,
): Promise<{ readonly documents: number; readonly signatures: number; readonly findings: readonly Found[] }> {
  const findings: Found[] = (await context.read(signingsWithoutSignature)).map((subject) => ({ code: 'SIGNATURE_MISSING', subject }));
  let signatures = 0;
  for (let offset = 0; ; offset += page) {
    const checked = await context.read((reader) => verifyPage(reader, offset));
    signatures += checked.signatures;
    findings.push(...checked.findings);
    context.progress(Math.min(offset + page, checked.total), checked.total);
    if (offset + page >= checked.total) return { documents: checked.total, signatures, findings };
  }
}

async function verifyPage(
  reader: Reader,
  offset: number,
): Promise<{ readonly total: number; readonly signatures: number; readonly findings: readonly Found[] }> {
  const { rows, total } = await documentRegister(reader, { offset, limit: page });
  const findings: Found[] = [];
  let signatures = 0;
  for (const row of rows.filter((one) => one.signRole !== null)) {
    const judged = await judgeSignatures(reader, row);
    signatures += judged.length;
    if (judged.some((one) => !one.valid)) findings.push({ code: 'SIGNATURE_INVALID', subject: row.id });
    if (row.status === 'signed' && judged.length === 0) findings.push({ code: 'SIGNATURE_MISSING', subject: row.id });
  }
  return { total, signatures, findings };
}

function signatureHolds(publicKey: string, record: SignedRecord): boolean {
  const key = bytesOfBase64(publicKey);
  return key !== undefined && verifyRecord(key, record);
}

/** Everything that this register can prove about itself. Cut-off newest events need a later head from outside: a document, package or backup. */
export async function verifyRegister(context: TaskContext): Promise<Verdict> {
  const { register } = context.session;
  const encrypted = register.wasProvedEncrypted;
  const chains = await context.read((reader) => verifyChains(reader, signatureHolds));
  const papers = await verifyDocuments(context);
  const findings: Found[] = [...chains.findings, ...papers.findings];
  return {
    ok: encrypted && findings.length === 0,
    encrypted,
    driver: register.driverName,
    events: chains.events,
    cases: chains.cases,
    auditEntries: chains.auditEntries,
    documents: papers.documents,
    signatures: papers.signatures,
    head: { ...chains.head },
    findings: findings.slice(0, 200).map(({ code, subject }) => ({ code, subject, count: 1 })),
  };
}
