/** What an entry of the office ledger is, and the one shape in which a file of this folder says everything about its kind. */
import type { Payload } from '../events/define-event.ts';
import type { PupilId } from '../ids.ts';
import type { PayloadIssue } from '../refusal.ts';
import type { PlainDate } from '../time.ts';
import type { RegisterKind, Role } from '../vocabulary.ts';
import type { z } from '../zod.ts';

/** Who records, and on which day it happened. */
export type LedgerRecording = { readonly role: Role; readonly happenedOn: PlainDate };

/**
 * Everything about one kind of entry. Functions are written as methods so that definitions of different payloads stand in one
 * registry (see events/define-event.ts); `decideEntry` parses the payload before it calls them.
 */
export type LedgerDefinition<K extends string = string, P = Payload> = {
  readonly kind: K;
  /** Version of the payload's schema, from 1. */
  readonly version: number;
  /** Strict and bounded. `.meta({ widget })` on a field tells the generated form what to show (see events/fields.ts). */
  readonly payload: z.ZodType<P>;
  readonly example: P;
  readonly recordedBy: readonly Role[];
  readonly registers: readonly RegisterKind[];
  /** Fields that a correction may change, and `happenedOn`. */
  readonly correctable: readonly string[];
  /** How many days ahead it may be entered: a roster is made before its days come. */
  readonly daysAhead: number;
  /** What the schema cannot see: which fields contradict each other. */
  guard?(payload: P, recording: LedgerRecording): readonly PayloadIssue[];
  /** Days for which it counts when that is not only the day on which it happened. */
  days?(payload: P, happenedOn: PlainDate): readonly PlainDate[];
  /** Pupils it names: they must be in the register. */
  pupils?(payload: P): readonly PupilId[];
  /** Numbers of cases it names: they must be in the register. */
  caseNos?(payload: P): readonly string[];
  /** Lifts a payload of `version` to the next one, for entries written by an older program. */
  upgrade?(payload: Payload, version: number): Payload;
};

type Declaration<K extends string, S extends z.ZodType<Payload>> = LedgerDefinition<K, z.infer<S>> & {
  readonly payload: S;
  readonly correctable: readonly ((keyof z.infer<S> & string) | 'happenedOn')[];
};

/** Declares a kind of entry; the payload's type follows from its schema. */
export function defineLedger<const K extends string, S extends z.ZodType<Payload>>(definition: Declaration<K, S>): LedgerDefinition<K, z.infer<S>> {
  return definition;
}
