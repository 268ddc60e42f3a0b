/** Opens every chain and signature of the register again and counts what does not fit. */
import type { Output } from '../../../contract/index.ts';
import { documentRegister } from '../../../db/queries/documents.ts';
import { proveEncrypted } from '../../../db/page-proof.ts';
import { databaseFile } from '../../../db/register-folder.ts';
import { verifyChains, type Finding } from '../../../db/verify-chains.ts';
import type { Reader } from '../../../db/tx.ts';
import type { TaskContext } from '../context.ts';
import { bytesOfBase64 } from '../crypto/bytes.ts';
import { verifyEventSignature } from '../crypto/event-signature.ts';
import { judgeSignatures } from './judge-signatures.ts';

type Verdict = Output<'register.verify'>;

const page = 200;

/** Signatures under documents, judged against the stored bytes. */
async function verifyDocuments(reader: Reader): Promise<{ readonly documents: number; readonly signatures: number; readonly findings: readonly Finding[] }> {
  const findings: { code: Finding['code']; subject: string }[] = [];
  let signatures = 0;
  for (let offset = 0; ; offset += page) {
    const { rows, total } = await documentRegister(reader, { offset, limit: page });
    for (const row of rows.filter((one) => one.signRole !== null)) {
      const judged = await judgeSignatures(reader, row);
      signatures += judged.length;
      if (judged.some((one) => !one.valid)) findings.push({ code: 'SIGNATURE_INVALID', subject: row.id });
    }
    if (offset + rows.length >= total) return { documents: total, signatures, findings };
  }
}

function eventSignatureHolds(publicKey: string, hash: string, signature: Uint8Array): boolean {
  const key = bytesOfBase64(publicKey);
  return key !== undefined && verifyEventSignature(key, hash, signature);
}

/** Everything that this register can prove about itself. Cut-off newest events need a later head from outside: a document, package or backup. */
export async function verifyRegister(context: TaskContext): Promise<Verdict> {
  const { register, folder } = context.session;
  await register.checkpoint();
  const { encrypted } = await proveEncrypted(databaseFile(folder));
  const checked = await context.read(async (reader) => ({ chains: await verifyChains(reader, eventSignatureHolds), papers: await verifyDocuments(reader) }));
  const { chains, papers } = checked;
  const findings = [...chains.findings, ...papers.findings];
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
