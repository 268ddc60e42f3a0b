import type { UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { AuditDetail } from '../stores/audit-store.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';

export type AuditRow = {
  readonly seq: number;
  readonly at: Instant;
  readonly userId: UserId | null;
  readonly login: string | null;
  readonly operation: string;
  readonly subjectId: string | null;
  readonly outcome: string;
  readonly detail: AuditDetail;
};

/** A page of the audit trail, newest first, and how long the trail is. */
export async function auditTrail(
  reader: Reader,
  page: { readonly offset?: number | undefined; readonly limit?: number | undefined },
): Promise<{ readonly total: number; readonly rows: readonly AuditRow[] }> {
  // Numbers run without gaps from 1 and nothing is ever removed: the last one is the count, without walking the trail.
  const last = await reader.selectFrom('audit_entry').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  const total = last?.seq ?? 0;
  const rows = await reader
    .selectFrom('audit_entry')
    .leftJoin('user_account', 'user_account.id', 'audit_entry.user_id')
    .select([
      'audit_entry.seq',
      'audit_entry.at',
      'audit_entry.user_id',
      'audit_entry.operation',
      'audit_entry.subject_id',
      'audit_entry.outcome',
      'audit_entry.detail',
      'user_account.login',
    ])
    .where('audit_entry.seq', '<=', total - (page.offset ?? 0))
    .orderBy('audit_entry.seq', 'desc')
    .limit(pageSize(page.limit))
    .execute();
  return {
    total,
    rows: rows.map((row) => ({
      seq: row.seq,
      at: row.at as Instant,
      userId: row.user_id as UserId | null,
      login: row.login,
      operation: row.operation,
      subjectId: row.subject_id,
      outcome: row.outcome,
      // Written by the audit store, which takes nothing else.
      detail: JSON.parse(row.detail) as AuditDetail,
    })),
  };
}
