/** Screening results and hotline calls that led to a case, or into one. */
import { takeUpCall } from '../../../db/stores/hotline-store.ts';
import { takeUpResults } from '../../../db/stores/screening-store.ts';
import type { Tx } from '../../../db/tx.ts';
import type { CaseId, PupilId } from '../../../domain/ids.ts';

export type Sources = {
  readonly caseId: CaseId;
  readonly pupilId: PupilId;
  readonly sourceRefs: readonly { readonly kind: string; readonly id: string }[];
};

/** Marks them as taken up by the case. False when one is another pupil's, or another case's already. */
export async function takeUpSources(tx: Tx, { caseId, pupilId, sourceRefs }: Sources): Promise<boolean> {
  const idsOf = (kind: 'screening_result' | 'hotline_call') => [...new Set(sourceRefs.filter((ref) => ref.kind === kind).map((ref) => ref.id))];
  const results = idsOf('screening_result');
  if ((await takeUpResults(tx, results, { caseId, pupilId })) !== results.length) return false;
  for (const id of idsOf('hotline_call')) {
    if (!(await takeUpCall(tx, id, { caseId, pupilId }))) return false;
  }
  return true;
}
