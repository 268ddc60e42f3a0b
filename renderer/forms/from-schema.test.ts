import { describe, expect, it } from 'vitest';
import { definitionOf, eventDefinitions, type EventType } from '../../domain/events/registry.ts';
import { z } from '../../domain/zod.ts';
import { emptyValues, isMissing, type FieldModel } from './field-model.ts';
import { fieldsOf } from './from-schema.ts';

/** Whether a field, or a part of it, may not stay as it is. */
function mustBeFilledIn({ kind, required }: FieldModel): boolean {
  if (kind.is === 'group') return kind.fields.some(mustBeFilledIn);
  return required && kind.is !== 'given';
}

const kindsOf = (type: EventType) =>
  Object.fromEntries(fieldsOf(definitionOf(type).payload).map(({ key, kind, required }) => [key, `${kind.is}${required ? '*' : ''}`]));

describe('a form from a schema', () => {
  it('knows lines, texts, choices, people, dates and flags, and which must be filled in', () => {
    expect(kindsOf('guardian_contacted')).toEqual({
      method: 'choice*',
      reached: 'flag',
      with: 'line',
      who: 'choice*',
      attitude: 'choice*',
      content: 'long',
      disclosed: 'choices',
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
      conferenceId: 'reference',
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
        fields.filter(mustBeFilledIn).map((field) => field.key),
      );
    },
  );

  it('holds parts and lists of parts, and misses what one of them lacks', () => {
    const inner = z.strictObject({ who: z.string().trim().min(1).max(120), seen: z.boolean() });
    const [group, records] = fieldsOf(z.strictObject({ one: inner, several: z.array(inner).min(1).max(3) }));
    if (group === undefined || records === undefined) throw new Error('The schema has two fields.');
    expect(group.kind.is).toBe('group');
    expect(records).toMatchObject({ required: true, kind: { is: 'records', min: 1, max: 3 } });
    expect(emptyValues([group, records])).toEqual({ one: { who: '', seen: false }, several: [] });
    expect(isMissing(group, { who: '', seen: true })).toBe(true);
    expect(isMissing(group, { who: '周明岚', seen: true })).toBe(false);
    expect(isMissing(records, [])).toBe(true);
    expect(isMissing(records, [{ who: '周明岚', seen: true }, { seen: false }])).toBe(true);
    expect(isMissing(records, [{ who: '周明岚', seen: true }])).toBe(false);
  });

  it('lets several people be chosen where an entry names several', () => {
    const { add, remove } = Object.fromEntries(fieldsOf(definitionOf('case_assigned').payload).map(({ key, kind }) => [key, kind]));
    expect(add).toEqual({ is: 'references', of: 'user', min: 0, max: 20 });
    expect(remove).toEqual(add);
  });
});
