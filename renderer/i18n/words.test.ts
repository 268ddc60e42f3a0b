import { describe, expect, it } from 'vitest';
import { eventDefinitions } from '../../domain/events/registry.ts';
import { scales } from '../../domain/scales/registry.ts';
import { fieldsOf } from '../forms/from-schema.ts';
import { english } from './en/english.ts';
import { chinese } from './zh/chinese.ts';

/** Every text of a language under its dotted key. */
function textsOf(words: object, under = ''): readonly (readonly [string, string])[] {
  return Object.entries(words).flatMap(([key, value]: [string, unknown]) => {
    const path = under === '' ? key : `${under}.${key}`;
    if (typeof value === 'string') return [[path, value] as const];
    return typeof value === 'object' && value !== null ? textsOf(value, path) : [];
  });
}

const zh = textsOf(chinese);
const en = new Map(textsOf(english));
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => String(name)).toSorted((a, b) => a.localeCompare(b));

describe('both languages', () => {
  it('have the same keys', () => {
    expect([...en.keys()].toSorted()).toEqual(zh.map(([key]) => key).toSorted());
  });

  it('say something for every key', () => {
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
  });

  it('mention the same figures and names in every text', () => {
    expect(zh.filter(([key, text]) => variables(text).join() !== variables(en.get(key) ?? '').join())).toEqual([]);
  });

  it('write Chinese with Chinese punctuation', () => {
    expect(zh.filter(([, text]) => /\p{Script=Han}[,;:?!]|[,;:?!]\p{Script=Han}/u.test(text))).toEqual([]);
  });
});

describe('words of the domain', () => {
  it('exist for every field and choice of every event', () => {
    const fields = eventDefinitions.flatMap((definition) => fieldsOf(definition.payload));
    const names = fields.map((field) => field.key);
    const choices = fields.flatMap(({ kind }) => (kind.is === 'choice' || kind.is === 'choices' ? kind.choices : []));
    expect(names.filter((name) => !Object.hasOwn(chinese.fields, name))).toEqual([]);
    expect(choices.filter((choice) => !Object.hasOwn(chinese.fields.choice, choice))).toEqual([]);
  });

  it('exist for every factor of every scale', () => {
    const factors = Object.values(scales).flatMap((scale) => scale.factors.map(({ code }) => code));
    expect(factors.length).toBeGreaterThan(10);
    expect(factors.filter((code) => !Object.hasOwn(chinese.ui.imports.factor, code))).toEqual([]);
  });
});
