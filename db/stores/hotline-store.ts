import type { BatchId, CaseId, PupilId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';
import type { Change } from './pupil-store.ts';

export type HotlineRecord = {
  /** Used when the call is new. */
  readonly id: string;
  readonly calledAt: Instant;
  readonly takenBy: string;
  readonly caller: string;
  readonly pupilId: PupilId;
  readonly concern: string;
  readonly risk: string;
  readonly handling: string;
  readonly batchId: BatchId;
};

/** Takes over a call by (pupil, moment). The case that took it up stays. */
export async function upsertHotlineCall(tx: Tx, call: HotlineRecord): Promise<{ readonly id: string; readonly change: Change }> {
  const values = { taken_by: call.takenBy, caller: call.caller, concern: call.concern, risk: call.risk, handling: call.handling };
  const known = await tx
    .selectFrom('hotline_call')
    .select(['id', 'taken_by', 'caller', 'concern', 'risk', 'handling'])
    .where('pupil_id', '=', call.pupilId)
    .where('called_at', '=', call.calledAt)
    .executeTakeFirst();
  if (known === undefined) {
    await tx
      .insertInto('hotline_call')
      .values({ id: call.id, called_at: call.calledAt, pupil_id: call.pupilId, batch_id: call.batchId, taken_up_case_id: null, ...values })
      .execute();
    return { id: call.id, change: 'added' };
  }
  const { id, ...before } = known;
  if (JSON.stringify(before) === JSON.stringify(values)) return { id, change: 'unchanged' };
  await tx
    .updateTable('hotline_call')
    .set({ ...values, batch_id: call.batchId })
    .where('id', '=', id)
    .execute();
  return { id, change: 'changed' };
}

/** Notes the case that takes the pupil's call up; false when there is no such call, or a case has it already. */
export async function takeUpCall(tx: Tx, id: string, by: { readonly caseId: CaseId; readonly pupilId: PupilId }): Promise<boolean> {
  const result = await tx
    .updateTable('hotline_call')
    .set({ taken_up_case_id: by.caseId })
    .where('id', '=', id)
    .where('pupil_id', '=', by.pupilId)
    .where('taken_up_case_id', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows === 1n;
}

export type WaitingCall = Omit<HotlineRecord, 'pupilId'> & {
  readonly name: string;
  readonly school: string | null;
  readonly grade: number | null;
  readonly className: string | null;
};

/** Keeps a call about somebody whom the register does not have, by (name, moment), until it does. */
export async function keepWaitingCall(tx: Tx, call: WaitingCall): Promise<Change> {
  const values = {
    taken_by: call.takenBy,
    caller: call.caller,
    school: call.school,
    grade: call.grade,
    class_name: call.className,
    concern: call.concern,
    risk: call.risk,
    handling: call.handling,
  };
  const known = await tx
    .selectFrom('waiting_call')
    .select(['id', 'taken_by', 'caller', 'school', 'grade', 'class_name', 'concern', 'risk', 'handling'])
    .where('name', '=', call.name)
    .where('called_at', '=', call.calledAt)
    .executeTakeFirst();
  if (known === undefined) {
    await tx
      .insertInto('waiting_call')
      .values({ id: call.id, called_at: call.calledAt, name: call.name, batch_id: call.batchId, ...values })
      .execute();
    return 'added';
  }
  const { id, ...before } = known;
  if (JSON.stringify(before) === JSON.stringify(values)) return 'unchanged';
  await tx
    .updateTable('waiting_call')
    .set({ ...values, batch_id: call.batchId })
    .where('id', '=', id)
    .execute();
  return 'changed';
}

/** The call has become that of a pupil. */
export async function forgetWaitingCall(tx: Tx, of: Pick<WaitingCall, 'name' | 'calledAt'>): Promise<void> {
  await tx.deleteFrom('waiting_call').where('name', '=', of.name).where('called_at', '=', of.calledAt).execute();
}
