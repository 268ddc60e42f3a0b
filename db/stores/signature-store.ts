import type { DocumentId, UserId } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Instant } from '../../domain/time.ts';
import { failureOf } from '../driver/failure.ts';
import type { Tx } from '../tx.ts';

export type SignatureRecord = {
  readonly id: string;
  readonly documentId: DocumentId;
  readonly signerId: UserId;
  readonly signedAt: Instant;
  /** The bytes that were signed. */
  readonly statement: Uint8Array;
  /** Ed25519, 64 bytes. */
  readonly signature: Uint8Array;
  /** base64 of the signer's 32-byte public key. */
  readonly publicKey: string;
};

/** Keeps a signature. SIGNED_ALREADY when this person has signed this document. */
export async function insertSignature(tx: Tx, signature: SignatureRecord): Promise<Result<null, 'SIGNED_ALREADY'>> {
  try {
    await tx
      .insertInto('document_signature')
      .values({
        id: signature.id,
        document_id: signature.documentId,
        signer_id: signature.signerId,
        signed_at: signature.signedAt,
        statement: signature.statement,
        signature: signature.signature,
        public_key: signature.publicKey,
      })
      .execute();
    return ok(null);
  } catch (error) {
    const failure = failureOf(error);
    if (failure?.kind === 'unique' && failure.columns.includes('signer_id')) return fail('SIGNED_ALREADY');
    throw error;
  }
}
