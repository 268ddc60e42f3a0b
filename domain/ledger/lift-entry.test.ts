import { describe, expect, it } from 'vitest';
import { withReason } from './decide-entry.ts';
import { liftEntry, liftPayload } from './lift-entry.ts';
import { ledgerDefinitionOf, ledgerKinds } from './registry.ts';

/** A kind whose schema changed twice: minutes became hours, and hours got a name. */
const changedTwice = {
  version: 3,
  upgrade: (payload: Readonly<Record<string, unknown>>, version: number) =>
    version === 1 ? { hours: Number(payload['minutes']) / 60 } : { length: { hours: payload['hours'] } },
};

describe('an entry of an older schema', () => {
  it('is lifted one version after the other, from wherever it stands', () => {
    expect(liftPayload(changedTwice, { version: 1, payload: { minutes: 90 } })).toEqual({ version: 3, payload: { length: { hours: 1.5 } } });
    expect(liftPayload(changedTwice, { version: 2, payload: { hours: 2 } })).toEqual({ version: 3, payload: { length: { hours: 2 } } });
    expect(liftPayload(changedTwice, { version: 3, payload: { length: { hours: 2 } } })).toEqual({ version: 3, payload: { length: { hours: 2 } } });
  });

  it('keeps the reason for which it set another one right', () => {
    const lifted = liftPayload(changedTwice, { version: 1, payload: withReason({ minutes: 60 }, '时长记错') });
    expect(lifted).toEqual({ version: 3, payload: withReason({ length: { hours: 1 } }, '时长记错') });
  });

  it.each(ledgerKinds.map((kind) => [kind]))('%s of today stays as it is', (kind) => {
    const { version, example } = ledgerDefinitionOf(kind);
    const entry = { kind, version, payload: example, hash: 'h' };
    expect(liftEntry(entry)).toEqual(entry);
  });

  it('of a kind that is not known stays as it is', () => {
    expect(liftEntry({ kind: 'picnic', version: 1, payload: {} })).toEqual({ kind: 'picnic', version: 1, payload: {} });
  });
});
