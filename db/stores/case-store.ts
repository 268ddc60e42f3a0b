/** Snapshots of cases: what lists show, written in the transaction of the event that changed it. */
import type { CaseState } from '../../domain/case-state.ts';
import type { CaseId, PupilId, UserId } from '../../domain/ids.ts';
import type { DiscoveryChannel } from '../../domain/vocabulary.ts';
import type { Instant } from '../../domain/time.ts';
import { fixedUpdate } from '../fixed-query.ts';
import type { Tx } from '../tx.ts';

export type CaseSnapshot = {
  readonly id: CaseId;
  readonly caseNo: string;
  readonly pupilId: PupilId;
  /** Channel of the first discovery. */
  readonly channel: DiscoveryChannel;
  /** As folded: a handover moves it. */
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
    sealed: state.sealed === null ? 0 : 1,
    handed_over_at: state.handover?.at ?? null,
    // A log whose first entry was purged names nobody: the owner whom the register knows stays.
    ...(state.ownerId === null ? {} : { owner_user_id: state.ownerId }),
  } as const;
}

/** Makes the stored list of those who see everything equal to the owner and the assignees of the state; nothing changes when it names no owner. */
async function saveAssignees(tx: Tx, id: CaseId, { ownerId, assignees }: CaseState): Promise<void> {
  if (ownerId === null) return;
  const wanted = new Set<string>([ownerId, ...assignees]);
  const stored = (await tx.selectFrom('case_assignee').select('user_id').where('case_id', '=', id).execute()).map((row) => row.user_id);
  const gone = stored.filter((user) => !wanted.has(user));
  const added = [...wanted].filter((user) => !stored.includes(user));
  if (gone.length > 0) await tx.deleteFrom('case_assignee').where('case_id', '=', id).where('user_id', 'in', gone).execute();
  if (added.length > 0)
    await tx
      .insertInto('case_assignee')
      .values(added.map((user) => ({ case_id: id, user_id: user })))
      .execute();
}

/** Writes the snapshot of a new case, owned by whom its state names. Its first event is appended in the same transaction, before or after. */
export async function insertCase(tx: Tx, snapshot: Omit<CaseSnapshot, 'ownerUserId'>): Promise<void> {
  const { ownerId } = snapshot.state;
  const columns = columnsOf(snapshot);
  if (ownerId === null) throw new Error('a new case has an owner');
  await tx
    .insertInto('case_file')
    .values({
      id: snapshot.id,
      case_no: snapshot.caseNo,
      pupil_id: snapshot.pupilId,
      channel: snapshot.channel,
      ...columns,
      owner_user_id: ownerId,
    })
    .execute();
  await saveAssignees(tx, snapshot.id, snapshot.state);
}

/** `was`: as the caller has read it in this transaction. Only what differs from it is written, and with it the few indexes that hold it. */
export type CaseUpdate = DutySummary & Pick<CaseSnapshot, 'state'> & { readonly was?: CaseSnapshot };

function changedIn(before: CaseSnapshot, after: CaseUpdate): Partial<ReturnType<typeof columnsOf>> {
  const written: Readonly<Record<string, unknown>> = columnsOf(before);
  return Object.fromEntries(Object.entries(columnsOf(after)).filter(([column, value]) => written[column] !== value));
}

function isSamePeople(one: CaseState, other: CaseState): boolean {
  return one.ownerId === other.ownerId && one.assignees.length === other.assignees.length && one.assignees.every((id, index) => id === other.assignees[index]);
}

const updateRow = fixedUpdate<ReturnType<typeof columnsOf>>((tx, set, id) => tx.updateTable('case_file').set(set).where('id', '=', id));

/** Replaces the snapshot of a case with its owner and assignees; number, pupil and channel stay. Throws when there is no such case. */
export async function updateCase(tx: Tx, id: CaseId, snapshot: CaseUpdate): Promise<void> {
  const { was } = snapshot;
  const columns = was === undefined ? columnsOf(snapshot) : changedIn(was, snapshot);
  if ((await updateRow(tx, columns, id)) !== 1) throw new Error('no such case');
  if (was === undefined || !isSamePeople(was.state, snapshot.state)) await saveAssignees(tx, id, snapshot.state);
}

/** Time passed: writes what became of the obligations; the state stays. Throws when there is no such case. */
export async function updateDuties(tx: Tx, id: CaseId, summary: DutySummary): Promise<void> {
  const result = await tx.updateTable('case_file').set(dutyColumnsOf(summary)).where('id', '=', id).executeTakeFirst();
  if (result.numUpdatedRows !== 1n) throw new Error('no such case');
}
