/** Obligations as folded from the events of their case. */
import type { Selectable } from 'kysely';
import type { CaseId, UserId } from '../../domain/ids.ts';
import { missesInRow } from '../../domain/rules/chase.ts';
import type { Obligation } from '../../domain/rules/obligation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { obligationRows } from '../queries/packed.ts';
import type { ObligationTable } from '../schema.ts';
import type { Tx } from '../tx.ts';

/** Stored exactly as the engine gives it. */
export type ObligationRecord = Obligation;

export type ObligationSummary = { readonly written: number; readonly openObligations: number; readonly nextDueAt: Instant | null };

/** Whose duties they are: the case, and the person responsible for it. */
export type DutyHolder = {
  readonly caseId: CaseId;
  readonly ownerId: UserId | null;
  /** Rows of the case as the caller has read them in this transaction; asked for when missing. */
  readonly stored?: readonly Stored[];
};

type Stored = Selectable<ObligationTable>;

/** A counsellor's duty is the owner's of the case; what a leader or a class teacher owes is anybody's of that role. */
const owners: ReadonlySet<Role> = new Set<Role>(['psych_teacher', 'center_counselor']);

type Row = Omit<Stored, 'missed_before'>;

function rowOf(obligation: ObligationRecord, ownerId: UserId | null): Row {
  return {
    id: obligation.id,
    case_id: obligation.caseId,
    rule_id: obligation.ruleId,
    clause: obligation.clause,
    pack_version: obligation.packVersion,
    slot: obligation.slot,
    occurrence: obligation.occurrence,
    opened_by: obligation.openedBy,
    opened_at: obligation.openedAt,
    due_at: obligation.dueAt,
    owner_role: obligation.ownerRole,
    end: obligation.end,
    ended_at: obligation.endedAt,
    ended_by: obligation.endedBy,
    estimated: obligation.estimated ? 1 : 0,
    snoozed_to: obligation.snoozedTo,
    waiting_for: obligation.waitingFor,
    chase_on: obligation.chaseOn,
    responsible_user_id: owners.has(obligation.ownerRole) ? ownerId : null,
  };
}

/** Columns that differ, with their new values: SQLite writes every index that a named column is in, whether its value changes or not. */
function changedIn(before: Stored, after: Stored): Partial<Stored> {
  return Object.fromEntries(Object.entries(after).filter(([column, value]) => before[column as keyof Stored] !== value));
}

/** Open ones and the earliest due moment: what the snapshot of the case repeats. */
export function summaryOf(obligations: readonly ObligationRecord[]): Omit<ObligationSummary, 'written'> {
  const open = obligations.filter(({ end }) => end === null);
  const nextDueAt = open.reduce<Instant | null>((least, { dueAt }) => (least === null || dueAt < least ? dueAt : least), null);
  return { openObligations: open.length, nextDueAt };
}

/**
 * Makes the stored obligations of the case equal to `obligations` (all of the case, ended ones included, in order of opening), touching only
 * rows that differ.
 * The answer goes into the snapshot.
 */
export async function saveObligations(
  tx: Tx,
  { caseId, ownerId, stored: rows }: DutyHolder,
  obligations: readonly ObligationRecord[],
): Promise<ObligationSummary> {
  if (obligations.some((obligation) => obligation.caseId !== caseId)) throw new Error('an obligation belongs to another case');
  const stored = new Map((rows ?? (await obligationRows(tx, caseId))).map((row): [string, Stored] => [row.id, row]));
  const missedOf = missesInRow(obligations);
  let written = 0;
  for (const obligation of obligations) {
    const row = { ...rowOf(obligation, ownerId), missed_before: obligation.end === null ? missedOf(obligation) : 0 };
    const before = stored.get(row.id);
    stored.delete(row.id);
    const changed = before === undefined ? row : changedIn(before, row);
    if (Object.keys(changed).length === 0) continue;
    if (before === undefined) await tx.insertInto('obligation').values(row).execute();
    else await tx.updateTable('obligation').set(changed).where('id', '=', row.id).execute();
    written += 1;
  }
  for (const id of stored.keys()) await tx.deleteFrom('obligation').where('id', '=', id).execute();
  return { written: written + stored.size, ...summaryOf(obligations) };
}
