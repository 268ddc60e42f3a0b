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

/** Takes over a call by (pupil, moment). The case that took it up stays; what says less of a danger does not take the place of what says more. */
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
  if (JSON.stringify(before) === JSON.stringify(values) || isGraver(before.risk, call.risk)) return { id, change: 'unchanged' };
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

/** How grave a word of a log is; one that this program does not know is as grave as any. */
const gravity: readonly string[] = ['none', 'unknown', 'ideation', 'behavior'];

function isGraver(one: string, other: string): boolean {
  const weigh = (risk: string): number => (gravity.includes(risk) ? gravity.indexOf(risk) : gravity.length);
  return weigh(one) > weigh(other);
}

/**
 * Keeps a call about somebody whom the register does not have, by name, moment, school, grade and class: logs often say no more than the day of a call,
 * and two children may bear one name. What says less of a danger never takes the place of what says more.
 */
export async function keepWaitingCall(tx: Tx, call: WaitingCall): Promise<Change> {
  const values = { taken_by: call.takenBy, caller: call.caller, concern: call.concern, risk: call.risk, handling: call.handling };
  const known = await likeIt(tx, call).select(['id', 'taken_by', 'caller', 'concern', 'risk', 'handling']).executeTakeFirst();
  if (known === undefined) {
    const { id, calledAt, name, school, grade, className, batchId } = call;
    await tx
      .insertInto('waiting_call')
      .values({ id, called_at: calledAt, name, school, grade, class_name: className, batch_id: batchId, ...values })
      .execute();
    return 'added';
  }
  const { id, ...before } = known;
  if (JSON.stringify(before) === JSON.stringify(values) || isGraver(before.risk, call.risk)) return 'unchanged';
  await tx
    .updateTable('waiting_call')
    .set({ ...values, batch_id: call.batchId })
    .where('id', '=', id)
    .execute();
  return 'changed';
}

/** Waiting calls of the same name, moment, school, grade and class: one at most. */
function likeIt(tx: Tx, { name, calledAt, school, grade, className }: WaitingCall) {
  return tx
    .selectFrom('waiting_call')
    .where('name', '=', name)
    .where('called_at', '=', calledAt)
    .where('school', 'is', school)
    .where('grade', 'is', grade)
    .where('class_name', 'is', className);
}

/** Where the very same call, word for word, waits already; null where none does. */
export async function sameWaitingCall(tx: Tx, call: WaitingCall): Promise<string | null> {
  const known = await likeIt(tx, call)
    .select('id')
    .where('taken_by', '=', call.takenBy)
    .where('caller', '=', call.caller)
    .where('concern', '=', call.concern)
    .where('risk', '=', call.risk)
    .where('handling', '=', call.handling)
    .executeTakeFirst();
  return known?.id ?? null;
}

/** The call has become that of a pupil. */
export async function forgetWaitingCall(tx: Tx, id: string): Promise<void> {
  await tx.deleteFrom('waiting_call').where('id', '=', id).execute();
}
