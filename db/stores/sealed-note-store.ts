import type { CaseId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type SealedNote = {
  readonly id: string;
  readonly caseId: CaseId;
  readonly writtenAt: Instant;
  readonly writtenBy: UserId;
  /** age file to the counsellors' own recipients: the database key does not open it. */
  readonly ciphertext: Uint8Array;
};

/** Keeps a sealed note; it can be neither changed nor removed. */
export async function insertSealedNote(tx: Tx, note: SealedNote): Promise<void> {
  await tx
    .insertInto('sealed_note')
    .values({ id: note.id, case_id: note.caseId, written_at: note.writtenAt, written_by: note.writtenBy, ciphertext: note.ciphertext })
    .execute();
}
