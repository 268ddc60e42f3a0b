/** The audit trail: hash-chained, written in the transaction of what it records. */
import type { Selectable } from 'kysely';
import type { UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import { auditHash, genesisHash } from '../chain.ts';
import { fixedInsert, fixedSelect } from '../fixed-query.ts';
import type { AuditEntryTable } from '../schema.ts';
import type { Reader, Tx } from '../tx.ts';

/** Codes and numbers only. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;

export type AuditRecord = {
  readonly at: Instant;
  /** Null when nobody was signed in. */
  readonly userId: UserId | null;
  readonly operation: string;
  /** Id of what it was about, never a name. */
  readonly subjectId: string | null;
  /** `ok`, `attempt` before something leaves, or the code of the refusal. */
  readonly outcome: string;
  readonly detail: AuditDetail;
};

const lastEntry = fixedSelect((reader: Reader) => reader.selectFrom('audit_entry').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1));
const insertEntry = fixedInsert((tx, entry: Selectable<AuditEntryTable>) => tx.insertInto('audit_entry').values(entry));

/** Appends an entry; answers its place and hash. */
export async function appendAudit(tx: Tx, record: AuditRecord): Promise<{ readonly seq: number; readonly hash: string }> {
  const [last] = await lastEntry(tx, {});
  const seq = (last?.seq ?? 0) + 1;
  const prevHash = last?.hash ?? genesisHash;
  const hash = auditHash({ seq, ...record, prevHash });
  await insertEntry(tx, {
    seq,
    at: record.at,
    user_id: record.userId,
    operation: record.operation,
    subject_id: record.subjectId,
    outcome: record.outcome,
    detail: JSON.stringify(record.detail),
    prev_hash: prevHash,
    hash,
  });
  return { seq, hash };
}
