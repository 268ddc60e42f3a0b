/** The office ledger: appended to, never changed, each entry tied to the one before. */
import type { Payload } from '../../domain/events/define-event.ts';
import type { LedgerEntryId, UserId } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
import { genesisHash, ledgerHash } from '../chain.ts';
import type { Tx } from '../tx.ts';

/** `kind` and `payload` are checked by the ledger's own definitions before they come here. */
export type SignedLedgerEntry = {
  readonly id: LedgerEntryId;
  /** One after the ledger's head. */
  readonly seq: number;
  readonly kind: string;
  /** Version of the payload's schema. */
  readonly version: number;
  /** Place of the latest event in the register's chain when the entry was made; 0 before the first. */
  readonly registerSeq: number;
  readonly happenedOn: PlainDate;
  readonly recordedAt: Instant;
  readonly recordedBy: UserId;
  readonly requestId: string;
  readonly payload: Payload;
  /** The entry that this one sets right. */
  readonly corrects: LedgerEntryId | null;
  readonly prevHash: string;
  /** `ledgerHash` of the above. */
  readonly hash: string;
  /** Ed25519 by the recorder over a tag and the 32 bytes of `hash`. */
  readonly signature: Uint8Array;
};

/** `repeated`: the same request had been recorded before, and nothing was written now. */
export type LedgerAppend = { readonly id: LedgerEntryId; readonly repeated: boolean };

async function refusalOfCorrection(tx: Tx, corrects: LedgerEntryId): Promise<'LEDGER_ENTRY_UNKNOWN' | 'CORRECTED_ALREADY' | null> {
  const target = await tx.selectFrom('ledger_entry').select('id').where('id', '=', corrects).executeTakeFirst();
  if (target === undefined) return 'LEDGER_ENTRY_UNKNOWN';
  const taken = await tx.selectFrom('ledger_entry').select('id').where('corrects', '=', corrects).executeTakeFirst();
  return taken === undefined ? null : 'CORRECTED_ALREADY';
}

/**
 * Appends an entry that the caller has hashed and signed onto `ledgerHead`. STALE_VERSION when somebody wrote in between; LEDGER_ENTRY_UNKNOWN and
 * CORRECTED_ALREADY for what it corrects. Throws when the hash is not the entry's own: a bug, never to be stored.
 */
export async function appendLedgerEntry(
  tx: Tx,
  entry: SignedLedgerEntry,
): Promise<Result<LedgerAppend, 'STALE_VERSION' | 'LEDGER_ENTRY_UNKNOWN' | 'CORRECTED_ALREADY'>> {
  const earlier = await tx.selectFrom('ledger_entry').select('id').where('request_id', '=', entry.requestId).executeTakeFirst();
  if (earlier !== undefined) return ok({ id: earlier.id as LedgerEntryId, repeated: true });
  const last = await tx.selectFrom('ledger_entry').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  if (entry.seq !== (last?.seq ?? 0) + 1 || entry.prevHash !== (last?.hash ?? genesisHash)) return fail('STALE_VERSION');
  if (ledgerHash(entry) !== entry.hash) throw new Error('the hash of an entry does not cover it');
  const refused = entry.corrects === null ? null : await refusalOfCorrection(tx, entry.corrects);
  if (refused !== null) return fail(refused);
  await tx
    .insertInto('ledger_entry')
    .values({
      seq: entry.seq,
      id: entry.id,
      kind: entry.kind,
      version: entry.version,
      register_seq: entry.registerSeq,
      happened_on: entry.happenedOn,
      recorded_at: entry.recordedAt,
      recorded_by: entry.recordedBy,
      request_id: entry.requestId,
      payload: JSON.stringify(entry.payload),
      corrects: entry.corrects,
      prev_hash: entry.prevHash,
      hash: entry.hash,
      signature: entry.signature,
    })
    .execute();
  return ok({ id: entry.id, repeated: false });
}
