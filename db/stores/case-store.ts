/** Snapshots of cases: what lists show, written in the transaction of the event that changed it. */
import type { CaseState } from '../../domain/case-state.ts';
import type { CaseId, PupilId, UserId } from '../../domain/ids.ts';
import type { DiscoveryChannel } from '../../domain/vocabulary.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type CaseSnapshot = {
  readonly id: CaseId;
  readonly caseNo: string;
  readonly pupilId: PupilId;
  /** Channel of the first discovery. */
  readonly channel: DiscoveryChannel;
  readonly ownerUserId: UserId;
  /** Earliest due moment of the open obligations, null when none is open. */
  readonly nextDueAt: Instant | null;
  readonly openObligations: number;
  /** When obligations change next though nobody records anything; null when only an entry can change them. */
  readonly nextTickAt: Instant | null;
  readonly state: CaseState;
};

/** What a snapshot says of the obligations beside the state. */
export type DutySummary = Pick<CaseSnapshot, 'nextDueAt' | 'openObligations' | 'nextTickAt'>;

function dutyColumnsOf({ nextDueAt, openObligations, nextTickAt }: DutySummary) {
  return { next_due_at: nextDueAt, open_obligations: openObligations, next_tick_at: nextTickAt } as const;
}

function columnsOf(snapshot: DutySummary & Pick<CaseSnapshot, 'state'>) {
  const { state } = snapshot;
  if (state.openedAt === null || state.lastEventAt === null) throw new Error('a case without an event has no snapshot');
  return {
    loop: state.loop,
    stage: state.stage,
    attendance: state.attendance,
    grade: state.grade,
    opened_at: state.openedAt,
    last_event_at: state.lastEventAt,
    ...dutyColumnsOf(snapshot),
    version: state.version,
    head_hash: state.headHash,
    state: JSON.stringify(state),
  } as const;
}

/** Writes the snapshot of a new case. Its first event is appended in the same transaction, before or after. */
export async function insertCase(tx: Tx, snapshot: CaseSnapshot): Promise<void> {
  await tx
    .insertInto('case_file')
    .values({
      id: snapshot.id,
      case_no: snapshot.caseNo,
      pupil_id: snapshot.pupilId,
      channel: snapshot.channel,
      owner_user_id: snapshot.ownerUserId,
      ...columnsOf(snapshot),
    })
    .execute();
}

/** Replaces the snapshot of a case; number, pupil, channel and owner stay. Throws when there is no such case. */
export async function updateCase(tx: Tx, id: CaseId, snapshot: DutySummary & Pick<CaseSnapshot, 'state'>): Promise<void> {
  const result = await tx.updateTable('case_file').set(columnsOf(snapshot)).where('id', '=', id).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('no such case');
}

/** Time passed: writes what became of the obligations; the state stays. Throws when there is no such case. */
export async function updateDuties(tx: Tx, id: CaseId, summary: DutySummary): Promise<void> {
  const result = await tx.updateTable('case_file').set(dutyColumnsOf(summary)).where('id', '=', id).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('no such case');
}
