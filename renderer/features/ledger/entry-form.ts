/** What the form of a ledger entry asks: everything for a new one, for a correction what may be set right. Pure. */
import type { LedgerEntryView } from '../../../contract/ledger.ts';
import { ledgerDefinitionOf, type LedgerKind } from '../../../domain/ledger/registry.ts';
import { mondayOf, type PlainDate } from '../../../domain/time.ts';
import { emptyValues, isMissing, type FieldModel, type Values } from '../../forms/field-model.ts';
import { fieldsOf } from '../../forms/from-schema.ts';

/** Follows from the day. */
const fromDay: readonly string[] = ['week'];

export type EntryForm = {
  readonly fields: readonly FieldModel[];
  readonly asksDay: boolean;
  readonly start: Values;
  readonly isComplete: (values: Values) => boolean;
  readonly payload: (values: Values, day: PlainDate) => Values;
};

export function entryFormOf(kind: LedgerKind, corrects: LedgerEntryView | null): EntryForm {
  const { payload, correctable } = ledgerDefinitionOf(kind);
  const all = fieldsOf(payload);
  const fields = all.filter(({ key }) => !fromDay.includes(key) && (corrects === null || correctable.includes(key)));
  const hasWeek = all.some(({ key }) => key === 'week');
  return {
    fields,
    asksDay: corrects === null || correctable.includes('happenedOn'),
    start: corrects === null ? emptyValues(fields) : corrects.payload,
    isComplete: (values) => fields.every((field) => !isMissing(field, values[field.key])),
    payload: (values, day) => (hasWeek && corrects === null ? { ...values, week: mondayOf(day) } : values),
  };
}
