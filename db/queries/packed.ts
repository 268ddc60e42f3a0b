/**
 * Rows of many columns, each as one text. Handing a value over from the database library costs more than reading it, and a duty or an event has a
 * score of them: packed, a log or the duties of a case are read in a third of the time.
 */
import type { RawBuilder, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CaseId } from '../../domain/ids.ts';
import type { CaseEventTable, ObligationTable } from '../schema.ts';
import type { Reader } from '../tx.ts';

const obligationColumns = [
  'id',
  'case_id',
  'rule_id',
  'clause',
  'pack_version',
  'slot',
  'occurrence',
  'opened_by',
  'opened_at',
  'due_at',
  'owner_role',
  'end',
  'ended_at',
  'ended_by',
  'estimated',
  'snoozed_to',
  'waiting_for',
  'chase_on',
  'responsible_user_id',
  'missed_before',
] as const satisfies readonly (keyof ObligationTable)[];

const eventColumns = [
  'id',
  'case_id',
  'seq',
  'type',
  'version',
  'happened_at',
  'recorded_at',
  'recorded_by',
  'rule_pack',
  'request_id',
  'prev_hash',
  'hash',
] as const satisfies readonly (keyof CaseEventTable)[];

/** Values in the order of the names. */
type ValuesOf<Row, Names extends readonly (keyof Row)[]> = { readonly [Place in keyof Names]: Row[Names[Place]] };
type ObligationValues = ValuesOf<Selectable<ObligationTable>, typeof obligationColumns>;
type EventValues = readonly [...ValuesOf<CaseEventTable, typeof eventColumns>, payload: unknown];

function columns(table: string, names: readonly string[]): RawBuilder<unknown> {
  return sql.join(names.map((name) => sql.ref(`${table}.${name}`)));
}

/** Every column of a duty, for `select`. */
export const packedObligation: RawBuilder<string> = sql<string>`json_array(${columns('obligation', obligationColumns)})`;

/** Every column of an event but its signature, for `select`: the payload as what it is and not as text. */
export const packedEvent: RawBuilder<string> = sql<string>`json_array(${columns('case_event', eventColumns)}, json("case_event"."payload"))`;

export type UnpackedEvent = Omit<Selectable<CaseEventTable>, 'payload' | 'signature'> & { readonly payload: unknown };

function obligationOfValues(values: ObligationValues): Selectable<ObligationTable> {
  const [id, caseId, ruleId, clause, pack, slot, occurrence, openedBy, openedAt, dueAt, role, end, endedAt, endedBy, ...rest] = values;
  const [estimated, snoozedTo, waitingFor, chaseOn, responsible, missed] = rest;
  return {
    id,
    case_id: caseId,
    rule_id: ruleId,
    clause,
    pack_version: pack,
    slot,
    occurrence,
    opened_by: openedBy,
    opened_at: openedAt,
    due_at: dueAt,
    owner_role: role,
    end,
    ended_at: endedAt,
    ended_by: endedBy,
    estimated,
    snoozed_to: snoozedTo,
    waiting_for: waitingFor,
    chase_on: chaseOn,
    responsible_user_id: responsible,
    missed_before: missed,
  };
}

function eventOfValues(values: EventValues): UnpackedEvent {
  const [id, caseId, seq, type, version, happenedAt, recordedAt, recordedBy, pack, requestId, prevHash, hash, payload] = values;
  return {
    id,
    case_id: caseId,
    seq,
    type,
    version,
    happened_at: happenedAt,
    recorded_at: recordedAt,
    recorded_by: recordedBy,
    rule_pack: pack,
    request_id: requestId,
    prev_hash: prevHash,
    hash,
    payload,
  };
}

/** The row again. The text was made by the expression above from the columns of the table. */
export function unpackedObligation(text: string): Selectable<ObligationTable> {
  return obligationOfValues(JSON.parse(text) as ObligationValues);
}

/** See {@link unpackedObligation}. */
export function unpackedEvent(text: string): UnpackedEvent {
  return eventOfValues(JSON.parse(text) as EventValues);
}

/** Several rows in one text, as `json_group_array` of packed ones gives them. */
export function unpackedObligations(text: string): readonly Selectable<ObligationTable>[] {
  return (JSON.parse(text) as readonly ObligationValues[]).map(obligationOfValues);
}

/** See {@link unpackedObligations}. */
export function unpackedEvents(text: string): readonly UnpackedEvent[] {
  return (JSON.parse(text) as readonly EventValues[]).map(eventOfValues);
}

/** All duties of the case as they stand in the file, ended ones included, in the order of opening. */
export async function obligationRows(reader: Reader, caseId: CaseId): Promise<readonly Selectable<ObligationTable>[]> {
  const rows = await reader
    .selectFrom('obligation')
    .select(packedObligation.as('packed'))
    .where('case_id', '=', caseId)
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map(({ packed }) => unpackedObligation(packed));
}
