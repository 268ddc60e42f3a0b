/**
 * Scoring of screening questionnaires, common to all of them. A scale is data (items, factors, range of answers) and a rule that says
 * what the published cut-offs make of the scores. A result is never a diagnosis and never a risk grade: it says who is to be looked at
 * again by a person. Item texts are not part of this program (they are licensed); only keys and cut-offs are.
 */
import { fail, ok, type Result } from '../result.ts';
import type { Instrument } from '../vocabulary.ts';

/** Lowest answer of the spreadsheet's numbering: some platforms number the same five answers 0–4, others 1–5. */
export type ScoreBase = 0 | 1;

export type ScaleFactor = {
  readonly code: string;
  /** Official Chinese name of the factor. */
  readonly name: string;
  /** Item numbers, from 1. */
  readonly items: readonly number[];
};

export type ScaleScores = {
  /** Sum, or mean with two decimals, in the scale's own base. */
  readonly total: number;
  /** Factor code → sum or mean in the scale's own base; empty for scales without factors. */
  readonly factors: Readonly<Record<string, number>>;
  /** Sum of the validity items, null if the scale has none or the file did not give it. */
  readonly validity: number | null;
  /** The answer to one item in the scale's own base, null if the file did not give it. */
  readonly item: (number: number) => number | null;
};

export type Judgement = {
  /** Codes with the factor after a colon, e.g. `MHT_FACTOR_8:loneliness`. */
  readonly reasons: readonly string[];
  /** Severity word of the scale's own table, null where it has none or the scores are void. */
  readonly band: string | null;
  /** The scores are void and the pupil is to be tested again. */
  readonly needsRetest: boolean;
  /** Someone has to talk to the pupil now, whatever the total. */
  readonly urgent: boolean;
  readonly warnings: readonly ScaleWarning[];
};

export type ScaleDefinition = {
  readonly instrument: Instrument;
  /** Official Chinese name. */
  readonly name: string;
  readonly version: string;
  /** Where items, key and cut-offs are published. */
  readonly sources: readonly string[];
  readonly itemCount: number;
  /** Lowest and highest answer in the scale's own base. */
  readonly answers: { readonly min: ScoreBase; readonly max: number };
  /** Both bases are in use for this scale, so a file has to say which one it has. */
  readonly baseVaries: boolean;
  readonly aggregate: 'sum' | 'mean';
  readonly factors: readonly ScaleFactor[];
  readonly validityItems: readonly number[];
  readonly judge: (scores: ScaleScores) => Judgement;
};

export type ScaleInput = {
  /** Base of the numbers in this input. */
  readonly base: ScoreBase;
  /** All answers in the order of the items (null = not answered), or null when only scores are given. */
  readonly answers: readonly (number | null)[] | null;
  /** Factor code → score, when only scores are given. */
  readonly factors: Readonly<Record<string, number | null>>;
  readonly validity: number | null;
  /** The file's own total, for comparison (and as the only score where a scale has no factors). */
  readonly total: number | null;
  /** Single items given beside scores: item number → answer. */
  readonly singles: Readonly<Record<number, number>>;
};

export type ScaleWarning =
  | { readonly code: 'TOTAL_DIFFERS'; readonly params: { readonly file: number; readonly recomputed: number } }
  | { readonly code: 'VALIDITY_NOT_GIVEN'; readonly params: Readonly<Record<string, never>> }
  | { readonly code: 'ITEM9_NOT_GIVEN'; readonly params: Readonly<Record<string, never>> };

export type ScaleRefusal = {
  readonly code: 'NOT_ANSWERED' | 'ITEM_MISSING' | 'FACTOR_MISSING' | 'TOTAL_MISSING' | 'SCORE_OUT_OF_RANGE' | 'SCORE_NOT_WHOLE';
  /** `item:9`, `factor:loneliness`, `validity`, `total`; null where the whole row is meant. */
  readonly where: string | null;
};

