import type { BatchId, CaseId, PupilId } from '../../domain/ids.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
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
  /** Last day for the second screening when the result is new, or says more danger than before. */
  readonly dueOn: PlainDate;
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

export type StoredScreening = {
  readonly id: string;
  readonly change: Change;
  /** Says more danger than before although something had been decided about it: it waits again, or a case has to look. */
  readonly worse: 'waiting' | 'in_case' | null;
};

/** Takes over a result by (pupil, instrument, day). What was decided about it (case, outcome) stays, except that an outcome does not outlive a worse result. */
export async function upsertScreening(tx: Tx, result: ScreeningRecord): Promise<StoredScreening> {
  const values = valuesOf(result);
  const known = await tx
    .selectFrom('screening_result')
    .select(['id', 'total', 'factors', 'items', 'validity', 'flags', 'needs_second', 'urgent', 'taken_up_case_id', 'outcome', 'due_on'])
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
        due_on: result.dueOn,
        second_by: null,
        second_at: null,
        second_note: null,
        batch_id: result.batchId,
      })
      .execute();
    return { id: result.id, change: 'added', worse: null };
  }
  const { id, taken_up_case_id: takenUp, outcome, due_on: due, ...before } = known;
  if (JSON.stringify(before) === JSON.stringify(values)) return { id, change: 'unchanged', worse: null };
  const worse = isWorse(values, before);
  // What waits already does not wait longer for having become worse.
  const waited = outcome === null && before.needs_second === 1 && due < result.dueOn;
  await tx
    .updateTable('screening_result')
    .set({ ...values, batch_id: result.batchId, ...(worse ? { outcome: null, due_on: waited ? due : result.dueOn } : {}) })
    .where('id', '=', id)
    .execute();
  if (!worse || (takenUp === null && outcome === null)) return { id, change: 'changed', worse: null };
  return { id, change: 'changed', worse: takenUp === null ? 'waiting' : 'in_case' };
}

type Alarm = { readonly needs_second: number; readonly urgent: number; readonly flags: string };

/** Needs second screening or an interview at once where it did not, or gives a reason that it did not give. */
function isWorse(now: Alarm, before: Alarm): boolean {
  const known = new Set(flagsOf(before));
  return now.needs_second > before.needs_second || now.urgent > before.urgent || flagsOf(now).some((flag) => !known.has(flag));
}

function flagsOf({ flags }: Alarm): readonly string[] {
  // Written by this store from an array of texts.
  return JSON.parse(flags) as readonly string[];
}

/** Notes the case that takes the pupil's results up. Answers how many there were: those of others, and those that a case has already, stay. */
export async function takeUpResults(tx: Tx, ids: readonly string[], by: { readonly caseId: CaseId; readonly pupilId: PupilId }): Promise<number> {
  if (ids.length === 0) return 0;
  const result = await tx
    .updateTable('screening_result')
    .set({ taken_up_case_id: by.caseId })
    .where('id', 'in', ids)
    .where('pupil_id', '=', by.pupilId)
    .where('taken_up_case_id', 'is', null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

export type Conclusion = { readonly outcome: string; readonly by: string | null; readonly at: Instant | null; readonly note: string };

/**
 * Notes the outcome of a second screening that leads to no case, with the talk that it rests on. Answers how many results there were: one that a
 * case took up, or that was concluded otherwise, stays as it is.
 */
export async function concludeResults(tx: Tx, ids: readonly string[], of: Conclusion): Promise<number> {
  if (ids.length === 0) return 0;
  const values = { outcome: of.outcome, second_by: of.by, second_at: of.at, second_note: of.note };
  const result = await tx
    .updateTable('screening_result')
    .set(values)
    .where('id', 'in', ids)
    .where('taken_up_case_id', 'is', null)
    .where((eb) =>
      eb.or([
        eb('outcome', 'is', null),
        eb.and([eb('outcome', '=', of.outcome), eb('second_by', 'is', of.by), eb('second_at', 'is', of.at), eb('second_note', '=', of.note)]),
      ]),
    )
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}
