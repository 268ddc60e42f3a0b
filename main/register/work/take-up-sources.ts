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

/** Kinds of sources that one case takes up, and no other after it. */
export type TakenKind = 'screening_result' | 'hotline_call';

/** Marks them as taken up by the case. Answers the kind of one that is another pupil's, or another case's already; null when all were free. */
export async function takeUpSources(tx: Tx, { caseId, pupilId, sourceRefs }: Sources): Promise<TakenKind | null> {
  const idsOf = (kind: TakenKind) => [...new Set(sourceRefs.filter((ref) => ref.kind === kind).map((ref) => ref.id))];
  const results = idsOf('screening_result');
  if ((await takeUpResults(tx, results, { caseId, pupilId })) !== results.length) return 'screening_result';
  for (const id of idsOf('hotline_call')) {
    if (!(await takeUpCall(tx, id, { caseId, pupilId }))) return 'hotline_call';
  }
  return null;
}
