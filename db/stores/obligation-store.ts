/** Obligations as folded from the events of their case. */
import type { Selectable } from 'kysely';
import type { CaseId, UserId } from '../../domain/ids.ts';
import { missesInRow } from '../../domain/rules/chase.ts';
import type { Obligation } from '../../domain/rules/obligation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { packedObligation, unpackedObligation } from '../queries/packed.ts';
import type { ObligationTable } from '../schema.ts';
import type { Tx } from '../tx.ts';

/** Stored exactly as the engine gives it. */
export type ObligationRecord = Obligation;

export type ObligationSummary = { readonly written: number; readonly openObligations: number; readonly nextDueAt: Instant | null };

/** Whose duties they are: the case, and the person responsible for it. */
export type DutyHolder = { readonly caseId: CaseId; readonly ownerId: UserId | null };

/** A counsellor's duty is the owner's of the case; what a leader or a class teacher owes is anybody's of that role. */
const owners: ReadonlySet<Role> = new Set<Role>(['psych_teacher', 'center_counselor', 'center_head']);

type Row = Omit<Selectable<ObligationTable>, 'missed_before'>;

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

function isSame(one: Selectable<ObligationTable>, other: Selectable<ObligationTable>): boolean {
  return (Object.keys(one) as readonly (keyof ObligationTable)[]).every((column) => one[column] === other[column]);
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
export async function saveObligations(tx: Tx, { caseId, ownerId }: DutyHolder, obligations: readonly ObligationRecord[]): Promise<ObligationSummary> {
  if (obligations.some((obligation) => obligation.caseId !== caseId)) throw new Error('an obligation belongs to another case');
  const packed = await tx.selectFrom('obligation').select(packedObligation.as('packed')).where('case_id', '=', caseId).execute();
  const stored = new Map(packed.map((one) => unpackedObligation(one.packed)).map((row) => [row.id, row]));
  const missedOf = missesInRow(obligations);
  let written = 0;
  for (const obligation of obligations) {
    const row = { ...rowOf(obligation, ownerId), missed_before: obligation.end === null ? missedOf(obligation) : 0 };
    const before = stored.get(row.id);
    stored.delete(row.id);
    if (before !== undefined && isSame(row, before)) continue;
    if (before === undefined) await tx.insertInto('obligation').values(row).execute();
    else await tx.updateTable('obligation').set(row).where('id', '=', row.id).execute();
    written += 1;
  }
  for (const id of stored.keys()) await tx.deleteFrom('obligation').where('id', '=', id).execute();
  return { written: written + stored.size, ...summaryOf(obligations) };
}
