/** The office ledger as it stands after corrections. */
import type { Payload } from '../events/define-event.ts';
import type { LedgerEntryId } from '../ids.ts';
import type { Instant, PlainDate } from '../time.ts';
import type { LedgerKind } from './registry.ts';

/** An entry as it was recorded. */
export type LedgerFact = {
  readonly id: LedgerEntryId;
  /** Its place in the ledger: of two entries of one moment the one with the lower number was first. */
  readonly seq: number;
  readonly kind: LedgerKind;
  readonly happenedOn: PlainDate;
  readonly recordedAt: Instant;
  readonly payload: Payload;
  /** The entry that it sets right. */
  readonly corrects: LedgerEntryId | null;
};

/** What stands of an entry and its corrections: the last wording, and when and where the matter was first entered. */
export type StandingEntry = LedgerFact & { readonly enteredAt: Instant; readonly enteredSeq: number };

/** Entries that nothing set right, in the order of their first wording. Corrections of entries that are not given stand by themselves. */
export function standingEntries(entries: readonly LedgerFact[]): readonly StandingEntry[] {
  const byId = new Map(entries.map((entry) => [entry.id, entry]));
  const corrected = new Set(entries.map(({ corrects }) => corrects));
  return entries
    .filter(({ id }) => !corrected.has(id))
    .map((entry) => {
      const { recordedAt, seq } = firstOf(entry, byId);
      return { ...entry, enteredAt: recordedAt, enteredSeq: seq };
    })
    .toSorted((a, b) => (isBefore(a, b) ? -1 : 1));
}

/** Whether one was entered before the other. */
export function isBefore(one: StandingEntry, other: StandingEntry): boolean {
  return one.enteredAt === other.enteredAt ? one.enteredSeq < other.enteredSeq : one.enteredAt < other.enteredAt;
}

function firstOf(entry: LedgerFact, byId: ReadonlyMap<LedgerEntryId, LedgerFact>): LedgerFact {
  let first = entry;
  for (let before = entry; before.corrects !== null;) {
    const earlier = byId.get(before.corrects);
    if (earlier === undefined) break;
    first = earlier;
    before = earlier;
  }
  return first;
}
