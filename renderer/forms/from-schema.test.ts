import { describe, expect, it } from 'vitest';
import { definitionOf, eventDefinitions, type EventType } from '../../domain/events/registry.ts';
import { emptyValues, isMissing } from './field-model.ts';
import { fieldsOf } from './from-schema.ts';

const kindsOf = (type: EventType) =>
  Object.fromEntries(fieldsOf(definitionOf(type).payload).map(({ key, kind, required }) => [key, `${kind.is}${required ? '*' : ''}`]));

describe('a form from a schema', () => {
  it('knows lines, texts, choices, people, dates and flags, and which must be filled in', () => {
    expect(kindsOf('guardian_contacted')).toEqual({
      method: 'choice*',
      reached: 'flag',
      with: 'line',
      attitude: 'choice*',
      content: 'long',
      riskChange: 'choice*',
      next: 'long',
    });
    expect(kindsOf('leave_started')).toEqual({ from: 'date*', until: 'date', reason: 'long*', documentId: 'reference' });
    expect(kindsOf('grade_decided')).toEqual({
      grade: 'choice*',
      outcome: 'choice*',
      reason: 'long*',
      evidence: 'long*',
      participants: 'people*',
      triggers: 'choices',
    });
  });

  it('lets an optional choice stay empty', () => {
    const proposed = fieldsOf(definitionOf('interview_held').payload).find((field) => field.key === 'proposedGrade');
    expect(proposed).toMatchObject({ required: false, kind: { is: 'choice', nullable: true } });
  });

  it.each(eventDefinitions.map((definition) => [definition.type, definition] as const))(
    'finds the example of %s complete, and an untouched form with required fields not',
    (_type, definition) => {
      const fields = fieldsOf(definition.payload);
      const example: Readonly<Record<string, unknown>> = definition.example;
      expect(fields.filter((field) => isMissing(field, example[field.key]))).toEqual([]);
      const untouched = emptyValues(fields);
      expect(fields.filter((field) => isMissing(field, untouched[field.key])).map((field) => field.key)).toEqual(
        fields.filter((field) => field.required && field.kind.is !== 'given').map((field) => field.key),
      );
    },
  );
});
