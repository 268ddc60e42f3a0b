/** `xinhu operations`: the contract as JSON, so that a caller needs no source code. */
import { contract, isOperation } from '../contract/index.ts';
import type { Operation } from '../contract/define.ts';
import { definitionOf, eventTypes } from '../domain/events/registry.ts';
import { z } from '../domain/zod.ts';

function describe(name: string, operation: Operation): Record<string, unknown> {
  return {
    name,
    kind: operation.kind,
    access: operation.access,
    errors: operation.errors,
    secrets: operation.secrets ?? [],
    input: z.toJSONSchema(operation.input, { io: 'input', unrepresentable: 'any' }),
  };
}

/** All operations by name; one with its schema; or the payload schema of an event type. */
export function operations(name: string | null): unknown {
  if (name === null)
    return {
      operations: Object.entries(contract).map(([key, operation]) => ({ name: key, kind: operation.kind, access: operation.access })),
      events: eventTypes,
    };
  if (isOperation(name)) return describe(name, contract[name]);
  const event = definitionOf(name);
  if (event === undefined) return null;
  return {
    event: name,
    recordedBy: event.recordedBy,
    stages: event.stages,
    payload: z.toJSONSchema(event.payload, { io: 'input', unrepresentable: 'any' }),
    example: event.example,
  };
}
