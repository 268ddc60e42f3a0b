/** Invented rows for tests: a user with a real signing key, pupils, cases with signed and chained events. */
import { createHash, createPublicKey, generateKeyPairSync, sign, verify } from 'node:crypto';
import { initialState } from '../../domain/case-state.ts';
import type { CaseState } from '../../domain/case-state.ts';
import type { BatchId, CaseId, DocumentId, EventId, LedgerEntryId, PackageId, PupilId, UserId } from '../../domain/ids.ts';
import { dateOf, instantOf } from '../../domain/time.ts';
import type { Instant } from '../../domain/time.ts';
import type { Role } from '../../domain/vocabulary.ts';
import { eventHash, ledgerHash } from '../chain.ts';
import { caseById } from '../queries/cases.ts';
import { registerHead } from '../queries/events.ts';
import { ledgerHead } from '../queries/ledger.ts';
import { insertCase, updateCase } from '../stores/case-store.ts';
import { appendEvent } from '../stores/event-store.ts';
import type { SignedEvent } from '../stores/event-store.ts';
import { startBatch } from '../stores/import-store.ts';
import { appendLedgerEntry } from '../stores/ledger-store.ts';
import type { SignedLedgerEntry } from '../stores/ledger-store.ts';
import { upsertPupil } from '../stores/pupil-store.ts';
import type { PupilRecord } from '../stores/pupil-store.ts';
import { insertUser } from '../stores/user-store.ts';
import type { Tx } from '../tx.ts';
import type { SignedRecord } from '../verify-chains.ts';

/** Monday 2026-09-07, 08:00 in the office. */
export const sampleStart: Instant = instantOf(Date.UTC(2026, 8, 7));

/** `hours` after the start of the sample. */
export function hoursLater(hours: number): Instant {
  return instantOf(Date.UTC(2026, 8, 7) + hours * 3_600_000);
}

