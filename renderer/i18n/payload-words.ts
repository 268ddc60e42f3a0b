/** Which words the payloads of events need, taken from their schemas, so that a new field or choice without words does not compile. */
import type { EventPayload, EventType } from '../../domain/events/registry.ts';

/** Names of all payload fields. */
export type FieldName = { [T in EventType]: keyof EventPayload<T> & string }[EventType];

/** Members of enums anywhere in a value; free text, ids and dates are not among them. */
type LiteralsOf<V> = V extends string
  ? string extends V
    ? never
    : keyof V extends keyof string
      ? V
      : never
  : V extends readonly (infer Item)[]
    ? LiteralsOf<Item>
    : V extends object
      ? { [K in keyof V]: LiteralsOf<V[K]> }[keyof V]
      : never;

/** Codes that a person chooses from when recording. A correction holds any value, so it names none of its own. */
export type ChoiceCode = { [T in Exclude<EventType, 'correction_made'>]: LiteralsOf<EventPayload<T>> }[Exclude<EventType, 'correction_made'>];
