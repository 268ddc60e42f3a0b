/** `xinhu operations`: the contract as JSON, so that a caller needs no source code. */
import { needsOf, type Operation } from '../contract/define.ts';
import { contract, isOperation } from '../contract/index.ts';
import type { EventDefinition } from '../domain/events/define-event.ts';
import { definitionOf, eventDefinitions } from '../domain/events/registry.ts';
import type { LedgerDefinition } from '../domain/ledger/define-ledger.ts';
import { isLedgerKind, ledgerDefinitionOf, ledgerKinds } from '../domain/ledger/registry.ts';
import { z } from '../domain/zod.ts';

function shapeOf(schema: z.ZodType, io: 'input' | 'output'): unknown {
  return z.toJSONSchema(schema, { io, unrepresentable: 'any' });
}

function operationShape(name: string, operation: Operation): unknown {
  const { kind, access, errors, secrets = [] } = operation;
  return {
    name,
    kind,
    access,
    needs: needsOf(operation),
    errors,
    secrets,
    input: shapeOf(operation.input, 'input'),
    output: shapeOf(operation.output, 'output'),
  };
}

function eventShape({ type, recordedBy, registers, stages, documents, correctable, payload, example }: EventDefinition): unknown {
  return { event: type, recordedBy, registers, stages, documents, correctable, payload: shapeOf(payload, 'input'), example };
}

function ledgerShape({ kind, recordedBy, registers, correctable, daysAhead, payload, example }: LedgerDefinition): unknown {
  return { ledger: kind, recordedBy, registers, correctable, daysAhead, payload: shapeOf(payload, 'input'), example };
}

/** Everything by name; or one operation, event or kind of ledger entry with its shapes. No name belongs to two of them: a test holds it. */
export function operations(name: string | null): unknown {
  if (name === null)
    return {
      operations: Object.entries(contract).map(([key, operation]) => ({ name: key, kind: operation.kind, access: operation.access })),
      events: eventDefinitions.map(({ type, listing, recordedBy }) => ({ type, group: listing.group, recordedBy })),
      ledger: ledgerKinds,
    };
  if (isOperation(name)) return operationShape(name, contract[name]);
  if (isLedgerKind(name)) return ledgerShape(ledgerDefinitionOf(name));
  const event = definitionOf(name);
  return event === undefined ? null : eventShape(event);
}
