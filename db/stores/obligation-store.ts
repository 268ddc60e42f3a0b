/** Obligations as folded from the events of their case. */
import type { Selectable } from 'kysely';
import type { CaseId, UserId } from '../../domain/ids.ts';
import { missesInRow } from '../../domain/rules/chase.ts';
import type { Obligation } from '../../domain/rules/obligation.ts';
import type { Instant } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { fixedInsert, fixedUpdate } from '../fixed-query.ts';
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
  /** What the caller knows of the time before an entry; without it every row of the case is read. */
  readonly before?: DutiesBefore;
};

type Stored = Selectable<ObligationTable>;

/** Just before an entry: the holder, the duties of the log, and the rows that stand open in the file, read in this transaction. */
export type DutiesBefore = {
  readonly ownerId: UserId | null;
  readonly obligations: readonly ObligationRecord[];
  readonly standing: readonly Stored[];
};

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

type Compared = { readonly rows: readonly Stored[]; readonly obligations: readonly ObligationRecord[] };

function storedRow(obligation: ObligationRecord, ownerId: UserId | null, missedOf: ReturnType<typeof missesInRow>): Stored {
  return { ...rowOf(obligation, ownerId), missed_before: obligation.end === null ? missedOf(obligation) : 0 };
}

/** Whether what stands open in the file is what stood open just before the entry. */
function isAsBefore({ ownerId, obligations, standing }: DutiesBefore): boolean {
  const open = new Map(obligations.flatMap((one): [string, ObligationRecord][] => (one.end === null ? [[one.id, one]] : [])));
  const missedOf = missesInRow(obligations);
  return (
    open.size === standing.length &&
    standing.every((row) => {
      const duty = open.get(row.id);
      return duty !== undefined && Object.keys(changedIn(row, storedRow(duty, ownerId, missedOf))).length === 0;
    })
  );
}

/**
 * The part of a case that an entry can have changed: what stood open, and what is new. Null when it cannot be told from the rest, and all of it
 * has to be compared: the case has another holder, an ended duty changed (a correction), or the file is not as the log was before (time passed).
 */
function partToCompare({ ownerId, before }: DutyHolder, obligations: readonly ObligationRecord[]): Compared | null {
  if (before === undefined || (before.obligations.length > 0 && before.ownerId !== ownerId) || !isAsBefore(before)) return null;
  const known = new Map(before.obligations.map((one): [string, ObligationRecord] => [one.id, one]));
  const left: ObligationRecord[] = [];
  let found = 0;
  for (const obligation of obligations) {
    const earlier = known.get(obligation.id);
    if (earlier !== undefined) found += 1;
    if (earlier === undefined || earlier.end === null) left.push(obligation);
    // Ended duties are never made anew but by a correction.
    else if (earlier !== obligation) return null;
  }
  return found === known.size ? { rows: before.standing, obligations: left } : null;
}

/**
 * Makes the stored obligations of the case equal to `obligations` (all of the case, ended ones included, in order of opening), touching only
 * rows that differ.
 * The answer goes into the snapshot.
 */
export async function saveObligations(tx: Tx, holder: DutyHolder, obligations: readonly ObligationRecord[]): Promise<ObligationSummary> {
  const { caseId, ownerId } = holder;
  if (obligations.some((obligation) => obligation.caseId !== caseId)) throw new Error('an obligation belongs to another case');
  const compared = partToCompare(holder, obligations) ?? { rows: await obligationRows(tx, caseId), obligations };
  const stored = new Map(compared.rows.map((row): [string, Stored] => [row.id, row]));
  const missedOf = missesInRow(obligations);
  let written = 0;
  for (const obligation of compared.obligations) {
    const row = storedRow(obligation, ownerId, missedOf);
    const before = stored.get(row.id);
    stored.delete(row.id);
    const changed = before === undefined ? row : changedIn(before, row);
    if (Object.keys(changed).length === 0) continue;
    if (before === undefined) await insertObligation(tx, row);
    else await updateObligation(tx, changed, row.id);
    written += 1;
  }
  for (const id of stored.keys()) await tx.deleteFrom('obligation').where('id', '=', id).execute();
  return { written: written + stored.size, ...summaryOf(obligations) };
}

const insertObligation = fixedInsert((tx, row: Stored) => tx.insertInto('obligation').values(row));
const updateObligation = fixedUpdate<Stored>((tx, set, id) => tx.updateTable('obligation').set(set).where('id', '=', id));
