/** What an event is, and the one shape in which a file of this folder says everything about its event. */
import type { CaseState } from '../case-state.ts';
import type { CaseId, EventId, UserId } from '../ids.ts';
import type { Refusal } from '../refusal.ts';
import type { Instant } from '../time.ts';
import type { CaseStage, RegisterKind, RiskGrade, Role } from '../vocabulary.ts';
import type { z } from '../zod.ts';

/** A payload whose event is not known at compile time. */
export type Payload = { readonly [key: string]: unknown };

/** One entry of a case's log. `payload` is null after it was purged at the end of retention; hashes stay. */
export type CaseEvent<P = Payload | null, T extends string = string> = {
  readonly id: EventId;
  readonly caseId: CaseId;
  /** 1, 2, … without gaps within the case. */
  readonly seq: number;
  readonly type: T;
  /** Version of the payload's schema. */
  readonly version: number;
  readonly happenedAt: Instant;
  readonly recordedAt: Instant;
  readonly recordedBy: UserId;
  /** Version of the rule pack in force when it was recorded. */
  readonly rulePack: string;
  readonly requestId: string;
  readonly payload: P;
  readonly prevHash: string;
  readonly hash: string;
};

/** An obligation that stands open when an event is to be recorded. */
export type OpenObligation = {
  readonly id: string;
  readonly ruleId: string;
  readonly dueAt: Instant;
  /** It was put off before: that is possible once. */
  readonly snoozedTo: Instant | null;
};

/** Who records, and what a guard may know beside the state. */
export type Recording = {
  readonly userId: UserId;
  readonly role: Role;
  readonly registerKind: RegisterKind;
  readonly happenedAt: Instant;
  readonly now: Instant;
  readonly openObligations: readonly OpenObligation[];
  /** Days of one follow-up cycle per grade under the rules in force; null where a grade has none. */
  readonly followUpDays: Readonly<Record<RiskGrade, number | null>>;
};

/** What entries are about: the groups of the menu, and what the filter of the timeline goes by. */
export const eventGroups = ['discovery', 'notice', 'plan', 'contact', 'referral', 'leave', 'emergency', 'access', 'duty'] as const;
export type EventGroup = (typeof eventGroups)[number];

/** How entries of a kind are listed. */
export type Listing = {
  readonly group: EventGroup;
  /** What was done for the pupil, in a word, for the weekly report's column of measures. Null where it is no measure: who told what, what was filed away, who may look. */
  readonly measure: string | null;
  /** It has a desk of its own, or starts from another entry or a duty: the menu does not offer it. */
  readonly offMenu?: boolean;
};

/**
 * Everything about one kind of event.
 *
 * Functions are written as methods on purpose: only methods are compared bivariantly, which lets definitions of
 * different payloads stand in one registry. `decide` parses the payload before it calls them.
 */
export type EventDefinition<T extends string = string, P = Payload> = {
  readonly type: T;
  readonly version: number;
  /** Strict and bounded. `.meta({ widget })` on a field tells the generated form what to show (see fields.ts). */
  readonly payload: z.ZodType<P>;
  readonly example: P;
  readonly recordedBy: readonly Role[];
  readonly registers: readonly RegisterKind[];
  /** Stages in which it may be recorded; `none` opens a case. */
  readonly stages: readonly CaseStage[] | 'none';
  /** It reached the office from outside, perhaps before anybody here opened the case. */
  readonly mayPrecedeOpening?: boolean;
  /** Document types it offers to issue. */
  readonly documents: readonly string[];
  readonly listing: Listing;
  /** Payload keys hidden from everyone without the level `detail`. */
  readonly confidential: readonly string[];
  /** What a correction may set right; everything else needs a new event of its own kind, with its own guard. */
  readonly correctable: readonly string[];
  /** Refuses what the schema cannot see; null lets it pass. */
  guard(state: CaseState, payload: P, recording: Recording): Refusal | null;
  /**
   * Refuses what may never stand in an entry of this kind, whenever it was entered. Asked after the guard, and again of what a correction makes of
   * the entry, with the state of that moment.
   */
  standsAs?(state: CaseState, payload: P, recording: Pick<Recording, 'now'>): Refusal | null;
  /** The state after it; stage, version and head are folded by fold.ts. Total: never throws on a parsed payload. */
  apply(state: CaseState, event: CaseEvent<P>): CaseState;
  /** Lifts a payload of an older version to the next one. */
  upgrade?(payload: Payload, version: number): Payload;
};

type Declaration<T extends string, S extends z.ZodType<Payload>> = EventDefinition<T, z.infer<S>> & {
  readonly payload: S;
  readonly confidential: readonly (keyof z.infer<S> & string)[];
  readonly correctable: readonly ((keyof z.infer<S> & string) | 'happenedAt')[];
};

/** Declares an event; the payload's type follows from its schema. */
export function defineEvent<const T extends string, S extends z.ZodType<Payload>>(definition: Declaration<T, S>): EventDefinition<T, z.infer<S>> {
  return definition;
}
