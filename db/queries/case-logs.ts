/** The whole register case by case, for folding it again. */
import type { CaseEvent, Payload } from '../../domain/events/define-event.ts';
import type { CaseId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import type { Reader } from '../tx.ts';
import { obligationOf } from './cases.ts';
import { eventOfPacked } from './events.ts';
import { packedEvent, packedObligation, unpackedObligation } from './packed.ts';

/** A case with everything that folding its log makes, as it is stored. */
export type StoredCase = {
  readonly id: CaseId;
  readonly ownerUserId: UserId;
  /** JSON of the snapshot's state as it stands in the file: of an older shape when the register has not been folded since. */
  readonly state: string;
  readonly nextDueAt: Instant | null;
  readonly openObligations: number;
  readonly nextTickAt: Instant | null;
  /** In order of `seq`. */
  readonly events: readonly CaseEvent<Payload>[];
  /** In order of opening. */
  readonly obligations: readonly ObligationRecord[];
};

type Span = { readonly after: string; readonly last: string };

function byCase<Value extends { readonly caseId: CaseId }>(values: readonly Value[]): ReadonlyMap<string, readonly Value[]> {
  return Map.groupBy(values, ({ caseId }) => caseId);
}

async function eventsIn(reader: Reader, { after, last }: Span): Promise<readonly CaseEvent<Payload>[]> {
  const rows = await reader
    .selectFrom('case_event')
    .select(packedEvent.as('packed'))
    .where('case_id', '>', after)
    .where('case_id', '<=', last)
    .orderBy('case_id')
    .orderBy('seq')
    .execute();
  return rows.map(eventOfPacked);
}

async function obligationsIn(reader: Reader, { after, last }: Span): Promise<readonly ObligationRecord[]> {
  const rows = await reader
    .selectFrom('obligation')
    .select(packedObligation.as('packed'))
    .where('case_id', '>', after)
    .where('case_id', '<=', last)
    .orderBy('case_id')
    .orderBy('opened_at')
    .orderBy('id')
    .execute();
  return rows.map(({ packed }) => obligationOf(unpackedObligation(packed)));
}

/**
 * The next cases in the order of their ids, each with its log and its obligations: three statements a page, whatever it holds. `after` null
 * begins with the first case; an empty answer says that there are no more. `limit` cases, at most 500.
 */
export async function eventsInCaseOrder(reader: Reader, after: CaseId | null, limit = 100): Promise<readonly StoredCase[]> {
  const cases = await reader
    .selectFrom('case_file')
    .select(['id', 'owner_user_id', 'state', 'next_due_at', 'open_obligations', 'next_tick_at'])
    .where('id', '>', after ?? '')
    .orderBy('id')
    .limit(Math.min(500, limit))
    .execute();
  const last = cases.at(-1);
  if (last === undefined) return [];
  const span = { after: after ?? '', last: last.id };
  const events = byCase(await eventsIn(reader, span));
  const obligations = byCase(await obligationsIn(reader, span));
  return cases.map((row) => ({
    id: row.id as CaseId,
    ownerUserId: row.owner_user_id as UserId,
    state: row.state,
    nextDueAt: row.next_due_at as Instant | null,
    openObligations: row.open_obligations,
    nextTickAt: row.next_tick_at as Instant | null,
    events: events.get(row.id) ?? [],
    obligations: obligations.get(row.id) ?? [],
  }));
}

/** How much there is to fold: cases, and events of all of them. */
export async function logSize(reader: Reader): Promise<{ readonly cases: number; readonly events: number }> {
  const cases = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .executeTakeFirstOrThrow();
  // Numbers of the register's chain run without gaps from 1.
  const last = await reader.selectFrom('register_chain').select('seq').orderBy('seq', 'desc').limit(1).executeTakeFirst();
  return { cases: cases.n, events: last?.seq ?? 0 };
}
