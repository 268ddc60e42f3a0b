/** The office ledger: its head, its entries by kind and day. */
import type { ExpressionBuilder, Selectable } from 'kysely';
import type { Payload } from '../../domain/events/define-event.ts';
import type { LedgerEntryId, UserId } from '../../domain/ids.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
import { genesisHash } from '../chain.ts';
import type { LedgerEntryTable } from '../office-tables.ts';
import type { Schema } from '../schema.ts';
import type { SignedLedgerEntry } from '../stores/ledger-store.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';

/** Turns a row into the entry; used wherever entries are read. */
export function ledgerEntryOf(row: Selectable<LedgerEntryTable>): SignedLedgerEntry {
  // Written by the ledger store from branded values; the column is checked to be JSON.
  return {
    id: row.id as LedgerEntryId,
    seq: row.seq,
    kind: row.kind,
    version: row.version,
    registerSeq: row.register_seq,
    happenedOn: row.happened_on as PlainDate,
    recordedAt: row.recorded_at as Instant,
    recordedBy: row.recorded_by as UserId,
    requestId: row.request_id,
    payload: JSON.parse(row.payload) as Payload,
    corrects: row.corrects as LedgerEntryId | null,
    prevHash: row.prev_hash,
    hash: row.hash,
    signature: row.signature,
  };
}

/** `correctedBy`: the entry that set this one right, which counts instead of it. */
export type LedgerRow = SignedLedgerEntry & { readonly correctedBy: LedgerEntryId | null };

function rows(reader: Reader) {
  return reader
    .selectFrom('ledger_entry')
    .selectAll('ledger_entry')
    .select((eb) =>
      eb
        .selectFrom('ledger_entry as later')
        .select('later.id')
        .whereRef('later.corrects', '=', 'ledger_entry.id')
        .where('later.corrects', 'is not', null)
        .as('corrected_by'),
    );
}

type RawRow = Awaited<ReturnType<ReturnType<typeof rows>['execute']>>[number];

function rowOf(row: RawRow): LedgerRow {
  return { ...ledgerEntryOf(row), correctedBy: row.corrected_by as LedgerEntryId | null };
}

/** What the next entry follows on; 0 and the genesis hash before the first. */
export async function ledgerHead(reader: Reader): Promise<{ readonly seq: number; readonly hash: string }> {
  const row = await reader.selectFrom('ledger_entry').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row ?? { seq: 0, hash: genesisHash };
}

export type LedgerFilter = {
  readonly kind?: string | undefined;
  /** First and last day, both counted. */
  readonly from?: PlainDate | undefined;
  readonly to?: PlainDate | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

function conditions(eb: ExpressionBuilder<Schema, 'ledger_entry'>, { kind, from, to }: LedgerFilter) {
  return eb.and([
    ...(kind === undefined ? [] : [eb('ledger_entry.kind', '=', kind)]),
    // Bounds are always given, so that an index is searched and not walked.
    eb('ledger_entry.happened_on', '>=', from ?? '0'),
    eb('ledger_entry.happened_on', '<=', to ?? '9999'),
  ]);
}

/** A page of entries, latest day first, corrected ones and their corrections both; and how many there are. */
export async function ledgerList(reader: Reader, filter: LedgerFilter): Promise<{ readonly total: number; readonly rows: readonly LedgerRow[] }> {
  const counted = await reader
    .selectFrom('ledger_entry')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) => conditions(eb, filter))
    .executeTakeFirstOrThrow();
  const found = await rows(reader)
    .where((eb) => conditions(eb, filter))
    .orderBy('ledger_entry.happened_on', 'desc')
    .orderBy('ledger_entry.seq', 'desc')
    .limit(pageSize(filter.limit))
    .offset(filter.offset ?? 0)
    .execute();
  return { total: counted.n, rows: found.map(rowOf) };
}

/** Entries that stand (no later one sets them right) of these kinds in a span of days, both ends counted, in order of day: what clocks of the office count. */
export async function ledgerStanding(
  reader: Reader,
  span: { readonly kinds: readonly string[]; readonly from: PlainDate; readonly to: PlainDate },
): Promise<readonly SignedLedgerEntry[]> {
  if (span.kinds.length === 0) return [];
  const found = await rows(reader)
    .where('ledger_entry.kind', 'in', span.kinds)
    .where('ledger_entry.happened_on', '>=', span.from)
    .where('ledger_entry.happened_on', '<=', span.to)
    .orderBy('ledger_entry.happened_on')
    .orderBy('ledger_entry.seq')
    .limit(50_000)
    .execute();
  return found.filter((row) => row.corrected_by === null).map(ledgerEntryOf);
}

/** The entry with what set it right, or null. */
export async function ledgerEntryById(reader: Reader, id: LedgerEntryId): Promise<LedgerRow | null> {
  const row = await rows(reader).where('ledger_entry.id', '=', id).executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** The entry that a request recorded, or null: the answer to a retry. */
export async function ledgerEntryByRequest(reader: Reader, requestId: string): Promise<LedgerRow | null> {
  const row = await rows(reader).where('ledger_entry.request_id', '=', requestId).executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}