/** A counted id in the shape of a UUIDv7. */
function idText(kind: number, number: number): string {
  return `0198c5a0-${String(kind).padStart(4, '0')}-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export function caseIdOf(number: number): CaseId {
  return idText(3, number) as CaseId;
}

export function userIdOf(number: number): UserId {
  return idText(1, number) as UserId;
}

export function pupilIdOf(number: number): PupilId {
  return idText(2, number) as PupilId;
}

export function batchIdOf(number: number): BatchId {
  return idText(4, number) as BatchId;
}

export function eventIdOf(number: number): EventId {
  return idText(5, number) as EventId;
}

export function documentIdOf(number: number): DocumentId {
  return idText(6, number) as DocumentId;
}

export function packageIdOf(number: number): PackageId {
  return idText(8, number) as PackageId;
}

const pair = generateKeyPairSync('ed25519');

/** base64 of the 32 bytes of the sample user's public key. */
export const samplePublicKey: string = Buffer.from(pair.publicKey.export({ format: 'der', type: 'spki' }).subarray(-32)).toString('base64');
export const sampleUser: UserId = userIdOf(1);
export const sampleBatch: BatchId = batchIdOf(1);

/** Like production: a tag of the log, then the 32 bytes of the hash. */
function signedBytes(log: SignedRecord['log'], hash: string): Buffer {
  return Buffer.concat([Buffer.from(`${log}\n`), Buffer.from(hash, 'hex')]);
}

/** What production verifies: Ed25519 over the tag and the hash. */
export function verifySample(publicKey: string, { log, hash, signature }: SignedRecord): boolean {
  const spki = Buffer.concat([Buffer.from('302a300506032b6570032100', 'hex'), Buffer.from(publicKey, 'base64')]);
  return verify(null, signedBytes(log, hash), createPublicKey({ key: spki, format: 'der', type: 'spki' }), signature);
}

/** One more user, with the sample user's key. */
export async function addUser(tx: Tx, number: number, who: { readonly login: string; readonly displayName: string; readonly role?: Role }): Promise<UserId> {
  const id = userIdOf(number);
  await insertUser(tx, {
    id,
    login: who.login,
    displayName: who.displayName,
    role: who.role ?? 'psych_teacher',
    classScope: null,
    signPublic: samplePublicKey,
    sealRecipient: 'age1sample',
    createdAt: sampleStart,
  });
  return id;
}

/** The sample user and an import batch: what other rows refer to. */
export async function addPeople(tx: Tx): Promise<void> {
  await addUser(tx, 1, { login: 'shen', displayName: '沈老师' });
  const fileSha256 = createHash('sha256').update('roster').digest('hex');
  await startBatch(tx, { id: sampleBatch, kind: 'roster', fileSha256, importedAt: sampleStart, importedBy: sampleUser, dataRows: 0, detail: {} });
}

export function samplePupil(number: number, change: Partial<PupilRecord> = {}): PupilRecord {
  return {
    id: pupilIdOf(number),
    studentNo: `2026${String(number).padStart(4, '0')}`,
    name: '张小禾',
    nameFull: 'zhangxiaohe',
    nameInitials: 'zxh',
    sex: 'female',
    birthDate: null,
    grade: 1 + (number % 12),
    className: `${1 + (number % 12)}(1)班`,
    boarding: false,
    classTeacher: null,
    address: null,
    status: 'enrolled',
    rowHash: createHash('sha256')
      .update(JSON.stringify([number, change]))
      .digest('hex'),
    updatedAt: sampleStart,
    guardians: [{ name: '张先生', relation: '父亲', phone: '13800000000' }],
    ...change,
  };
}

export type EventDraft = {
  readonly caseId: CaseId;
  readonly type: string;
  readonly payload: Readonly<Record<string, unknown>>;
  readonly happenedAt: Instant;
  /** When it happened, unless it is said. */
  readonly recordedAt?: Instant;
  readonly requestId?: string;
};

/** Hashes and signs an event that follows on `state`. */
export function signedEvent(state: CaseState, draft: EventDraft): SignedEvent {
  const seq = state.version + 1;
  const id = eventIdOf(Number.parseInt(draft.caseId.slice(-6), 16) * 1000 + seq);
  const requestId = draft.requestId ?? `request-${id}`;
  const { caseId, type, payload, happenedAt } = draft;
  const body = {
    id,
    caseId,
    seq,
    type,
    version: 1,
    happenedAt,
    recordedAt: draft.recordedAt ?? happenedAt,
    recordedBy: sampleUser,
    rulePack: 'default-1',
    requestId,
    payload,
    prevHash: state.headHash,
  };
  const hash = eventHash(body);
  return { ...body, hash, signature: sign(null, signedBytes('event', hash), pair.privateKey) };
}

/** The state after the event, as far as these tests care. */
export function stateAfter(state: CaseState, event: SignedEvent, change: Partial<CaseState> = {}): CaseState {
  return {
    ...state,
    caseId: event.caseId,
    openedAt: state.openedAt ?? event.happenedAt,
    loopOpenedAt: state.loopOpenedAt ?? event.happenedAt,
    lastEventAt: event.happenedAt,
    version: event.seq,
    headHash: event.hash,
    ...change,
  };
}

/** A pupil and a case with its lead, number `number` in the sample. */
export async function addCase(
  tx: Tx,
  number: number,
  change: { readonly pupil?: Partial<PupilRecord>; readonly state?: Partial<CaseState>; readonly happenedAt?: Instant } = {},
): Promise<CaseId> {
  const { id: pupilId } = await upsertPupil(tx, samplePupil(number, change.pupil));
  const caseId = caseIdOf(number);
  const event = signedEvent(initialState, {
    caseId,
    type: 'lead_recorded',
    payload: { pupilId, summary: '近两周情绪低落' },
    happenedAt: change.happenedAt ?? hoursLater(number),
  });
  const appended = await appendEvent(tx, event);
  if (!appended.ok) throw new Error(appended.error);
  const state = stateAfter({ ...initialState, pupilId, ownerId: sampleUser }, event, change.state);
  await insertCase(tx, {
    id: caseId,
    caseNo: `QP-2026-${String(number).padStart(4, '0')}`,
    pupilId,
    channel: 'class_teacher',
    nextDueAt: null,
    openObligations: 0,
    nextTickAt: null,
    state,
  });
  return caseId;
}

/** Records one more event in a case and moves its snapshot on. */
export async function addEvent(tx: Tx, draft: EventDraft, change: Partial<CaseState> = {}): Promise<SignedEvent> {
  const found = await caseById(tx, draft.caseId);
  if (found === null) throw new Error('no such case');
  const event = signedEvent(found.state, draft);
  const appended = await appendEvent(tx, event);
  if (!appended.ok) throw new Error(appended.error);
  await updateCase(tx, draft.caseId, { ...found, state: stateAfter(found.state, event, change) });
  return event;
}

export function ledgerIdOf(number: number): LedgerEntryId {
  return idText(7, number) as LedgerEntryId;
}

/** Entry number `number` of the office ledger, as it would follow on the present head; by default a training of the day `number` after the start. */
export async function ledgerEntry(tx: Tx, number: number, change: Partial<SignedLedgerEntry> = {}): Promise<SignedLedgerEntry> {
  const head = await ledgerHead(tx);
  const body = {
    id: ledgerIdOf(number),
    seq: head.seq + 1,
    kind: 'training',
    version: 1,
    registerSeq: (await registerHead(tx)).seq,
    happenedOn: dateOf(hoursLater(24 * number)),
    recordedAt: hoursLater(24 * number),
    recordedBy: sampleUser,
    requestId: `ledger-${number}`,
    payload: { topic: '校园心理危机识别', hours: number },
    corrects: null,
    prevHash: head.hash,
    ...change,
  };
  const hash = ledgerHash(body);
  return { ...body, hash, signature: sign(null, signedBytes('ledger', hash), pair.privateKey) };
}

/** Appends it. */
export async function addLedgerEntry(tx: Tx, number: number, change: Partial<SignedLedgerEntry> = {}): Promise<SignedLedgerEntry> {
  const entry = await ledgerEntry(tx, number, change);
  const appended = await appendLedgerEntry(tx, entry);
  if (!appended.ok) throw new Error(appended.error);
  return entry;
}
