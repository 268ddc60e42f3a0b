import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../domain/events/registry.ts';
import { isMissing } from '../../forms/field-model.ts';
import { entryOf, reportFieldsOf, startReport } from './report-fields.ts';

describe.each(['lead', 'observation'] as const)('the card of a class teacher: %s', (kind) => {
  const { first, more } = reportFieldsOf(kind);

  it('is complete with one text', () => {
    const values = startReport(kind, '宋知夏');
    const missing = [...first, ...more].filter((field) => isMissing(field, values[field.key])).map(({ key }) => key);
    expect(missing).toEqual([kind === 'lead' ? 'summary' : 'behaviour']);
  });

  it('makes a payload that the register takes', () => {
    const values = { ...startReport(kind, '宋知夏'), [kind === 'lead' ? 'summary' : 'behaviour']: '上课时流泪，不愿说话。' };
    expect(definitionOf(entryOf[kind]).payload.safeParse(values).error).toBeUndefined();
  });
});
