/** The only writer of the office ledger: checks an entry, hashes it onto the one before, signs it and stores it. In the caller's transaction. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { ledgerHash } from '../../../db/chain.ts';
import { unknownCaseNos } from '../../../db/queries/case-numbers.ts';
import { registerBeforeEntry } from '../../../db/queries/before-entry.ts';
import { registerHead } from '../../../db/queries/events.ts';
import { ledgerEntryById, ledgerEntryByRequest, ledgerHead, type LedgerRow } from '../../../db/queries/ledger.ts';
import { pupilsByIds, type PupilListRow } from '../../../db/queries/pupils.ts';
import { appendLedgerEntry } from '../../../db/stores/ledger-store.ts';
import type { Tx } from '../../../db/tx.ts';
import type { Payload } from '../../../domain/events/define-event.ts';
import { LedgerEntryId } from '../../../domain/ids.ts';
import { contentOf, decideCorrection, decideEntry, withReason, type EntryRefusal } from '../../../domain/ledger/decide-entry.ts';
import { liftEntry } from '../../../domain/ledger/lift-entry.ts';
import { isLedgerKind, ledgerDefinitionOf, type LedgerKind } from '../../../domain/ledger/registry.ts';
import { plainText } from '../../../domain/plain-text.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { PlainDate } from '../../../domain/time.ts';
import { signRecord } from '../crypto/record-signature.ts';
import { isSameClass, ownClassOf } from './class-scope.ts';
import type { Recorder } from './record-event.ts';

export type NewEntry = {
  readonly requestId: string;
  readonly kind: LedgerKind;
  readonly happenedOn: PlainDate;
  readonly payload: Payload;
  /** A person said that the clock is right now though the register holds later entries. */
  readonly clockConfirmed: boolean;
};
export type Correction = Omit<NewEntry, 'kind'> & { readonly entryId: LedgerEntryId; readonly reason: string };

export type LedgerRefusal = Refusal<EntryRefusal['code'] | 'CASE_UNKNOWN' | 'PUPIL_UNKNOWN'>;
export type CorrectionRefusal = LedgerRefusal | Refusal<'LEDGER_ENTRY_UNKNOWN' | 'CORRECTED_ALREADY'>;

/** `repeated`: the same request had made the entry before, and nothing was written now. */
export type Entered = { readonly row: LedgerRow; readonly repeated: boolean };

/** Makes an entry. Class teachers keep the sheet of their own class; what else they name is unknown to them. */
export async function enter(tx: Tx, recorder: Recorder, entry: NewEntry): Promise<Result<Entered, LedgerRefusal>> {
  const repeated = await ledgerEntryByRequest(tx, entry.requestId);
  if (repeated !== null) return repeated.recordedBy === recorder.session.user.id ? ok({ row: repeated, repeated: true }) : fail(refusal('LEDGER_NOT_HERE'));
  const decided = decideEntry({ ...entry, ...placeOf(recorder), lastRecordedAt: (await registerBeforeEntry(tx)).lastRecordedAt });
  if (!decided.ok) return fail(refusalOf(decided.error));
  const wrong = await refusalOfNames(tx, recorder, { kind: entry.kind, payload: decided.value });
  if (wrong !== null) return fail(wrong);
  return ok({ row: await store(tx, recorder, { ...entry, payload: decided.value, corrects: null }), repeated: false });
}

/** Sets an entry right by a new one of the same kind; the wrong one stays as it is. */
export async function correctEntry(tx: Tx, recorder: Recorder, correction: Correction): Promise<Result<Entered, CorrectionRefusal>> {
  const repeated = await ledgerEntryByRequest(tx, correction.requestId);
  if (repeated !== null) return ok({ row: repeated, repeated: true });
  const standing = await ledgerEntryById(tx, correction.entryId);
  if (standing === null || !isLedgerKind(standing.kind)) return fail(refusal('LEDGER_ENTRY_UNKNOWN'));
  if (standing.correctedBy !== null) return fail(refusal('CORRECTED_ALREADY', { entryId: standing.correctedBy }));
  const { kind } = standing;
  const asked = { ...correction, kind, ...placeOf(recorder), lastRecordedAt: (await registerBeforeEntry(tx)).lastRecordedAt };
  const decided = decideCorrection(asked, { happenedOn: standing.happenedOn, payload: contentOf(liftEntry(standing).payload) });
  if (!decided.ok) return fail(refusalOf(decided.error));
  const wrong = await refusalOfNames(tx, recorder, { kind, payload: decided.value });
  if (wrong !== null) return fail(wrong);
  const payload = withReason(decided.value, correction.reason);
  return ok({ row: await store(tx, recorder, { ...correction, kind, payload, corrects: standing.id }), repeated: false });
}

function placeOf({ session, now }: Recorder) {
  return { role: session.user.role, registerKind: session.office.kind, now };
}

function refusalOf(error: EntryRefusal): Refusal<EntryRefusal['code']> {
  if ('issues' in error) return refusal(error.code, { issues: error.issues.map(({ path, rule }) => ({ path, rule })) });
  return 'lastRecordedAt' in error ? refusal(error.code, { lastRecordedAt: error.lastRecordedAt }) : refusal(error.code);
}

type Named = { readonly kind: LedgerKind; readonly payload: Payload };

async function refusalOfNames(tx: Tx, { session }: Recorder, { kind, payload }: Named): Promise<LedgerRefusal | null> {
  const definition = ledgerDefinitionOf(kind);
  const { user } = session;
  if (user.role === 'class_teacher' && !isSameClass(plainText(payload['className']), user.classScope)) return refusal('LEDGER_NOT_HERE');
  const asked = definition.pupils?.(payload) ?? [];
  const found = new Map((await pupilsByIds(tx, asked)).map((pupil): [string, PupilListRow] => [pupil.id, pupil]));
  const isOwn = await ownClassOf(tx, user.classScope);
  const sees = (pupil: PupilListRow | undefined): boolean => pupil !== undefined && (user.role !== 'class_teacher' || isOwn(pupil));
  if (!asked.every((id) => sees(found.get(id)))) return refusal('PUPIL_UNKNOWN');
  const unknown = await unknownCaseNos(tx, definition.caseNos?.(payload) ?? []);
  return unknown.length === 0 ? null : refusal('CASE_UNKNOWN', { count: unknown.length });
}

async function store(tx: Tx, { session, now, newId }: Recorder, entry: NewEntry & { readonly corrects: LedgerEntryId | null }): Promise<LedgerRow> {
  const head = await ledgerHead(tx);
  const unhashed = {
    id: LedgerEntryId.parse(newId()),
    seq: head.seq + 1,
    kind: entry.kind,
    version: ledgerDefinitionOf(entry.kind).version,
    registerSeq: (await registerHead(tx)).seq,
    happenedOn: entry.happenedOn,
    recordedAt: now,
    recordedBy: session.user.id,
    requestId: entry.requestId,
    payload: entry.payload,
    corrects: entry.corrects,
    prevHash: head.hash,
  };
  const hash = ledgerHash(unhashed);
  const signed = { ...unhashed, hash, signature: signRecord(session.keys.signSeed, 'ledger', hash) };
  const appended = await appendLedgerEntry(tx, signed);
  // Head, request and target were looked up in this same transaction.
  if (!appended.ok) throw new Error(`a ledger entry was refused: ${appended.error}`);
  return { ...signed, correctedBy: null };
}
