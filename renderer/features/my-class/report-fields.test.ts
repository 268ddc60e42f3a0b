import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../domain/events/registry.ts';
import { isMissing } from '../../forms/field-model.ts';
import { entryOf, reportFieldsOf, startReport } from './report-fields.ts';

const texts = { lead: 'summary', observation: 'behaviour', decision: 'result' } as const;
const known = { userName: '宋知夏', obligationId: 'e:T_DECISION:decisions-1:1' };

describe.each(['lead', 'observation', 'decision'] as const)('the card of a class teacher: %s', (kind) => {
  const { first, more } = reportFieldsOf(kind);

  it('is complete with one text', () => {
    const values = startReport(kind, known);
    const missing = [...first, ...more].filter((field) => isMissing(field, values[field.key])).map(({ key }) => key);
    expect(missing).toEqual([texts[kind]]);
  });

  it('makes a payload that the register takes', () => {
    const values = { ...startReport(kind, known), [texts[kind]]: '上课时流泪，不愿说话。' };
    expect(definitionOf(entryOf[kind]).payload.safeParse(values).error).toBeUndefined();
  });
});
