/**
 * Whether a document is about what its case is about now. Plan versions begin at 1 again with each loop, so a number does not say it;
 * the place in the register's chain does, whatever the clocks said.
 */
import type { DocumentRow } from '../../../db/queries/documents.ts';
import { lastPlaceOf } from '../../../db/queries/events.ts';
import type { Reader } from '../../../db/tx.ts';

type Issued = Pick<DocumentRow, 'caseId' | 'registerSeq'>;

/** Issued after the plan that stands now was drafted. */
export async function isOfPresentPlan(reader: Reader, row: Issued): Promise<boolean> {
  return row.caseId === null || row.registerSeq >= (await lastPlaceOf(reader, row.caseId, ['plan_drafted']));
}

/** Issued after the case was opened, or opened again. */
export async function isOfPresentLoop(reader: Reader, row: Issued): Promise<boolean> {
  return row.caseId === null || row.registerSeq >= (await lastPlaceOf(reader, row.caseId, ['lead_recorded', 'case_reopened']));
}