export type ScaleResult = {
  readonly instrument: Instrument;
  readonly version: string;
  /** Whether single answers or only scores were in the file. */
  readonly level: 'items' | 'summary';
  readonly total: number;
  readonly totalKind: 'sum' | 'mean';
  readonly factors: Readonly<Record<string, number>>;
  readonly validity: number | null;
  readonly band: string | null;
  readonly reasons: readonly string[];
  readonly needsSecondScreening: boolean;
  readonly needsRetest: boolean;
  readonly urgent: boolean;
  readonly warnings: readonly ScaleWarning[];
};

export type Scale = ScaleDefinition & {
  /** Scores one pupil's input, or says what is wrong with it. Numbers are checked against the range of the scale. */
  readonly score: (input: ScaleInput) => Result<ScaleResult, ScaleRefusal>;
};

/** How far a file's mean may be from the recomputed one: both are rounded to two decimals, and so are the factors. */
const meanTolerance = 0.011;

/** Two decimals, as such means are published. Factor means are multiples of 1/6, so rounding restores the exact side of every cut-off. */
export function roundMean(value: number): number {
  return Math.round((value + Number.EPSILON * 8) * 100) / 100;
}

/** Makes a scale from its data; throws on a definition that contradicts itself. */
export function defineScale(definition: ScaleDefinition): Scale {
  const used = [...definition.factors.flatMap((factor) => factor.items), ...definition.validityItems];
  const keyed = new Set(used);
  if (used.length > 0 && (used.length !== definition.itemCount || keyed.size !== used.length)) {
    throw new Error(`Item key of ${definition.instrument} does not use every item once`);
  }
  return { ...definition, score: (input) => score(definition, input) };
}

type Raw = Omit<ScaleScores, 'item'> & { readonly singles: Readonly<Record<number, number>> };

function score(definition: ScaleDefinition, input: ScaleInput): Result<ScaleResult, ScaleRefusal> {
  const raw = input.answers ? fromAnswers(definition, input, input.answers) : fromScores(definition, input);
  if (!raw.ok) return raw;
  const { total, factors, validity, singles } = raw.value;
  const judgement = definition.judge({ total, factors, validity, item: (number) => singles[number] ?? null });
  return ok({
    instrument: definition.instrument,
    version: definition.version,
    level: input.answers ? 'items' : 'summary',
    total,
    totalKind: definition.aggregate,
    factors,
    validity,
    band: judgement.band,
    reasons: judgement.reasons,
    needsSecondScreening: judgement.reasons.length > 0 && !judgement.needsRetest,
    needsRetest: judgement.needsRetest,
    urgent: judgement.urgent,
    warnings: [...totalWarning(definition, input, total), ...judgement.warnings],
  });
}

function totalWarning(definition: ScaleDefinition, input: ScaleInput, total: number): readonly ScaleWarning[] {
  if (input.total === null) return [];
  const file =
    definition.aggregate === 'mean' ? roundMean(input.total + shift(definition, input)) : input.total + shift(definition, input) * definition.itemCount;
  const tolerance = definition.aggregate === 'mean' ? meanTolerance : 0;
  return Math.abs(file - total) > tolerance ? [{ code: 'TOTAL_DIFFERS', params: { file, recomputed: total } }] : [];
}

function shift(definition: ScaleDefinition, input: ScaleInput): number {
  return definition.answers.min - input.base;
}

