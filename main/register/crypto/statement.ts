/** A person's signature of a document: a short statement of what was signed, and Ed25519 over its bytes. docs/formats/statement.md. */
import { DocumentId, UserId } from '../../../domain/ids.ts';
import { Instant } from '../../../domain/time.ts';
import { z } from '../../../domain/zod.ts';
import { base64Of, bytesOfBase64 } from './bytes.ts';
import { canonicalJson, parseCanonicalJson } from './canonical.ts';
import { sha256Hex } from './sha256.ts';
import { publicKeyBytes, publicKeyOf, signBytes, verifySignature } from './sign.ts';

export const statementFormat = 'xinhu-statement';
export const statementFormatVersion = 1;
export const statementPurposes = ['plan_signature', 'report_signature'] as const;
export const maxStatementBytes = 64 * 1024;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const SignedFile = z.strictObject({ path: z.string().min(1).max(200), bytes: z.int().min(0), sha256: Sha256 });

export const Statement = z
  .strictObject({
    /** First, so that no other signed thing of this program (manifest, card, event) can be taken for a statement. */
    format: z.literal(statementFormat),
    formatVersion: z.literal(statementFormatVersion),
    purpose: z.enum(statementPurposes),
    documentId: DocumentId,
    /** Number of the document as printed. */
    number: z.string().min(1).max(100),
    /** Version of the document, 1 for the first. */
    version: z.int().min(1),
    files: z.array(SignedFile).min(1).max(20),
    signer: z.strictObject({ userId: UserId, publicKey: z.string().refine((text) => bytesOfBase64(text)?.length === publicKeyBytes) }),
    signedAt: Instant,
    registerHead: z.strictObject({ seq: z.int().min(0), hash: Sha256 }),
  })
  .refine((statement) => new Set(statement.files.map((file) => file.path)).size === statement.files.length);
export type Statement = z.infer<typeof Statement>;
export type StatementFields = Omit<Statement, 'format' | 'formatVersion'>;

export type SignedStatement = { readonly statement: Uint8Array; readonly signature: Uint8Array };
export type StatementFault = 'STATEMENT_DAMAGED' | 'SIGNATURE_INVALID' | 'SIGNER_DIFFERS' | 'FILE_MISSING' | 'FILE_EXTRA' | 'FILE_CHANGED';

/** Path, length and hash of a file as a statement lists it. */
export function signedFileOf(path: string, bytes: Uint8Array): Statement['files'][number] {
  return { path, bytes: bytes.length, sha256: sha256Hex(bytes) };
}

/** Signs with the seed of the named signer (throws if it is another's). The statement's bytes are stored beside the 64-byte signature. */
export function signStatement(fields: StatementFields, signSeed: Uint8Array): SignedStatement {
  const parsed = Statement.parse({ ...fields, format: statementFormat, formatVersion: statementFormatVersion });
  if (base64Of(publicKeyOf(signSeed)) !== parsed.signer.publicKey) throw new Error('signing key is not the one the statement names');
  const statement = canonicalJson(parsed);
  return { statement, signature: signBytes(signSeed, statement) };
}

/** A statement from its exact bytes; undefined unless complete and canonical. Says nothing about its signature. */
export function parseStatement(bytes: Uint8Array): Statement | undefined {
  if (bytes.length > maxStatementBytes) return undefined;
  const parsed = Statement.safeParse(parseCanonicalJson(bytes));
  return parsed.success ? parsed.data : undefined;
}

function faultOfFiles(statement: Statement, files: ReadonlyMap<string, Uint8Array>): StatementFault | undefined {
  for (const listed of statement.files) {
    const bytes = files.get(listed.path);
    if (bytes === undefined) return 'FILE_MISSING';
    if (bytes.length !== listed.bytes || sha256Hex(bytes) !== listed.sha256) return 'FILE_CHANGED';
  }
  return files.size === statement.files.length ? undefined : 'FILE_EXTRA';
}

/** Whether the key (32 bytes, from the register and not from the statement) has signed exactly these files. */
export function verifyStatement(
  signed: SignedStatement,
  publicKey: Uint8Array,
  files: ReadonlyMap<string, Uint8Array>,
): 'valid' | { readonly invalid: StatementFault } {
  if (!verifySignature(publicKey, signed.statement, signed.signature)) return { invalid: 'SIGNATURE_INVALID' };
  const statement = parseStatement(signed.statement);
  if (statement === undefined) return { invalid: 'STATEMENT_DAMAGED' };
  if (statement.signer.publicKey !== base64Of(publicKey)) return { invalid: 'SIGNER_DIFFERS' };
  const fault = faultOfFiles(statement, files);
  return fault === undefined ? 'valid' : { invalid: fault };
}
