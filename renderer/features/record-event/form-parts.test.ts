import { describe, expect, it } from 'vitest';
import { eventTypes } from '../../../domain/events/registry.ts';
import { askedFieldsOf } from './forms.ts';
import { formParts } from './form-parts.ts';

describe('forms in parts', () => {
  it.each(eventTypes.filter((type) => formParts[type] !== undefined))('%s asks for every field, once', (type) => {
    const keys = (formParts[type] ?? []).flatMap((part) => part.keys);
    expect(keys.toSorted()).toEqual(
      askedFieldsOf(type)
        .map(({ key }) => key)
        .toSorted(),
    );
  });
});
