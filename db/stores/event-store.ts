/** The log of a case: appended to, never changed. Each append also adds a link to the chain of the whole register. */
import type { Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CaseEvent, Payload } from '../../domain/events/define-event.ts';
import type { CaseId, EventId } from '../../domain/ids.ts';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { eventHash, genesisHash, linkHash } from '../chain.ts';
import { fixedInsert } from '../fixed-query.ts';
import type { CaseEventTable, RegisterChainTable } from '../schema.ts';
import type { Tx } from '../tx.ts';

export type SignedEvent = CaseEvent<Payload> & {
  /** Ed25519 by the recorder over the 32 bytes of `hash`. */
  readonly signature: Uint8Array;
};

export type RegisterHead = { readonly seq: number; readonly hash: string };

export type Appended = {
  readonly eventId: EventId;
  readonly seq: number;
  /** True when the same request had been recorded before: nothing was written now. */
  readonly repeated: boolean;
  /** Head of the register-wide chain after this event (of the earlier append when repeated). */
  readonly head: RegisterHead;
};

async function earlierAppend(tx: Tx, event: SignedEvent): Promise<Appended | null> {
  const row = await tx
    .selectFrom('case_event')
    .innerJoin('register_chain', 'register_chain.event_id', 'case_event.id')
    .select(['case_event.id', 'case_event.seq', 'register_chain.seq as chainSeq', 'register_chain.hash as chainHash'])
    .where('case_event.request_id', '=', event.requestId)
    .where('case_event.case_id', '=', event.caseId)
    .executeTakeFirst();
  return row === undefined ? null : { eventId: row.id as EventId, seq: row.seq, repeated: true, head: { seq: row.chainSeq, hash: row.chainHash } };
}

/** Where both chains end: that of the case and that of the register. */
export type ChainEnds = { readonly ofCase: RegisterHead; readonly ofRegister: RegisterHead };

async function chainEnds(tx: Tx, caseId: CaseId): Promise<ChainEnds> {
  const link = sql<string>`json_array("seq", "hash")`.as('link');
  const row = await tx
    .selectNoFrom((eb) => [
      eb.selectFrom('case_event').select(link).where('case_id', '=', caseId).orderBy('seq', 'desc').limit(1).as('of_case'),
      eb.selectFrom('register_chain').select(link).orderBy('seq', 'desc').limit(1).as('of_register'),
    ])
    .executeTakeFirstOrThrow();
  return { ofCase: headOf(row.of_case), ofRegister: headOf(row.of_register) };
}

function headOf(link: string | null): RegisterHead {
  if (link === null) return { seq: 0, hash: genesisHash };
  // Made by the expression above from columns that the stores wrote.
  const [seq, hash] = JSON.parse(link) as [number, string];
  return { seq, hash };
}

const insertLink = fixedInsert((tx, link: Selectable<RegisterChainTable>) => tx.insertInto('register_chain').values(link));

async function addLink(tx: Tx, event: SignedEvent, last: RegisterHead): Promise<RegisterHead> {
  const seq = last.seq + 1;
  const prevHash = last.hash;
  const hash = linkHash({ seq, caseId: event.caseId, eventId: event.id, eventHash: event.hash, prevHash });
  await insertLink(tx, { seq, case_id: event.caseId, event_id: event.id, event_hash: event.hash, prev_hash: prevHash, hash });
  return { seq, hash };
}

/**
 * Appends an event that the caller has hashed (`eventHash`) and signed. STALE_VERSION when it does not follow the last event of its case
 * (somebody recorded in between). The same request id in the same case answers with the earlier event. Throws when the hash is not
 * the event's own: a bug, never to be stored.
 */
export async function appendEvent(tx: Tx, event: SignedEvent): Promise<Result<Appended, 'STALE_VERSION'>> {
  const earlier = await earlierAppend(tx, event);
  return earlier === null ? appendNext(tx, event, await chainEnds(tx, event.caseId)) : ok(earlier);
}

const insertEvent = fixedInsert((tx, event: Selectable<CaseEventTable>) => tx.insertInto('case_event').values(event));

/** The same for a caller who has read in this transaction where the chains end, and that no event of the case is of this request. */
export async function appendNext(tx: Tx, event: SignedEvent, { ofCase, ofRegister }: ChainEnds): Promise<Result<Appended, 'STALE_VERSION'>> {
  if (event.seq !== ofCase.seq + 1 || event.prevHash !== ofCase.hash) return fail('STALE_VERSION');
  if (eventHash(event) !== event.hash) throw new Error('the hash of an event does not cover it');
  await insertEvent(tx, {
    id: event.id,
    case_id: event.caseId,
    seq: event.seq,
    type: event.type,
    version: event.version,
    happened_at: event.happenedAt,
    recorded_at: event.recordedAt,
    recorded_by: event.recordedBy,
    rule_pack: event.rulePack,
    request_id: event.requestId,
    payload: JSON.stringify(event.payload),
    prev_hash: event.prevHash,
    hash: event.hash,
    signature: event.signature,
  });
  return ok({ eventId: event.id, seq: event.seq, repeated: false, head: await addLink(tx, event, ofRegister) });
}
