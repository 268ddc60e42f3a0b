/** Entries of the office ledger as the window shows them. */
import type { LedgerEntryView } from '../../../contract/ledger.ts';
import type { LedgerRow } from '../../../db/queries/ledger.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import { isLedgerKind } from '../../../domain/ledger/registry.ts';
import { isLateEntry } from '../../../domain/ledger/decide-entry.ts';
import { liftEntry } from '../../../domain/ledger/lift-entry.ts';

/** The views of the entries, in their order. */
export async function ledgerViews(reader: Reader, rows: readonly LedgerRow[]): Promise<readonly LedgerEntryView[]> {
  const names = new Map((await userList(reader)).map((user): [string, string] => [user.id, user.displayName]));
  return rows.map((row) => viewOf(row, names.get(row.recordedBy) ?? ''));
}

/** The view of one entry. */
export async function ledgerView(reader: Reader, row: LedgerRow): Promise<LedgerEntryView> {
  const [view] = await ledgerViews(reader, [row]);
  if (view === undefined) throw new Error('an entry has a view');
  return view;
}

function viewOf(row: LedgerRow, recordedByName: string): LedgerEntryView {
  const { id, seq, kind, happenedOn, recordedAt, recordedBy, payload, corrects, correctedBy, hash } = liftEntry(row);
  if (!isLedgerKind(kind)) throw new Error('the ledger holds a kind that is not in the registry');
  return { id, seq, kind, happenedOn, recordedAt, recordedBy, recordedByName, late: isLateEntry(row), payload: { ...payload }, corrects, correctedBy, hash };
}
