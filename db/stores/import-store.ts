import type { BatchId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type NewBatch = {
  readonly id: BatchId;
  readonly kind: string;
  readonly fileSha256: string;
  readonly importedAt: Instant;
  readonly importedBy: UserId;
  readonly dataRows: number;
  /** Columns taken and ignored, score base, instruments. */
  readonly detail: unknown;
};

export type BatchCounts = { readonly added: number; readonly changed: number; readonly unchanged: number; readonly refused: number; readonly skipped: number };

export type RefusedRow = {
  readonly rowNo: number;
  readonly columnName: string | null;
  readonly code: string;
  readonly params: Readonly<Record<string, string | number>>;
};

/** Opens a batch before its rows, which refer to it. */
export async function startBatch(tx: Tx, batch: NewBatch): Promise<void> {
  await tx
    .insertInto('import_batch')
    .values({
      id: batch.id,
      kind: batch.kind,
      file_sha256: batch.fileSha256,
      imported_at: batch.importedAt,
      imported_by: batch.importedBy,
      data_rows: batch.dataRows,
      added: 0,
      changed: 0,
      unchanged: 0,
      refused: 0,
      skipped: 0,
      detail: JSON.stringify(batch.detail),
    })
    .execute();
}

/** Writes what became of the batch's rows. */
export async function finishBatch(tx: Tx, id: BatchId, counts: BatchCounts): Promise<void> {
  const { added, changed, unchanged, refused, skipped } = counts;
  await tx.updateTable('import_batch').set({ added, changed, unchanged, refused, skipped }).where('id', '=', id).execute();
}

/** Keeps every row that was not taken, with its reason. */
export async function insertRefusals(tx: Tx, id: BatchId, refused: readonly RefusedRow[]): Promise<void> {
  // Bound parameters per statement are limited (32,766).
  for (let first = 0; first < refused.length; first += 1000) {
    const rows = refused.slice(first, first + 1000);
    await tx
      .insertInto('import_refusal')
      .values(
        rows.map(({ rowNo, columnName, code, params }) => ({ batch_id: id, row_no: rowNo, column_name: columnName, code, params: JSON.stringify(params) })),
      )
      .execute();
  }
}
