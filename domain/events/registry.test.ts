import { describe, expect, it } from 'vitest';
import { initialState } from '../case-state.ts';
import { foldStep } from '../fold.ts';
import { rolesOf } from '../vocabulary.ts';
import type { Payload } from './define-event.ts';
import { eventDefinitions, eventTypes, lift } from './registry.ts';
import { eventOf } from '../events.fixture.ts';

describe('registry of events', () => {
  it('knows each type once', () => {
    expect(new Set(eventTypes).size).toBe(eventTypes.length);
  });

  it.each(eventDefinitions.map((definition) => [definition.type, definition] as const))('%s: example parses to itself and folds', (_type, definition) => {
    const parsed = definition.payload.parse(definition.example);
    expect(parsed).toEqual(definition.example);
    const state = foldStep(initialState, eventOf({ type: definition.type, payload: definition.example }));
    expect(state).toMatchObject({ version: 1, lastEventAt: '2026-09-14T01:00:00.000Z' });
  });

  it.each(eventDefinitions.map((definition) => [definition.type, definition] as const))(
    '%s: payload is strict, and its lists name fields and roles that exist',
    (_type, definition) => {
      expect(definition.payload.safeParse({ ...definition.example, unexpected: 1 }).success).toBe(false);
      const fields = Object.keys(definition.example);
      expect(fields).toEqual(expect.arrayContaining([...definition.confidential]));
      expect([...fields, 'happenedAt']).toEqual(expect.arrayContaining([...definition.correctable]));
      const possible = definition.registers.flatMap((kind) => rolesOf[kind]);
      expect(possible).toEqual(expect.arrayContaining([...definition.recordedBy]));
    },
  );

  it('lifts an old payload version by version', () => {
    const definition = { version: 3, upgrade: (payload: Payload, version: number): Payload => ({ ...payload, [`from${version}`]: true }) };
    expect(lift(definition, { version: 1, payload: { a: 1 } })).toEqual({ version: 3, payload: { a: 1, from1: true, from2: true } });
    expect(lift(definition, { version: 3, payload: { a: 1 } })).toEqual({ version: 3, payload: { a: 1 } });
  });
});
