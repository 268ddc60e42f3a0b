/** All events, in the order of the loop. One line adds an event. */
import { caseClosed } from './case-closed.ts';
import { caseFiled } from './case-filed.ts';
import { caseReopened } from './case-reopened.ts';
import { correctionMade } from './correction-made.ts';
import type { CaseEvent, EventDefinition, Payload } from './define-event.ts';
import { followUpHeld } from './follow-up-held.ts';
import { gradeDecided } from './grade-decided.ts';
import { guardianContacted } from './guardian-contacted.ts';
import { guardianNotified } from './guardian-notified.ts';
import { interviewHeld } from './interview-held.ts';
import { leadRecorded } from './lead-recorded.ts';
import { leaveEnded } from './leave-ended.ts';
import { leaveStarted } from './leave-started.ts';
import { letterReceived } from './letter-received.ts';
import { letterSent } from './letter-sent.ts';
import { obligationExcused } from './obligation-excused.ts';
import { planDrafted } from './plan-drafted.ts';
import { planReturned } from './plan-returned.ts';
import { planSigned } from './plan-signed.ts';
import { planSubmitted } from './plan-submitted.ts';
import { principalNotified } from './principal-notified.ts';
import { pupilContacted } from './pupil-contacted.ts';
import { referralMade } from './referral-made.ts';
import { referralReplied } from './referral-replied.ts';
import { reportReceived } from './report-received.ts';

export const eventDefinitions = [
  leadRecorded,
  interviewHeld,
  gradeDecided,
  caseFiled,
  guardianNotified,
  principalNotified,
  letterReceived,
  letterSent,
  reportReceived,
  planDrafted,
  planReturned,
  planSigned,
  planSubmitted,
  guardianContacted,
  pupilContacted,
  followUpHeld,
  referralMade,
  referralReplied,
  leaveStarted,
  leaveEnded,
  caseClosed,
  caseReopened,
  correctionMade,
  obligationExcused,
] as const;

type Definition = (typeof eventDefinitions)[number];
export type EventType = Definition['type'];
export const eventTypes: readonly EventType[] = eventDefinitions.map((definition) => definition.type);

/** Payload of an event type, as its schema gives it. */
export type EventPayload<T extends EventType> = Extract<Definition, { type: T }>['example'];

const byType: ReadonlyMap<string, EventDefinition> = new Map(eventDefinitions.map((definition): [string, EventDefinition] => [definition.type, definition]));

/** Definition of a type that may have come from outside; undefined when there is none. */
export function definitionOf(type: EventType): EventDefinition;
export function definitionOf(type: string): EventDefinition | undefined;
export function definitionOf(type: string): EventDefinition | undefined {
  return byType.get(type);
}

export function isEventType(type: string): type is EventType {
  return byType.has(type);
}

/** Narrows an event that was parsed when it was recorded. False for a purged one. */
export function isEvent<T extends EventType>(event: CaseEvent, type: T): event is CaseEvent<EventPayload<T>, T> {
  return event.type === type && event.payload !== null;
}

/**
 * The event as today's schema has it: a payload of an older version is lifted step by step. To be applied when a log is read;
 * hash and signature belong to the stored form.
 */
export function liftEvent(event: CaseEvent): CaseEvent {
  const definition = definitionOf(event.type);
  return definition === undefined || event.payload === null ? event : { ...event, ...lift(definition, { version: event.version, payload: event.payload }) };
}

/** Lifts a payload to the definition's version; without a way up it stays as it is. */
export function lift(
  definition: Pick<EventDefinition, 'version' | 'upgrade'>,
  stored: { readonly version: number; readonly payload: Payload },
): { readonly version: number; readonly payload: Payload } {
  if (stored.version >= definition.version || definition.upgrade === undefined) return stored;
  return lift(definition, { version: stored.version + 1, payload: definition.upgrade(stored.payload, stored.version) });
}
