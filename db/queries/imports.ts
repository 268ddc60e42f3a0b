/** What imports took and what they did not. */
import type { Selectable } from 'kysely';
import type { BatchId, CaseId, PupilId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { HotlineCallTable, ImportBatchTable, WaitingCallTable } from '../schema.ts';
import type { WaitingCall } from '../stores/hotline-store.ts';
import type { BatchCounts, RefusedRow } from '../stores/import-store.ts';
import type { Reader } from '../tx.ts';

export type BatchRow = BatchCounts & {
  readonly id: BatchId;
  readonly kind: string;
  readonly fileSha256: string;
  readonly importedAt: Instant;
  readonly importedBy: UserId;
  readonly dataRows: number;
  readonly detail: unknown;
};

function batchOf(row: Selectable<ImportBatchTable>): BatchRow {
  const { added, changed, unchanged, refused, skipped } = row;
  return {
    id: row.id as BatchId,
    kind: row.kind,
    fileSha256: row.file_sha256,
    importedAt: row.imported_at as Instant,
    importedBy: row.imported_by as UserId,
    dataRows: row.data_rows,
    detail: JSON.parse(row.detail) as unknown,
    added,
    changed,
    unchanged,
    refused,
    skipped,
  };
}

/** The latest batches, newest first, at most 200. */
export async function importList(reader: Reader): Promise<readonly BatchRow[]> {
  return (await reader.selectFrom('import_batch').selectAll().orderBy('imported_at', 'desc').limit(200).execute()).map(batchOf);
}

/** A batch with its refused rows (at most 10,000 of them), or null. */
export async function importReport(reader: Reader, id: BatchId): Promise<{ readonly batch: BatchRow; readonly refused: readonly RefusedRow[] } | null> {
  const batch = await reader.selectFrom('import_batch').selectAll().where('id', '=', id).executeTakeFirst();
  if (batch === undefined) return null;
  const rows = await reader.selectFrom('import_refusal').selectAll().where('batch_id', '=', id).orderBy('row_no').limit(10_000).execute();
  const refused = rows.map((row) => ({
    rowNo: row.row_no,
    columnName: row.column_name,
    code: row.code,
    params: JSON.parse(row.params) as Record<string, string | number>,
  }));
  return { batch: batchOf(batch), refused };
}

export type HotlineRow = {
  readonly id: string;
  readonly calledAt: Instant;
  readonly takenBy: string;
  readonly caller: string;
  readonly pupilId: PupilId;
  readonly concern: string;
  readonly risk: string;
  readonly handling: string;
  readonly takenUpCaseId: CaseId | null;
};

/** Calls, newest first, at most 200. */
export async function hotlineCalls(reader: Reader, page: { readonly offset?: number; readonly limit?: number } = {}): Promise<readonly HotlineRow[]> {
  const rows = await reader
    .selectFrom('hotline_call')
    .selectAll()
    .orderBy('called_at', 'desc')
    .limit(Math.min(200, page.limit ?? 50))
    .offset(page.offset ?? 0)
    .execute();
  return rows.map(callOf);
}

/** Calls about a pupil, newest first, at most 200. */
export async function hotlineCallsOf(reader: Reader, pupilId: PupilId): Promise<readonly HotlineRow[]> {
  const rows = await reader.selectFrom('hotline_call').selectAll().where('pupil_id', '=', pupilId).orderBy('called_at', 'desc').limit(200).execute();
  return rows.map(callOf);
}

function callOf(row: Selectable<HotlineCallTable>): HotlineRow {
  return {
    id: row.id,
    calledAt: row.called_at as Instant,
    takenBy: row.taken_by,
    caller: row.caller,
    pupilId: row.pupil_id as PupilId,
    concern: row.concern,
    risk: row.risk,
    handling: row.handling,
    takenUpCaseId: row.taken_up_case_id as CaseId | null,
  };
}

/** Whose the calls are that say the same, word for word, as this one. */
export async function callsLike(
  reader: Reader,
  call: Omit<WaitingCall, 'name' | 'school' | 'grade' | 'className'>,
): Promise<readonly { readonly name: string; readonly grade: number; readonly className: string }[]> {
  const rows = await reader
    .selectFrom('hotline_call')
    .innerJoin('pupil', 'pupil.id', 'hotline_call.pupil_id')
    .select(['pupil.name', 'pupil.grade', 'pupil.class_name'])
    .where('hotline_call.called_at', '=', call.calledAt)
    .where('hotline_call.taken_by', '=', call.takenBy)
    .where('hotline_call.caller', '=', call.caller)
    .where('hotline_call.concern', '=', call.concern)
    .where('hotline_call.risk', '=', call.risk)
    .where('hotline_call.handling', '=', call.handling)
    .limit(1000)
    .execute();
  return rows.map(({ name, grade, class_name: className }) => ({ name, grade, className }));
}

/** Calls about pupils whom the register does not have yet, the latest first. */
export async function waitingCalls(reader: Reader, page: { readonly offset?: number; readonly limit?: number } = {}): Promise<readonly WaitingCall[]> {
  const rows = await reader
    .selectFrom('waiting_call')
    .selectAll()
    .orderBy('called_at', 'desc')
    .orderBy('id')
    .limit(page.limit ?? 200)
    .offset(page.offset ?? 0)
    .execute();
  return rows.map(waitingCallOf);
}

/** How many there are. */
export async function waitingCallCount(reader: Reader): Promise<number> {
  const { n } = await reader
    .selectFrom('waiting_call')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  return n;
}

/** How many of them speak of a danger or may: all but those of which the log says that there is none. */
export async function urgentWaitingCalls(reader: Reader): Promise<number> {
  const { n } = await reader
    .selectFrom('waiting_call')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where('risk', '<>', 'none')
    .executeTakeFirstOrThrow();
  return n;
}

/** Null when there is no such call, or it has found its pupil. */
export async function waitingCallById(reader: Reader, id: string): Promise<WaitingCall | null> {
  const row = await reader.selectFrom('waiting_call').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : waitingCallOf(row);
}

function waitingCallOf(row: Selectable<WaitingCallTable>): WaitingCall {
  return {
    id: row.id,
    calledAt: row.called_at as Instant,
    takenBy: row.taken_by,
    caller: row.caller,
    name: row.name,
    school: row.school,
    grade: row.grade,
    className: row.class_name,
    concern: row.concern,
    risk: row.risk,
    handling: row.handling,
    batchId: row.batch_id as BatchId,
  };
}
