/** A 告知书 that left on a stick is recorded in the centre's own case. */
import { documentsByIds } from '../../../db/queries/documents.ts';
import type { PackageRow } from '../../../db/queries/packages.ts';
import type { Tx } from '../../../db/tx.ts';
import { recordEvent, type Recorder } from './record-event.ts';

/** Records it where the case still takes it: a case that was closed in between keeps its log as it is, and the stick is written all the same. */
export async function recordLetterSent(tx: Tx, recorder: Recorder, row: PackageRow): Promise<void> {
  const ids = [...new Set(row.files.flatMap((file) => (file.documentId === null ? [] : [file.documentId])))];
  for (const document of await documentsByIds(tx, ids)) {
    if (document.caseId === null) continue;
    const payload = { school: row.partnerName, letterNumber: document.number, documentId: document.id, packageId: row.id, phonedTo: '' };
    await recordEvent(tx, recorder, {
      caseId: document.caseId,
      expectedVersion: null,
      event: { requestId: recorder.newId(), type: 'letter_sent', happenedAt: recorder.now, payload },
    });
  }
}
