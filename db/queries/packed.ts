/**
 * Rows of many columns, each as one text. Handing a value over from the database library costs more than reading it, and a duty or an event has a
 * score of them: packed, a log or the duties of a case are read in a third of the time.
 */
import type { RawBuilder, Selectable } from 'kysely';
import { sql } from 'kysely';
import type { CaseId } from '../../domain/ids.ts';
import type { CaseEventTable, ObligationTable } from '../schema.ts';
import type { Reader } from '../tx.ts';

const obligationColumns = {
  id: true,
  case_id: true,
  rule_id: true,
  clause: true,
  pack_version: true,
  slot: true,
  occurrence: true,
  opened_by: true,
  opened_at: true,
  due_at: true,
  owner_role: true,
  end: true,
  ended_at: true,
  ended_by: true,
  estimated: true,
  snoozed_to: true,
  waiting_for: true,
  chase_on: true,
  responsible_user_id: true,
  missed_before: true,
} as const satisfies Record<keyof ObligationTable, true>;

const eventColumns = {
  id: true,
  case_id: true,
  seq: true,
  type: true,
  version: true,
  happened_at: true,
  recorded_at: true,
  recorded_by: true,
  rule_pack: true,
  request_id: true,
  prev_hash: true,
  hash: true,
} as const satisfies Record<Exclude<keyof CaseEventTable, 'payload' | 'signature'>, true>;

function pairs(table: string, columns: Readonly<Record<string, true>>): RawBuilder<unknown> {
  return sql.join(Object.keys(columns).flatMap((column) => [sql.lit(column), sql.ref(`${table}.${column}`)]));
}

/** Every column of a duty, for `select`. */
export const packedObligation: RawBuilder<string> = sql<string>`json_object(${pairs('obligation', obligationColumns)})`;

/** Every column of an event, for `select`: the payload as what it is and not as text, the signature in hex digits. */
export const packedEvent: RawBuilder<string> = sql<string>`json_object(${pairs('case_event', eventColumns)}, 'payload', json("case_event"."payload"), 'signature', hex("case_event"."signature"))`;

export type UnpackedEvent = Omit<Selectable<CaseEventTable>, 'payload' | 'signature'> & { readonly payload: unknown; readonly signature: string };

/** The row again. The text was made by the expression above from the columns of the table. */
export function unpackedObligation(text: string): Selectable<ObligationTable> {
  return JSON.parse(text) as Selectable<ObligationTable>;
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

/** See {@link unpackedObligation}. */
export function unpackedEvent(text: string): UnpackedEvent {
  return JSON.parse(text) as UnpackedEvent;
}
