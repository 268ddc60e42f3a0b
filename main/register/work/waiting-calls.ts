/** Calls of the hotline about pupils whom the register does not have: kept as they came, and joined to the pupil once there is one. */
import { pupilKeys } from '../../../db/queries/pupils.ts';
import { waitingCallById, waitingCalls } from '../../../db/queries/imports.ts';
import { forgetWaitingCall, keepWaitingCall, upsertHotlineCall, type WaitingCall } from '../../../db/stores/hotline-store.ts';
import type { Change } from '../../../db/stores/pupil-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { BatchId, PupilId } from '../../../domain/ids.ts';
import { matchRow, rosterIndex, type RosterIndex } from '../imports/match.ts';
import type { HotlineRow } from '../imports/parsed.ts';

/** Word for what a log leaves out. */
const notSaid = '未填';

type Importing = { readonly id: string; readonly batchId: BatchId };

function callOf(row: HotlineRow, { id, batchId }: Importing): WaitingCall {
  const { calledAt, name, school, className, risk } = row;
  return {
    id,
    calledAt,
    takenBy: row.operator ?? notSaid,
    caller: row.callerIdentity ?? notSaid,
    name,
    school,
    grade: row.grade?.code ?? null,
    className,
    concern: row.problem ?? notSaid,
    risk,
    handling: row.action ?? notSaid,
    batchId,
  };
}

/** Keeps a call of a log: with its pupil, or waiting for one. */
export async function storeCall(tx: Tx, row: HotlineRow, of: Importing & { readonly pupilId: PupilId | null }): Promise<Change> {
  const call = callOf(row, of);
  return of.pupilId === null ? keepWaitingCall(tx, call) : giveCall(tx, call, of.pupilId);
}

async function giveCall(tx: Tx, call: WaitingCall, pupilId: PupilId): Promise<Change> {
  const { change } = await upsertHotlineCall(tx, { ...call, pupilId });
  await forgetWaitingCall(tx, call);
  return change;
}

/** By name, grade and class, and by number and name. */
export async function rosterOf(reader: Reader): Promise<RosterIndex<PupilId>> {
  return rosterIndex(
    (await pupilKeys(reader)).map((pupil) => ({
      id: pupil.id,
      studentNo: pupil.studentNo,
      name: pupil.name,
      gradeCode: pupil.grade,
      className: pupil.className,
    })),
  );
}

/** Joins what waits to the pupils whom it fits beyond doubt; answers how many calls found theirs. */
export async function joinWaitingCalls(tx: Tx): Promise<number> {
  const waiting = [];
  for (let page = await waitingCalls(tx); page.length > 0; page = await waitingCalls(tx, { offset: waiting.length })) waiting.push(...page);
  if (waiting.length === 0) return 0;
  const index = await rosterOf(tx);
  let joined = 0;
  for (const call of waiting) {
    const grade = call.grade === null ? null : { code: call.grade };
    const match = matchRow({ name: call.name, grade, className: call.className }, index);
    if (match.state !== 'matched') continue;
    await giveCall(tx, call, match.id);
    joined += 1;
  }
  return joined;
}

/** A person says whose call it is. False when it waits no more. */
export async function joinCall(tx: Tx, of: { readonly callId: string; readonly pupilId: PupilId }): Promise<boolean> {
  const call = await waitingCallById(tx, of.callId);
  if (call === null) return false;
  await giveCall(tx, call, of.pupilId);
  return true;
}
