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
  readonly state: CaseState;
};

function columnsOf(snapshot: Pick<CaseSnapshot, 'nextDueAt' | 'openObligations' | 'state'>) {
  const { state, nextDueAt, openObligations } = snapshot;
  if (state.openedAt === null || state.lastEventAt === null) throw new Error('a case without an event has no snapshot');
  return {
    loop: state.loop,
    stage: state.stage,
    attendance: state.attendance,
    grade: state.grade,
    opened_at: state.openedAt,
    last_event_at: state.lastEventAt,
    next_due_at: nextDueAt,
    open_obligations: openObligations,
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
export async function updateCase(tx: Tx, id: CaseId, snapshot: Pick<CaseSnapshot, 'nextDueAt' | 'openObligations' | 'state'>): Promise<void> {
  const result = await tx.updateTable('case_file').set(columnsOf(snapshot)).where('id', '=', id).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('no such case');
}

/** Hands the case to another user; false when there is no such case. */
export async function assignCase(tx: Tx, id: CaseId, ownerUserId: UserId): Promise<boolean> {
  const result = await tx.updateTable('case_file').set({ owner_user_id: ownerUserId }).where('id', '=', id).executeTakeFirst();
  return result.numUpdatedRows === 1n;
}
