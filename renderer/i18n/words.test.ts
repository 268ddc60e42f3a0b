import { createInstance } from 'i18next';
import { describe, expect, it } from 'vitest';
import { declaredCodes, universalCodes } from '../../contract/errors.ts';
import { eventDefinitions, eventTypes, isEventType } from '../../domain/events/registry.ts';
import { ledgerDefinitionOf, ledgerKinds } from '../../domain/ledger/registry.ts';
import { closeBlocks } from '../../domain/refusal.ts';
import { scales } from '../../domain/scales/registry.ts';
import {
  attendances,
  channels,
  contactMethods,
  crisisTypes,
  grades,
  instruments,
  obligationEnds,
  planStatuses,
  referralStatuses,
  registerKinds,
  roles,
  stages,
  waitingFor,
} from '../../domain/vocabulary.ts';
import type { FieldModel } from '../forms/field-model.ts';
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

/** Named in lists of values, and in forms of their own, though no generated form asks for them. */
const alsoNamed: readonly string[] = ['content'];
const spoken: readonly string[] = [...crisisTypes, ...grades];

const zh = textsOf(chinese);
const en = new Map(textsOf(english));
const isOne = (key: string) => key.endsWith('_one');
const variables = (text: string) => [...text.matchAll(/\{\{(\w+)\}\}/g)].map(([, name]) => String(name)).toSorted((a, b) => a.localeCompare(b));

describe('both languages', () => {
  it('have the same keys, beside forms for the number one in a language that has them', () => {
    expect([...en.keys()].filter((key) => !isOne(key)).toSorted()).toEqual(zh.map(([key]) => key).toSorted());
    expect([...en.keys()].filter((key) => isOne(key) && !variables(en.get(key.slice(0, -4)) ?? '').includes('count'))).toEqual([]);
  });

  it('count one thing as one and several as several', async () => {
    const i18n = createInstance();
    await i18n.init({ lng: 'en', fallbackLng: false, defaultNS: 'ui', resources: { en: english } });
    expect([1, 2].map((count) => i18n.t('why.basis.calendar_days', { count }))).toEqual([
      '1 calendar day from the opening',
      '2 calendar days from the opening',
    ]);
    await i18n.init({ lng: 'zh-CN', fallbackLng: false, defaultNS: 'ui', resources: { 'zh-CN': chinese } });
    expect(i18n.t('common.due.inDays', { count: 1 })).toBe(chinese.ui.common.due.inDays.replace('{{count}}', '1'));
  });

  it('have a form for the number one wherever a number stands before several things', () => {
    const several = [...en].filter(([key, text]) => !isOne(key) && /\{\{count\}\} (?:\w+ )?\w*[^s\W]s\b/.test(text));
    expect(several.length).toBeGreaterThan(20);
    expect(several.map(([key]) => key).filter((key) => !en.has(`${key}_one`))).toEqual([]);
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

type Named = { readonly about: string; readonly field: FieldModel };

/** Every field of an entry, with those of its parts. */
function named(about: string, fields: readonly FieldModel[]): readonly Named[] {
  return fields.flatMap((field) => [{ about, field }, ...(field.kind.is === 'group' || field.kind.is === 'records' ? named(about, field.kind.fields) : [])]);
}

// A plan has a form and words of its own.
const fields: readonly Named[] = [
  ...eventDefinitions.filter(({ type }) => type !== 'plan_drafted').flatMap(({ type, payload }) => named(type, fieldsOf(payload))),
  ...ledgerKinds.flatMap((kind) => named(kind, fieldsOf(ledgerDefinitionOf(kind).payload))),
];
const choices = fields.flatMap(({ about, field: { key, kind } }) =>
  kind.is === 'choice' || kind.is === 'choices' ? kind.choices.map((choice) => ({ about, key, choice })) : [],
);
const own: Readonly<Record<string, Readonly<Record<string, string>>>> = chinese.fields.own;
const ownChoice: Readonly<Record<string, Readonly<Record<string, string>>>> = chinese.fields.ownChoice;
const vocabularyWords: Readonly<Record<string, Readonly<Record<string, string>>>> = chinese.vocabulary;

describe('words of the domain', () => {
  it('exist for every field of every entry, of the office ledger too', () => {
    expect(fields.length).toBeGreaterThan(200);
    expect(fields.filter(({ about, field: { key } }) => !Object.hasOwn(chinese.fields, key) && own[about]?.[key] === undefined)).toEqual([]);
  });

  it('exist for everything that is chosen in a field', () => {
    expect(choices.length).toBeGreaterThan(300);
    expect(choices.filter(({ key, choice }) => !Object.hasOwn(chinese.fields.choice, choice) && ownChoice[key]?.[choice] === undefined)).toEqual([]);
  });

  it('exist for no entry, field or choice that there is not', () => {
    const { choice: _choice, own: _own, ownChoice: _ownChoice, ...names } = chinese.fields;
    const keys = new Set(fields.map(({ field }) => field.key));
    const codes = new Set<string>([...choices.map(({ choice }) => choice), ...spoken]);
    expect(Object.keys(names).filter((key) => !keys.has(key) && !alsoNamed.includes(key))).toEqual([]);
    expect(Object.keys(chinese.fields.choice).filter((code) => !codes.has(code))).toEqual([]);
    const known = new Set(fields.map(({ about, field }) => `${about}.${field.key}`));
    expect(
      Object.entries(own)
        .flatMap(([about, words]) => Object.keys(words).map((key) => `${about}.${key}`))
        .filter((path) => !known.has(path)),
    ).toEqual([]);
    const chosen = new Set(choices.map(({ key, choice }) => `${key}.${choice}`));
    const ownPaths = Object.entries(ownChoice).flatMap(([key, words]) => Object.keys(words).map((code) => `${key}.${code}`));
    expect(ownPaths.filter((path) => !chosen.has(path))).toEqual([]);
  });

  it('exist for every event and every kind of the ledger', () => {
    expect(eventTypes.filter((type) => !Object.hasOwn(chinese.events, type))).toEqual([]);
    expect(Object.keys(chinese.events).filter((type) => !isEventType(type))).toEqual([]);
    expect(ledgerKinds.filter((kind) => !Object.hasOwn(chinese.ui.ledger.kind, kind))).toEqual([]);
  });

  it.each([
    ['role', roles],
    ['registerKind', registerKinds],
    ['channel', channels],
    ['grade', grades],
    ['crisisType', crisisTypes],
    ['stage', stages],
    ['link', stages],
    ['attendance', attendances],
    ['contactMethod', contactMethods],
    ['obligationEnd', obligationEnds],
    ['instrument', instruments],
    ['waitingFor', waitingFor],
    ['planStatus', planStatuses],
    ['referralStatus', referralStatuses],
  ])('exist for every value of %s, and for no other', (name, values) => {
    expect(Object.keys(vocabularyWords[name] ?? {}).toSorted()).toEqual([...values].toSorted());
  });

  it('exist for every refusal and for everything that blocks a closing', () => {
    expect([...declaredCodes, ...universalCodes].filter((code) => !Object.hasOwn(chinese.errors, code))).toEqual([]);
    expect(closeBlocks.filter((code) => !Object.hasOwn(chinese.ui.common.reasonCode, code))).toEqual([]);
  });

  it('exist for every factor of every scale', () => {
    const factors = Object.values(scales).flatMap((scale) => scale.factors.map(({ code }) => code));
    expect(factors.length).toBeGreaterThan(10);
    expect(factors.filter((code) => !Object.hasOwn(chinese.ui.imports.factor, code))).toEqual([]);
  });
});
