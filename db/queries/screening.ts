/** Results of screening: who waits for the second one, and what a pupil has on file. */
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { BatchId, CaseId, PupilId } from '../../domain/ids.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
import type { ScreeningResultTable } from '../schema.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';

export type ResultRow = {
  readonly id: string;
  readonly pupilId: PupilId;
  readonly instrument: string;
  readonly testedOn: PlainDate;
  readonly total: number | null;
  readonly factors: Readonly<Record<string, number | null>>;
  readonly validity: string;
  readonly flags: readonly string[];
  readonly needsSecond: boolean;
  readonly urgent: boolean;
  readonly takenUpCaseId: CaseId | null;
  readonly outcome: string | null;
  readonly dueOn: PlainDate;
  readonly secondBy: string | null;
  readonly secondAt: Instant | null;
  readonly secondNote: string | null;
  readonly batchId: BatchId;
};

function resultOf(row: Selectable<ScreeningResultTable>): ResultRow {
  // Written by the screening store from branded values; the columns are checked to be JSON.
  return {
    id: row.id,
    pupilId: row.pupil_id as PupilId,
    instrument: row.instrument,
    testedOn: row.tested_on as PlainDate,
    total: row.total,
    factors: JSON.parse(row.factors) as Readonly<Record<string, number | null>>,
    validity: row.validity,
    flags: JSON.parse(row.flags) as readonly string[],
    needsSecond: row.needs_second === 1,
    urgent: row.urgent === 1,
    takenUpCaseId: row.taken_up_case_id as CaseId | null,
    outcome: row.outcome,
    dueOn: row.due_on as PlainDate,
    secondBy: row.second_by,
    secondAt: row.second_at as Instant | null,
    secondNote: row.second_note,
    batchId: row.batch_id as BatchId,
  };
}

export type QueueRow = { readonly pupilId: PupilId; readonly urgent: boolean; readonly dueOn: PlainDate | null; readonly results: readonly ResultRow[] };
export type QueuePage = {
  /** What was due before this day is overdue. */
  readonly today: PlainDate;
  readonly includeDone?: boolean | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

/** Results that wait for the second screening: a handful among all that were ever imported, so they are searched in the index of just these. */
export function waitingResults(reader: Reader) {
  return reader
    .selectFrom('screening_result')
    .where(sql<boolean>`"needs_second" = 1`)
    .where('taken_up_case_id', 'is', null)
    .where('outcome', 'is', null)
    .where('urgent', 'in', [0, 1])
    .where('due_on', '>=', '0');
}

const waits = sql`taken_up_case_id IS NULL AND outcome IS NULL`;
/** Of a pupil's results that still wait: the first day, and whether one cannot wait. */
const dueFirst = sql<string | null>`min(CASE WHEN ${waits} THEN due_on END)`;
const urgentNow = sql<number>`max(CASE WHEN ${waits} THEN urgent ELSE 0 END)`;

function queued(reader: Reader, includeDone: boolean) {
  return includeDone ? reader.selectFrom('screening_result').where('needs_second', '=', 1) : waitingResults(reader);
}

/** Pupils who need second screening: the overdue first, then the urgent, then by the day on which they are due; settled ones last. Each with the results that say so. */
export async function secondScreeningQueue(reader: Reader, page: QueuePage): Promise<{ readonly total: number; readonly rows: readonly QueueRow[] }> {
  const includeDone = page.includeDone === true;
  const counted = await queued(reader, includeDone)
    .select((eb) => eb.fn.count<number>('pupil_id').distinct().as('n'))
    .executeTakeFirstOrThrow();
  const pupils = await queued(reader, includeDone)
    .select(['pupil_id', dueFirst.as('due'), urgentNow.as('urgent')])
    .groupBy('pupil_id')
    .orderBy(sql`${dueFirst} IS NULL`)
    .orderBy(sql`${dueFirst} >= ${page.today}`)
    .orderBy('urgent', 'desc')
    .orderBy('due')
    .orderBy('pupil_id')
    .limit(pageSize(page.limit))
    .offset(page.offset ?? 0)
    .execute();
  const rows: QueueRow[] = [];
  for (const { pupil_id: pupilId, urgent, due } of pupils) {
    const results = await queued(reader, includeDone).selectAll().where('pupil_id', '=', pupilId).orderBy('tested_on').orderBy('instrument').execute();
    rows.push({ pupilId: pupilId as PupilId, urgent: urgent === 1, dueOn: due as PlainDate | null, results: results.map(resultOf) });
  }
  return { total: counted.n, rows };
}

/** Results by their ids, without order. */
export async function resultsByIds(reader: Reader, ids: readonly string[]): Promise<readonly ResultRow[]> {
  return (await reader.selectFrom('screening_result').selectAll().where('id', 'in', ids).execute()).map(resultOf);
}

/** All results of the pupil, newest first. */
export async function resultsOf(reader: Reader, pupilId: PupilId): Promise<readonly ResultRow[]> {
  return (
    await reader
      .selectFrom('screening_result')
      .selectAll()
      .where('pupil_id', '=', pupilId)
      .orderBy('tested_on', 'desc')
      .orderBy('instrument')
      .limit(200)
      .execute()
  ).map(resultOf);
}
