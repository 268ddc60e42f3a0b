/**
 * The only writer of events: reads the log, asks the rules, hashes and signs, appends, folds, opens and ends obligations, and
 * writes the snapshot. All of it in the caller's transaction.
 */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { eventHash, genesisHash } from '../../../db/chain.ts';
import { caseBefore, registerBeforeEntry, type CaseBefore, type RegisterBefore } from '../../../db/queries/before-entry.ts';
import { obligationsOf } from '../../../db/queries/cases.ts';
import { insertCase, updateCase, type CaseSnapshot } from '../../../db/stores/case-store.ts';
import { appendNext, type SignedEvent } from '../../../db/stores/event-store.ts';
import { saveObligations } from '../../../db/stores/obligation-store.ts';
import { nextOrdinal } from '../../../db/stores/sequence-store.ts';
import type { Tx } from '../../../db/tx.ts';
import { initialState, type CaseState } from '../../../domain/case-state.ts';
import type { CaseEvent, Payload } from '../../../domain/events/define-event.ts';
import { definitionOf, lift, liftEvent } from '../../../domain/events/registry.ts';
import { effectiveEvents, fold, foldStep } from '../../../domain/fold.ts';
import { CaseId, EventId, PupilId } from '../../../domain/ids.ts';
import { formatCaseNo } from '../../../domain/numbering.ts';
import { decide } from '../../../domain/record.ts';
import type { RefusalCode } from '../../../domain/refusal.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { dutiesAround, type EngineInput } from '../../../domain/rules/engine.ts';
import { isOpen, type Obligation } from '../../../domain/rules/obligation.ts';
import { dateOf, type Instant } from '../../../domain/time.ts';
import { DiscoveryChannel } from '../../../domain/vocabulary.ts';
import { signRecord } from '../crypto/record-signature.ts';
import type { OpenSession } from '../session.ts';
import { rulesOf, type Rules } from './rule-packs.ts';

export type Recorder = { readonly session: OpenSession; readonly now: Instant; readonly newId: () => string };
export type NewEvent = {
  readonly requestId: string;
  readonly type: string;
  readonly happenedAt: Instant;
  readonly payload: Payload;
  /** Version of the payload's schema that the caller knows; without it today's. */
  readonly version?: number | undefined;
  /** A person said that the clock is right now though the register holds later entries. */
  readonly clockConfirmed?: boolean;
};
export type RecordRefusal = Refusal<RefusalCode | 'CASE_UNKNOWN' | 'STALE_VERSION'>;
export type Recorded = {
  readonly caseId: CaseId;
  readonly eventId: EventId;
  readonly state: CaseState;
  /** The request had been recorded before: nothing was written now. */
  readonly repeated: boolean;
  /** The duties of the case before and after the entry. */
  readonly before: readonly Obligation[];
  readonly after: readonly Obligation[];
  /** What the duties are worded by. */
  readonly packs: Rules['packs'];
};

/** Records an event in a case. `expectedVersion` null takes the case as it is (work that the program does by itself). */
export async function recordEvent(
  tx: Tx,
  recorder: Recorder,
  of: { readonly caseId: CaseId; readonly expectedVersion: number | null; readonly event: NewEvent },
): Promise<Result<Recorded, RecordRefusal>> {
  const found = await caseBefore(tx, of.caseId);
  if (found === null) return fail(refusal('CASE_UNKNOWN'));
  const { snapshot: row } = found;
  const log = found.log.map(liftEvent);
  const repeated = log.find((event) => event.requestId === of.event.requestId);
  if (repeated !== undefined) {
    const duties = await obligationsOf(tx, of.caseId);
    const { packs } = await rulesOf(tx, found);
    return ok({ caseId: of.caseId, eventId: repeated.id, state: row.state, repeated: true, before: duties, after: duties, packs });
  }
  if (of.expectedVersion !== null && of.expectedVersion !== row.state.version) return fail(refusal('STALE_VERSION', { version: row.state.version }));
  return append(tx, recorder, { caseId: of.caseId, row, log, standing: found.standing, register: found, event: of.event });
}

/** Opens a case with its first event and gives it the next number of the year. */
export async function openCase(tx: Tx, recorder: Recorder, event: NewEvent): Promise<Result<Recorded, RecordRefusal>> {
  const register = await registerBeforeEntry(tx);
  return append(tx, recorder, { caseId: CaseId.parse(recorder.newId()), row: null, log: [], standing: [], register, event });
}

type Appending = Pick<CaseBefore, 'standing'> & {
  readonly caseId: CaseId;
  readonly row: CaseSnapshot | null;
  readonly log: readonly CaseEvent[];
  readonly register: RegisterBefore;
  readonly event: NewEvent;
};

