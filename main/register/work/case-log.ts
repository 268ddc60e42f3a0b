/** The log of a case as today's schemas have it: payloads of older versions are lifted; hashes stay those of the stored form. */
import { logOf } from '../../../db/queries/events.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseEvent } from '../../../domain/events/define-event.ts';
import { liftEvent } from '../../../domain/events/registry.ts';
import type { CaseId } from '../../../domain/ids.ts';

/** All events of the case, in order. */
export async function caseLog(reader: Reader, caseId: CaseId): Promise<readonly CaseEvent[]> {
  return (await logOf(reader, caseId)).map(liftEvent);
}
