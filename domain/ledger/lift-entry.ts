/** Entries of the office ledger as today's schemas have them. */
import type { Payload } from '../events/define-event.ts';
import { lift } from '../events/registry.ts';
import { contentOf, reasonOf, withReason } from './decide-entry.ts';
import type { LedgerDefinition } from './define-ledger.ts';
import { isLedgerKind, ledgerDefinitionOf } from './registry.ts';

type Stored = { readonly version: number; readonly payload: Payload };

/**
 * The entry with its payload lifted, step by step, to the version of today; the reason of a correction stays beside it. To be applied when
 * entries are read; hash and signature belong to the stored form.
 */
export function liftEntry<E extends Stored & { readonly kind: string }>(entry: E): E {
  return isLedgerKind(entry.kind) ? { ...entry, ...liftPayload(ledgerDefinitionOf(entry.kind), entry) } : entry;
}

/** The payload and its version, lifted as far as the kind knows a way. */
export function liftPayload(definition: Pick<LedgerDefinition, 'version' | 'upgrade'>, { version, payload }: Stored): Stored {
  const lifted = lift(definition, { version, payload: contentOf(payload) });
  const reason = reasonOf(payload);
  return reason === null ? lifted : { ...lifted, payload: withReason(lifted.payload, reason) };
}
