/** One case: its snapshot and what hangs on it. */
import type { Selectable } from 'kysely';
import { CaseState } from '../../domain/case-state.ts';
import type { CaseId, EventId, PupilId, UserId } from '../../domain/ids.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
import type { DiscoveryChannel, ObligationEnd, Role, WaitingFor } from '../../domain/vocabulary.ts';
import type { CaseFileTable, ObligationTable } from '../schema.ts';
import type { CaseSnapshot } from '../stores/case-store.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import type { SealedNote } from '../stores/sealed-note-store.ts';
import type { Reader } from '../tx.ts';
import { obligationRows } from './packed.ts';
import { endedStages } from './visibility.ts';

/** Turns a row into the obligation; used wherever obligations are read. */
export function obligationOf(row: Selectable<ObligationTable>): ObligationRecord {
  // Written by the obligation store from branded values.
  return {
    id: row.id,
    caseId: row.case_id as CaseId,
    ruleId: row.rule_id,
    clause: row.clause,
    packVersion: row.pack_version,
    slot: row.slot,
    occurrence: row.occurrence,
    openedBy: row.opened_by as EventId,
    openedAt: row.opened_at as Instant,
    dueAt: row.due_at as Instant,
    ownerRole: row.owner_role as Role,
    end: row.end as ObligationEnd | null,
    endedAt: row.ended_at as Instant | null,
    endedBy: row.ended_by as EventId | null,
    estimated: row.estimated === 1,
    snoozedTo: row.snoozed_to as Instant | null,
    waitingFor: row.waiting_for as WaitingFor | null,
    chaseOn: row.chase_on as PlainDate | null,
  };
}

/** Turns a row into the snapshot. Throws when the state has not the present shape. */
export function snapshotOf(row: Selectable<CaseFileTable>): CaseSnapshot {
  return {
    id: row.id as CaseId,
    caseNo: row.case_no,
    pupilId: row.pupil_id as PupilId,
    channel: row.channel as DiscoveryChannel,
    ownerUserId: row.owner_user_id as UserId,
    nextDueAt: row.next_due_at as Instant | null,
    openObligations: row.open_obligations,
    nextTickAt: row.next_tick_at as Instant | null,
    state: CaseState.parse(JSON.parse(row.state)),
  };
}

/** The stored snapshot with its folded state, or null. Throws when the state has not the present shape (it must be folded again then). */
export async function caseById(reader: Reader, id: CaseId): Promise<CaseSnapshot | null> {
  const row = await reader.selectFrom('case_file').selectAll().where('id', '=', id).executeTakeFirst();
  return row === undefined ? null : snapshotOf(row);
}

/** Ids of the pupil's cases whose loop runs. */
export async function openCasesOf(reader: Reader, pupilId: PupilId): Promise<readonly CaseId[]> {
  const rows = await reader.selectFrom('case_file').select('id').where('pupil_id', '=', pupilId).where('stage', 'not in', endedStages).limit(100).execute();
  return rows.map((row) => row.id as CaseId);
}

/** A page of case ids in the order of their making, for going through the whole register. */
export async function caseIds(reader: Reader, after: CaseId | null, limit = 500): Promise<readonly CaseId[]> {
  const rows = await reader
    .selectFrom('case_file')
    .select('id')
    .where('id', '>', after ?? '')
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id as CaseId);
}

/** A page of ids of the cases whose loop runs, in the order of their making: what a new rule pack is tried on. */
export async function openCaseIds(reader: Reader, after: CaseId | null, limit = 500): Promise<readonly CaseId[]> {
  const rows = await reader
    .selectFrom('case_file')
    .select('id')
    .where('id', '>', after ?? '')
    .where('stage', 'not in', endedStages)
    .orderBy('id')
    .limit(limit)
    .execute();
  return rows.map((row) => row.id as CaseId);
}

/** Cases whose obligations changed by the passing of time alone until `now`, the longest waiting first. */
export async function casesTickedBefore(reader: Reader, now: Instant): Promise<readonly CaseId[]> {
  const rows = await reader.selectFrom('case_file').select('id').where('next_tick_at', '<=', now).orderBy('next_tick_at').limit(100_000).execute();
  return rows.map((row) => row.id as CaseId);
}

/** All obligations of the case, ended ones included, in the order of opening. */
export async function obligationsOf(reader: Reader, caseId: CaseId): Promise<readonly ObligationRecord[]> {
  return (await obligationRows(reader, caseId)).map(obligationOf);
}

/** Sealed notes of the case, newest first. */
export async function sealedNotesOf(reader: Reader, caseId: CaseId): Promise<readonly SealedNote[]> {
  const rows = await reader.selectFrom('sealed_note').selectAll().where('case_id', '=', caseId).orderBy('written_at', 'desc').limit(200).execute();
  return rows.map((row) => ({
    id: row.id,
    caseId: row.case_id as CaseId,
    writtenAt: row.written_at as Instant,
    writtenBy: row.written_by as UserId,
    ciphertext: row.ciphertext,
  }));
}