async function append(tx: Tx, recorder: Recorder, of: Appending): Promise<Result<Recorded, RecordRefusal>> {
  const payload = liftedPayload(of.event);
  if (!payload.ok) return payload;
  const rules = await rulesOf(tx, of.register);
  const state = of.row?.state ?? initialState;
  const duties = dutiesAround(engineInput(of.log, { rules, recorder }));
  const before = duties.before.obligations;
  const decided = decide({
    ...recordingOf(recorder, of),
    state,
    payload: payload.value,
    openObligations: before.filter(isOpen),
    followUpDays: rules.current.followUpDays,
  });
  if (!decided.ok) return fail(refusal(decided.error.code, paramsOf(decided.error.params)));
  const signed = signedEvent(recorder, of, { ...decided.value, rulePack: rules.current.version });
  // A correction changes what earlier entries said; anything else only adds to what they came to.
  const next = signed.type === 'correction_made' ? fold([...of.log, signed]) : foldStep(state, signed);
  const { obligations, nextTickAt } = duties.after(signed);
  // The case's row is what events and obligations refer to, so a new one is written first.
  if (of.row === null) await insertNewCase(tx, recorder, { caseId: of.caseId, state: next });
  const last = of.log.at(-1);
  const appended = await appendNext(tx, signed, { ofCase: { seq: last?.seq ?? 0, hash: last?.hash ?? genesisHash }, ofRegister: of.register.head });
  if (!appended.ok) return fail(refusal(appended.error));
  const holder = { caseId: of.caseId, ownerId: next.ownerId, before: { ownerId: state.ownerId, obligations: before, standing: of.standing } };
  const summary = await saveObligations(tx, holder, obligations);
  await updateCase(tx, of.caseId, { state: next, ...summary, nextTickAt, ...(of.row === null ? {} : { was: of.row }) });
  return ok({ caseId: of.caseId, eventId: signed.id, state: next, repeated: false, before, after: obligations, packs: rules.packs });
}

/** Who records, when and what, for the gate. */
function recordingOf({ session, now }: Recorder, of: Appending) {
  return {
    type: of.event.type,
    userId: session.user.id,
    role: session.user.role,
    registerKind: session.office.kind,
    happenedAt: of.event.happenedAt,
    now,
    target: targetOf(of),
    lastRecordedAt: of.register.lastRecordedAt,
    clockConfirmed: of.event.clockConfirmed ?? false,
  };
}

/** What an older window or program knows is lifted as it would be in the log; what a newer one knows cannot be judged here. */
function liftedPayload({ type, version, payload }: NewEvent): Result<Payload, RecordRefusal> {
  const definition = definitionOf(type);
  if (version === undefined || definition === undefined) return ok(payload);
  if (version > definition.version) return fail(refusal('EVENT_NEWER', { version: definition.version }));
  return ok(lift(definition, { version, payload }).payload);
}

/** Issues of a payload travel as plain objects. */
export function paramsOf(params: Readonly<Record<string, unknown>>): Refusal['params'] {
  return params as Refusal['params'];
}

function targetOf(of: Appending): CaseEvent | null {
  const named = of.event.payload['targetId'];
  return effectiveEvents(of.log).find((event) => event.id === named) ?? null;
}

function engineInput(events: readonly CaseEvent[], of: { readonly rules: Rules; readonly recorder: Recorder }): EngineInput {
  return { events, packs: of.rules.packs, calendars: of.rules.calendars, registerKind: of.recorder.session.office.kind, now: of.recorder.now };
}

type Decided = { readonly type: string; readonly version: number; readonly payload: Payload; readonly rulePack: string };

function signedEvent(recorder: Recorder, of: Appending, decided: Decided): SignedEvent {
  const last = of.log.at(-1);
  const unhashed = {
    id: EventId.parse(recorder.newId()),
    caseId: of.caseId,
    seq: (last?.seq ?? 0) + 1,
    type: decided.type,
    version: decided.version,
    happenedAt: of.event.happenedAt,
    recordedAt: recorder.now,
    recordedBy: recorder.session.user.id,
    rulePack: decided.rulePack,
    requestId: of.event.requestId,
    payload: decided.payload,
    prevHash: last?.hash ?? genesisHash,
  };
  const hash = eventHash(unhashed);
  return { ...unhashed, hash, signature: signRecord(recorder.session.keys.signSeed, 'event', hash) };
}

async function insertNewCase(tx: Tx, recorder: Recorder, of: { readonly caseId: CaseId; readonly state: CaseState }): Promise<void> {
  const { office } = recorder.session;
  const year = Number(dateOf(recorder.now).slice(0, 4));
  const ordinal = await nextOrdinal(tx, 'case', year);
  await insertCase(tx, {
    id: of.caseId,
    caseNo: formatCaseNo({ office: office.profile.code, year, ordinal }),
    pupilId: PupilId.parse(of.state.pupilId),
    channel: DiscoveryChannel.parse(of.state.channels[0]),
    nextDueAt: null,
    openObligations: 0,
    nextTickAt: null,
    state: of.state,
  });
}
