/** From the log to the state. */
import { initialState, stageOf, type CaseState } from './case-state.ts';
import type { CaseEvent } from './events/define-event.ts';
import { definitionOf, isEvent, type EventPayload } from './events/registry.ts';
import type { EventId } from './ids.ts';
import { changesSign } from './signals.ts';
import { Instant, laterOf } from './time.ts';

/**
 * The state after all events of one case, in order of `seq`. Pure and total: an event of an unknown type or with a purged
 * payload moves the head and nothing else. Corrections act on the events that they correct (see `effectiveEvents`).
 */
export function fold(events: readonly CaseEvent[]): CaseState {
  const effective = effectiveEvents(events);
  const telling = correctionsOfSigns(events);
  return effective.reduce((state, event) => {
    const next = foldStep(state, event);
    return telling.has(event.id) ? { ...next, signsKnownAt: laterOf(next.signsKnownAt, event.recordedAt) } : next;
  }, initialState);
}

/** Corrections that bring a sign of danger, take one back, or say that it was seen at another time: minutes of before did not know of that. */
function correctionsOfSigns(events: readonly CaseEvent[]): ReadonlySet<EventId> {
  const corrections = events.filter((event) => isEvent(event, 'correction_made'));
  if (corrections.length === 0) return new Set();
  const standing = new Map(events.map((event): [EventId, CaseEvent] => [event.id, event]));
  const telling = corrections.filter((correction) => {
    const target = standing.get(correction.payload.targetId);
    if (target === undefined) return false;
    const corrected = correct(target, correction);
    standing.set(target.id, corrected);
    return tellsOfSign(target, corrected, correction.payload.field);
  });
  return new Set(telling.map(({ id }) => id));
}

function tellsOfSign(was: CaseEvent, corrected: CaseEvent, field: string): boolean {
  if (was === corrected) return false;
  if (isSign(was) !== isSign(corrected)) return true;
  return field === 'happenedAt' ? isSign(was) && was.happenedAt !== corrected.happenedAt : changesSign(field, was.payload?.[field], corrected.payload?.[field]);
}

/** Whether the entry tells of a sign of danger. */
function isSign({ type, payload, ...event }: CaseEvent): boolean {
  const definition = definitionOf(type);
  if (definition === undefined || payload === null) return false;
  return definition.apply(initialState, { ...event, type, payload }).lastSignalAt !== null;
}

/** The state after one more event. After a correction the whole log has to be folded again. */
export function foldStep(state: CaseState, event: CaseEvent): CaseState {
  const definition = definitionOf(event.type);
  const applied = definition === undefined || event.payload === null ? state : definition.apply(state, { ...event, payload: event.payload });
  const next: CaseState = {
    ...applied,
    lastEventAt: laterOf(state.lastEventAt, event.happenedAt),
    version: state.version + 1,
    headHash: event.hash,
  };
  const stage = stageOf(next);
  return stage === next.stage ? next : { ...next, stage };
}

/**
 * The events as corrected: the last correction of a field wins. A correction that the corrected event's schema does not accept
 * (it can only come from a damaged log) changes nothing. The correction events themselves stay in the list.
 */
export function effectiveEvents(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const corrections = events.filter((event) => isEvent(event, 'correction_made'));
  if (corrections.length === 0) return events;
  return events.map((event) => corrections.reduce(correct, event));
}

/** The event with one correction applied, if the correction is about it and the result is a valid event. */
export function correct(event: CaseEvent, correction: CaseEvent<EventPayload<'correction_made'>>): CaseEvent {
  const { targetId, field, shouldBe } = correction.payload;
  if (targetId !== event.id || event.payload === null) return event;
  const definition = definitionOf(event.type);
  if (definition === undefined || !definition.correctable.includes(field)) return event;
  if (field === 'happenedAt') {
    const moment = Instant.safeParse(shouldBe);
    return moment.success ? { ...event, happenedAt: moment.data } : event;
  }
  const parsed = definition.payload.safeParse({ ...event.payload, [field]: shouldBe });
  return parsed.success ? { ...event, payload: parsed.data } : event;
}
