import type { BatchId, CaseId, PupilId } from '../../domain/ids.ts';
import type { PlainDate } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';
import type { Change } from './pupil-store.ts';

export type ScreeningRecord = {
  /** Used when the result is new. */
  readonly id: string;
  readonly pupilId: PupilId;
  readonly instrument: string;
  readonly testedOn: PlainDate;
  readonly total: number | null;
  readonly factors: Readonly<Record<string, number | null>>;
  readonly items: readonly (number | null)[] | Readonly<Record<string, number | null>> | null;
  readonly validity: string;
  /** Reason codes for second screening, empty when none. */
  readonly flags: readonly string[];
  readonly needsSecond: boolean;
  readonly urgent: boolean;
  readonly batchId: BatchId;
};

function valuesOf(result: ScreeningRecord) {
  return {
    total: result.total,
    factors: JSON.stringify(result.factors),
    items: result.items === null ? null : JSON.stringify(result.items),
    validity: result.validity,
    flags: JSON.stringify(result.flags),
    needs_second: result.needsSecond ? 1 : 0,
    urgent: result.urgent ? 1 : 0,
  } as const;
}

/** Takes over a result by (pupil, instrument, day). What was decided about it (case, outcome) stays. */
export async function upsertScreening(tx: Tx, result: ScreeningRecord): Promise<{ readonly id: string; readonly change: Change }> {
  const values = valuesOf(result);
  const known = await tx
    .selectFrom('screening_result')
    .select(['id', 'total', 'factors', 'items', 'validity', 'flags', 'needs_second', 'urgent'])
    .where('pupil_id', '=', result.pupilId)
    .where('instrument', '=', result.instrument)
    .where('tested_on', '=', result.testedOn)
    .executeTakeFirst();
  if (known === undefined) {
    await tx
      .insertInto('screening_result')
      .values({
        id: result.id,
        pupil_id: result.pupilId,
        instrument: result.instrument,
        tested_on: result.testedOn,
        ...values,
        taken_up_case_id: null,
        outcome: null,
        batch_id: result.batchId,
      })
      .execute();
    return { id: result.id, change: 'added' };
  }
  const { id, ...before } = known;
  if (JSON.stringify(before) === JSON.stringify(values)) return { id, change: 'unchanged' };
  await tx
    .updateTable('screening_result')
    .set({ ...values, batch_id: result.batchId })
    .where('id', '=', id)
    .execute();
  return { id, change: 'changed' };
}

/** Notes the case that takes the results up. Answers how many there were. */
export async function takeUpResults(tx: Tx, ids: readonly string[], caseId: CaseId): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await tx.updateTable('screening_result').set({ taken_up_case_id: caseId }).where('id', 'in', ids).executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** Notes the outcome of a second screening that leads to no case. Answers how many results there were. */
export async function concludeResults(tx: Tx, ids: readonly string[], outcome: string): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await tx.updateTable('screening_result').set({ outcome }).where('id', 'in', ids).executeTakeFirst();
  return Number(result.numUpdatedRows);
}
