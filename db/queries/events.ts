/** The log of a case as it was recorded. */
import type { Selectable } from 'kysely';
import type { CaseEvent, Payload } from '../../domain/events/define-event.ts';
import type { CaseId, EventId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { CaseEventTable } from '../schema.ts';
import type { RegisterHead, SignedEvent } from '../stores/event-store.ts';
import { genesisHash } from '../chain.ts';
import type { Reader } from '../tx.ts';
import { packedEvent, unpackedEvent, type UnpackedEvent } from './packed.ts';

/** The payload has the shape that its event type had at `version`; lifting and parsing is the domain's. */
export type StoredEvent = SignedEvent;

/** Turns an unpacked row into the event; the payload of a packed one is parsed already. */
export function eventOfUnpacked(row: UnpackedEvent): CaseEvent<Payload> {
  // Written by the event store from branded values.
  return {
    id: row.id as EventId,
    caseId: row.case_id as CaseId,
    seq: row.seq,
    type: row.type,
    version: row.version,
    happenedAt: row.happened_at as Instant,
    recordedAt: row.recorded_at as Instant,
    recordedBy: row.recorded_by as UserId,
    rulePack: row.rule_pack,
    requestId: row.request_id,
    payload: row.payload as Payload,
    prevHash: row.prev_hash,
    hash: row.hash,
  };
}

/** Turns a row into the event; used wherever events are read as rows. */
export function eventOf(row: Selectable<CaseEventTable>): StoredEvent {
  // The column is checked to be JSON.
  return { ...eventOfUnpacked({ ...row, payload: JSON.parse(row.payload) as unknown }), signature: row.signature };
}

/** Turns a packed row into the event. */
export function eventOfPacked({ packed }: { readonly packed: string }): CaseEvent<Payload> {
  return eventOfUnpacked(unpackedEvent(packed));
}

/** All events of the case in their order, with their signatures. A case has tens, seldom hundreds. */
export async function eventsOf(reader: Reader, caseId: CaseId): Promise<readonly StoredEvent[]> {
  const rows = await reader
    .selectFrom('case_event')
    .select(['signature', packedEvent.as('packed')])
    .where('case_id', '=', caseId)
    .orderBy('seq')
    .execute();
  return rows.map((row) => ({ ...eventOfPacked(row), signature: row.signature }));
}

/** The same without signatures: what a case is folded from. */
export async function logOf(reader: Reader, caseId: CaseId): Promise<readonly CaseEvent<Payload>[]> {
  const rows = await reader.selectFrom('case_event').select(packedEvent.as('packed')).where('case_id', '=', caseId).orderBy('seq').execute();
  return rows.map(eventOfPacked);
}

/** The event that a request recorded, in whatever case, or null: the answer to a retry. */
export async function eventByRequest(reader: Reader, requestId: string): Promise<StoredEvent | null> {
  const row = await reader.selectFrom('case_event').selectAll().where('request_id', '=', requestId).limit(1).executeTakeFirst();
  return row === undefined ? null : eventOf(row);
}

/** The events of these ids (at most a few hundred), in no order; unknown ones are left out. */
export async function eventsByIds(reader: Reader, ids: readonly EventId[]): Promise<readonly StoredEvent[]> {
  if (ids.length === 0) return [];
  return (await reader.selectFrom('case_event').selectAll().where('id', 'in', ids).execute()).map(eventOf);
}

/** Place in the register-wide chain of the case's latest event of one of these types; 0 when it has none. */
export async function lastPlaceOf(reader: Reader, caseId: CaseId, types: readonly string[]): Promise<number> {
  const row = await reader
    .selectFrom('register_chain')
    .innerJoin('case_event', 'case_event.id', 'register_chain.event_id')
    .select('register_chain.seq')
    .where('register_chain.case_id', '=', caseId)
    .where('case_event.type', 'in', types)
    .orderBy('register_chain.seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row?.seq ?? 0;
}

/** Head of the register-wide chain: what packages, backups and footers carry. Sequence 0 and the genesis hash before any event. */
export async function registerHead(reader: Reader): Promise<RegisterHead> {
  const row = await reader.selectFrom('register_chain').select(['seq', 'hash']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return row ?? { seq: 0, hash: genesisHash };
}
