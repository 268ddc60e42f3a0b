import { describe, expect, it } from 'vitest';
import type { LedgerEntryView } from '../../../contract/ledger.ts';
import { LedgerEntryId, UserId } from '../../../domain/ids.ts';
import { ledgerDefinitionOf, ledgerKinds, type LedgerKind } from '../../../domain/ledger/registry.ts';
import { Instant, mondayOf, PlainDate } from '../../../domain/time.ts';
import { entryFormOf } from './entry-form.ts';

const day = PlainDate.parse('2026-09-23');

function entryOf(kind: LedgerKind): LedgerEntryView {
  const id = LedgerEntryId.parse('0198c5a0-0001-7000-8000-000000000001');
  return {
    id,
    seq: 1,
    kind,
    happenedOn: day,
    recordedAt: Instant.parse('2026-09-23T08:00:00.000Z'),
    recordedBy: UserId.parse('0198c5a0-0002-7000-8000-000000000001'),
    recordedByName: '周明岚',
    late: false,
    payload: { ...ledgerDefinitionOf(kind).example },
    corrects: null,
    correctedBy: null,
    hash: '0'.repeat(64),
  };
}

describe.each(ledgerKinds)('the form of %s', (kind) => {
  const { payload, example, correctable } = ledgerDefinitionOf(kind);

  it('finds the example complete and an untouched form not, and sends what the register takes', () => {
    const form = entryFormOf(kind, null);
    expect(form.isComplete({ ...example })).toBe(true);
    expect(form.isComplete(form.start)).toBe(false);
    const { week: _week, ...typed }: Record<string, unknown> = { ...example };
    const sent = form.payload(typed, day);
    expect(payload.safeParse(sent).error).toBeUndefined();
    expect(sent['week']).toBe('week' in example ? mondayOf(day) : undefined);
  });

  it('asks in a correction only for what may be set right, and keeps the rest', () => {
    const form = entryFormOf(kind, entryOf(kind));
    expect(form.fields.every(({ key }) => correctable.includes(key))).toBe(true);
    expect(form.asksDay).toBe(correctable.includes('happenedOn'));
    expect(form.payload(form.start, day)).toEqual(example);
  });
});
