/**
 * Calls of the hotline whose pupil is not certain: kept as they came. One joins its pupil by itself only when it says school, grade and class and these are
 * of exactly one pupil of that name; whose any other is, a person says.
 */
import { callsLike, waitingCallById, waitingCalls } from '../../../db/queries/imports.ts';
import { partnerList } from '../../../db/queries/packages.ts';
import { pupilKeys } from '../../../db/queries/pupils.ts';
import { forgetWaitingCall, keepWaitingCall, sameWaitingCall, upsertHotlineCall, type WaitingCall } from '../../../db/stores/hotline-store.ts';
import type { Change } from '../../../db/stores/pupil-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { BatchId, PupilId } from '../../../domain/ids.ts';
import { normaliseName } from '../../../domain/name.ts';
import { fits, matchRow, rosterIndex, type Match, type RosterIndex } from '../imports/match.ts';
import type { HotlineRow } from '../imports/parsed.ts';
import type { Office } from '../session.ts';

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

type Whose = Pick<WaitingCall, 'name' | 'school' | 'grade' | 'className'>;
/** Whose a call is, or why nobody but a person can say. */
export type CallMatch = { readonly pupilId: PupilId } | { readonly pupilId: null; readonly why: Exclude<Match<PupilId>['state'], 'matched'> | 'NOT_CERTAIN' };
export type CallFinder = (call: Whose) => CallMatch;

/** Looks calls up in the roster as it stands now. */
export async function callFinder(reader: Reader, office: Office): Promise<CallFinder> {
  const index = await rosterOf(reader);
  const schoolOf = await schoolFinder(reader, office);
  return ({ name, school, grade, className }) => {
    const match = matchRow({ name, grade: grade === null ? null : { code: grade }, className }, index);
    if (match.state !== 'matched') return { pupilId: null, why: match.state };
    const studentNo = index.byName.get(normaliseName(name))?.find(({ id }) => id === match.id)?.studentNo ?? '';
    const certain = school !== null && grade !== null && className !== null && schoolOf(studentNo) === normaliseName(school);
    return certain ? { pupilId: match.id } : { pupilId: null, why: 'NOT_CERTAIN' };
  };
}

/** Names of schools by number of the pupil: the school itself, or at a centre the partner whose code stands before the number. Null where nothing says it. */
async function schoolFinder(reader: Reader, { kind, profile }: Office): Promise<(studentNo: string) => string | null> {
  if (kind === 'school') return () => normaliseName(profile.name);
  const names = new Map((await partnerList(reader)).map(({ code, name }) => [code, normaliseName(name)]));
  return (studentNo) => (studentNo.includes(':') ? (names.get(studentNo.slice(0, studentNo.indexOf(':'))) ?? null) : null);
}

/** Keeps a call of a log with its pupil, or waiting for one: then with the reason. */
export async function storeCall(
  tx: Tx,
  row: HotlineRow,
  of: Importing & { readonly find: CallFinder },
): Promise<{ readonly change: Change; readonly waits: string | null; readonly joined: JoinedCall | null }> {
  const call = callOf(row, of);
  const match = of.find(call);
  if (match.pupilId !== null) {
    const { id, change } = await giveCall(tx, call, match.pupilId);
    return { change, waits: null, joined: { callId: id, pupilId: match.pupilId } };
  }
  if (await isJoined(tx, call)) return { change: 'unchanged', waits: null, joined: null };
  return { change: await keepWaitingCall(tx, call), waits: match.why, joined: null };
}

/** The same log comes again after a person has said whose the call is. */
async function isJoined(tx: Tx, call: WaitingCall): Promise<boolean> {
  const { grade, className, name } = call;
  const about = { name, grade: grade === null ? null : { code: grade }, className };
  return (await callsLike(tx, call)).some((pupil) => pupil.name === normaliseName(name) && fits(about, { gradeCode: pupil.grade, className: pupil.className }));
}

async function giveCall(tx: Tx, call: WaitingCall, pupilId: PupilId): Promise<{ readonly id: string; readonly change: Change }> {
  const given = await upsertHotlineCall(tx, { ...call, pupilId });
  const waiting = await sameWaitingCall(tx, call);
  if (waiting !== null) await forgetWaitingCall(tx, waiting);
  return given;
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

export type JoinedCall = { readonly callId: string; readonly pupilId: PupilId };

/** Joins what waits to the pupils whose it is beyond doubt; answers which calls found whom. */
export async function joinWaitingCalls(tx: Tx, office: Office): Promise<readonly JoinedCall[]> {
  const waiting = [];
  for (let page = await waitingCalls(tx); page.length > 0; page = await waitingCalls(tx, { offset: waiting.length })) waiting.push(...page);
  if (waiting.length === 0) return [];
  const find = await callFinder(tx, office);
  const joined: JoinedCall[] = [];
  for (const call of waiting) {
    const { pupilId } = find(call);
    if (pupilId === null) continue;
    joined.push({ callId: (await giveCall(tx, call, pupilId)).id, pupilId });
  }
  return joined;
}

/** A person says whose call it is. False when it waits no more. */
export async function joinCall(tx: Tx, of: JoinedCall): Promise<boolean> {
  const call = await waitingCallById(tx, of.callId);
  if (call === null) return false;
  await giveCall(tx, call, of.pupilId);
  return true;
}
