/** Builders of events for tests: counted ids, one moment after the other, no clock. */
import { genesisHash } from './case-state.ts';
import type { CaseEvent, Payload } from './events/define-event.ts';
import { definitionOf, type EventPayload, type EventType } from './events/registry.ts';
import { CaseId, EventId, UserId } from './ids.ts';
import { Instant } from './time.ts';

/** A UUIDv7-shaped id with a number in it. */
export function idText(number: number): string {
  return `0198c5a0-0000-7000-8000-${number.toString(16).padStart(12, '0')}`;
}

export const teacher = UserId.parse(idText(0xa1));
export const vicePrincipal = UserId.parse(idText(0xa2));
export const aCaseId = CaseId.parse(idText(0xca5e));

export type EventSketch = {
  readonly type: string;
  readonly payload: Payload | null;
  readonly seq?: number;
  /** UTC instant text; `recordedAt` follows `happenedAt` unless given. */
  readonly happenedAt?: string;
  readonly recordedAt?: string;
  readonly recordedBy?: UserId;
  readonly rulePack?: string;
};

/** One event with what the sketch leaves open filled in. Its id follows from its `seq`. */
export function eventOf(sketch: EventSketch): CaseEvent {
  const seq = sketch.seq ?? 1;
  const happenedAt = Instant.parse(sketch.happenedAt ?? '2026-09-14T01:00:00.000Z');
  return {
    id: eventId(seq),
    caseId: aCaseId,
    seq,
    type: sketch.type,
    version: 1,
    happenedAt,
    recordedAt: Instant.parse(sketch.recordedAt ?? happenedAt),
    recordedBy: sketch.recordedBy ?? teacher,
    rulePack: sketch.rulePack ?? 'cn-qingpu-2026.2',
    requestId: idText(0x70000 + seq),
    payload: sketch.payload,
    prevHash: seq === 1 ? genesisHash : hashText(seq - 1),
    hash: hashText(seq),
  };
}

export function eventId(seq: number): EventId {
  return EventId.parse(idText(seq));
}

function hashText(seq: number): string {
  return seq.toString(16).padStart(64, '0');
}

/** A log: `[type, happenedAt, changes to the example payload, further sketch]` for each event. */
export type LogLine = {
  [T in EventType]: readonly [type: T, happenedAt: string, changes?: Partial<EventPayload<T>>, sketch?: Partial<EventSketch>];
}[EventType];

export function logOf(...lines: readonly LogLine[]): readonly CaseEvent[] {
  return lines.map(([type, happenedAt, changes, sketch], index) =>
    eventOf({ type, happenedAt, payload: { ...definitionOf(type).example, ...changes }, seq: index + 1, ...sketch }),
  );
}