function fromAnswers(definition: ScaleDefinition, input: ScaleInput, answers: readonly (number | null)[]): Result<Raw, ScaleRefusal> {
  const by = shift(definition, input);
  const singles: Record<number, number> = {};
  if (answers.every((answer) => answer === null)) return fail({ code: 'NOT_ANSWERED', where: null });
  for (let number = 1; number <= definition.itemCount; number += 1) {
    const answer = answers[number - 1] ?? null;
    if (answer === null) return fail({ code: 'ITEM_MISSING', where: `item:${number}` });
    const refusal = outside(answer + by, definition.answers, true);
    if (refusal) return fail({ code: refusal, where: `item:${number}` });
    singles[number] = answer + by;
  }
  const sum = (items: readonly number[]): number => items.reduce((all, item) => all + (singles[item] ?? 0), 0);
  const factors = Object.fromEntries(
    definition.factors.map(({ code, items }) => [code, definition.aggregate === 'sum' ? sum(items) : roundMean(sum(items) / items.length)]),
  );
  const counted = Object.keys(singles)
    .map(Number)
    .filter((item) => !definition.validityItems.includes(item));
  const total = definition.aggregate === 'sum' ? sum(counted) : roundMean(sum(counted) / counted.length);
  return ok({ total, factors, validity: definition.validityItems.length > 0 ? sum(definition.validityItems) : null, singles });
}

function fromScores(definition: ScaleDefinition, input: ScaleInput): Result<Raw, ScaleRefusal> {
  const by = shift(definition, input);
  const wholeOnly = definition.aggregate === 'sum';
  const factors: Record<string, number> = {};
  if (input.total === null && input.validity === null && Object.values(input.factors).every((value) => value === null)) {
    return fail({ code: 'NOT_ANSWERED', where: null });
  }
  for (const { code, items } of definition.factors) {
    const given = input.factors[code] ?? null;
    if (given === null) return fail({ code: 'FACTOR_MISSING', where: `factor:${code}` });
    const value = wholeOnly ? given + by * items.length : roundMean(given + by);
    const refusal = outside(value, factorRange(definition, items.length), wholeOnly);
    if (refusal) return fail({ code: refusal, where: `factor:${code}` });
    factors[code] = value;
  }
  const validity = definition.validityItems.length > 0 ? input.validity : null;
  const wrongValidity = validity === null ? null : outside(validity, factorRange(definition, definition.validityItems.length), true);
  if (wrongValidity) return fail({ code: wrongValidity, where: 'validity' });
  const total = definition.factors.length > 0 ? ok(totalOf(definition, Object.values(factors))) : givenTotal(definition, input);
  if (!total.ok) return total;
  const singles = shiftedSingles(definition, input);
  return singles.ok ? ok({ total: total.value, factors, validity, singles: singles.value }) : singles;
}

function totalOf(definition: ScaleDefinition, factors: readonly number[]): number {
  const sum = factors.reduce((all, value) => all + value, 0);
  return definition.aggregate === 'sum' ? sum : roundMean(sum / factors.length);
}

function givenTotal(definition: ScaleDefinition, input: ScaleInput): Result<number, ScaleRefusal> {
  if (input.total === null) return fail({ code: 'TOTAL_MISSING', where: 'total' });
  const value = input.total + shift(definition, input) * definition.itemCount;
  const refusal = outside(value, factorRange(definition, definition.itemCount), true);
  return refusal ? fail({ code: refusal, where: 'total' }) : ok(value);
}

function shiftedSingles(definition: ScaleDefinition, input: ScaleInput): Result<Record<number, number>, ScaleRefusal> {
  const singles: Record<number, number> = {};
  for (const [number, answer] of Object.entries(input.singles)) {
    const value = answer + shift(definition, input);
    const refusal = outside(value, definition.answers, true);
    if (refusal) return fail({ code: refusal, where: `item:${number}` });
    singles[Number(number)] = value;
  }
  return ok(singles);
}

function factorRange(definition: ScaleDefinition, items: number): { readonly min: number; readonly max: number } {
  const times = definition.aggregate === 'sum' ? items : 1;
  return { min: definition.answers.min * times, max: definition.answers.max * times };
}

function outside(value: number, range: { readonly min: number; readonly max: number }, wholeOnly: boolean): ScaleRefusal['code'] | null {
  if (!Number.isFinite(value) || value < range.min || value > range.max) return 'SCORE_OUT_OF_RANGE';
  return wholeOnly && !Number.isInteger(value) ? 'SCORE_NOT_WHOLE' : null;
}
