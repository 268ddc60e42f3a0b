import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ScaleInput, ScaleRefusal, ScaleResult } from './define-scale.ts';
import { factorName, parseReason, scales } from './registry.ts';

const none: ScaleInput = { base: 0, answers: null, factors: {}, validity: null, total: null, singles: {} };
const { MHT, PHQ9, GAD7, MSSMHS } = scales;

function scored(instrument: keyof typeof scales, input: Partial<ScaleInput>): ScaleResult {
  const result = scales[instrument].score({ ...none, ...input });
  if (!result.ok) throw new Error(result.error.code);
  return result.value;
}

function refused(instrument: keyof typeof scales, input: Partial<ScaleInput>): ScaleRefusal | null {
  const result = scales[instrument].score({ ...none, ...input });
  return result.ok ? null : result.error;
}

function mhtFactors(values: Readonly<Record<string, number>>): Record<string, number> {
  return { ...Object.fromEntries(MHT.factors.map(({ code }) => [code, 0])), ...values };
}

function means(value: number, values: Readonly<Record<string, number>> = {}): Record<string, number> {
  return { ...Object.fromEntries(MSSMHS.factors.map(({ code }) => [code, value])), ...values };
}

describe('item keys', () => {
  it('give MHT eight factors of 15 or 10 items and ten validity items', () => {
    expect(MHT.factors.map(({ items }) => items.length)).toEqual([15, 10, 10, 10, 10, 15, 10, 10]);
    expect(MHT.validityItems).toEqual([82, 84, 86, 88, 90, 92, 94, 96, 98, 100]);
  });

  it('give MSSMHS ten factors of six items', () => {
    expect(MSSMHS.factors.map(({ items }) => items.length)).toEqual(Array.from({ length: 10 }, () => 6));
  });
});

describe('MHT', () => {
  it.each([
    [7, []],
    [8, ['MHT_FACTOR_8:loneliness']],
  ])('factor score %i gives %j', (score, reasons) => {
    expect(scored('MHT', { factors: mhtFactors({ loneliness: score }), validity: 0 }).reasons).toEqual(reasons);
  });

  it.each([
    [64, false],
    [65, true],
  ])('total %i flags the total: %s', (total, flagged) => {
    const factors = { study_anxiety: 15, somatic: 15, social_anxiety: 10, loneliness: 10, self_blame: 10, hypersensitivity: total - 60 };
    const result = scored('MHT', { factors: mhtFactors(factors), validity: 0 });
    expect(result.total).toBe(total);
    expect(result.reasons.includes('MHT_TOTAL_65')).toBe(flagged);
  });

  it.each([
    [6, false],
    [7, true],
    [10, true],
  ])('validity %i voids the sheet: %s', (validity, isVoid) => {
    const result = scored('MHT', { factors: mhtFactors({ somatic: 15 }), validity });
    expect(result.needsRetest).toBe(isVoid);
    expect(result.needsSecondScreening).toBe(!isVoid);
    expect(result.reasons).toEqual(isVoid ? ['MHT_INVALID_RETEST'] : ['MHT_FACTOR_8:somatic']);
  });

  it('says so when the file has no validity score', () => {
    expect(scored('MHT', { factors: mhtFactors({}) }).warnings).toEqual([{ code: 'VALIDITY_NOT_GIVEN', params: {} }]);
  });

  it('reports a total that differs and keeps the recomputed one', () => {
    const result = scored('MHT', { factors: mhtFactors({ phobia: 3, somatic: 4 }), validity: 2, total: 9 });
    expect(result.total).toBe(7);
    expect(result.warnings).toEqual([{ code: 'TOTAL_DIFFERS', params: { file: 9, recomputed: 7 } }]);
  });

  it('counts validity items out of the total of a full answer sheet', () => {
    const result = scored('MHT', {
      answers: Array.from({ length: 100 }, (_, index) => ((index < 80 && index >= 70) || (index >= 80 && index % 2 === 1 && index < 92) ? 1 : 0)),
    });
    expect(result).toMatchObject({ level: 'items', total: 10, validity: 6, needsRetest: false, reasons: ['MHT_FACTOR_8:phobia'] });
  });

  it.each([
    [{ loneliness: 11 }, 'SCORE_OUT_OF_RANGE', 'factor:loneliness'],
    [{ loneliness: -1 }, 'SCORE_OUT_OF_RANGE', 'factor:loneliness'],
    [{ study_anxiety: 15.5 }, 'SCORE_OUT_OF_RANGE', 'factor:study_anxiety'],
    [{ study_anxiety: 3.5 }, 'SCORE_NOT_WHOLE', 'factor:study_anxiety'],
  ])('refuses %j', (factors, code, where) => {
    expect(refused('MHT', { factors: mhtFactors(factors), validity: 0 })).toEqual({ code, where });
  });

  it('refuses a missing factor, a validity above ten and an empty row', () => {
    const [first, ...rest] = Object.entries(mhtFactors({}));
    expect(refused('MHT', { factors: Object.fromEntries(rest), validity: 0 })).toEqual({ code: 'FACTOR_MISSING', where: `factor:${first?.[0]}` });
    expect(refused('MHT', { factors: mhtFactors({}), validity: 11 })).toEqual({ code: 'SCORE_OUT_OF_RANGE', where: 'validity' });
    expect(refused('MHT', {})).toEqual({ code: 'NOT_ANSWERED', where: null });
  });
});

describe('PHQ-9 and GAD-7', () => {
  it.each([
    [0, 'none', []],
    [4, 'none', []],
    [5, 'mild', []],
    [9, 'mild', []],
    [10, 'moderate', ['PHQ9_MODERATE']],
    [14, 'moderate', ['PHQ9_MODERATE']],
    [15, 'moderately_severe', ['PHQ9_MODERATE']],
    [19, 'moderately_severe', ['PHQ9_MODERATE']],
    [20, 'severe', ['PHQ9_MODERATE']],
    [24, 'severe', ['PHQ9_MODERATE']],
  ])('PHQ-9 total %i is %s', (total, band, reasons) => {
    const answers = Array.from({ length: 9 }, (_, index) => (index === 8 ? 0 : Math.max(0, Math.min(3, total - index * 3))));
    expect(scored('PHQ9', { answers })).toMatchObject({ total, band, reasons, urgent: false });
  });

  it.each([
    [0, false],
    [1, true],
    [3, true],
  ])('PHQ-9 item 9 = %i is urgent: %s', (answer, urgent) => {
    const result = scored('PHQ9', { answers: [0, 0, 0, 0, 0, 0, 0, 0, answer] });
    expect(result.urgent).toBe(urgent);
    expect(result.needsSecondScreening).toBe(urgent);
    expect(result.reasons).toEqual(urgent ? ['PHQ9_ITEM9'] : []);
  });

  it('takes a total alone, and says that item 9 is not known', () => {
    expect(scored('PHQ9', { total: 12 })).toMatchObject({ level: 'summary', total: 12, reasons: ['PHQ9_MODERATE'], warnings: [{ code: 'ITEM9_NOT_GIVEN' }] });
    expect(scored('PHQ9', { total: 2, singles: { 9: 1 } })).toMatchObject({ reasons: ['PHQ9_ITEM9'], urgent: true, warnings: [] });
  });

  it.each([
    [4, 'none', false],
    [5, 'mild', false],
    [9, 'mild', false],
    [10, 'moderate', true],
    [14, 'moderate', true],
    [15, 'severe', true],
    [21, 'severe', true],
  ])('GAD-7 total %i is %s', (total, band, second) => {
    const answers = Array.from({ length: 7 }, (_, index) => Math.max(0, Math.min(3, total - index * 3)));
    expect(scored('GAD7', { answers })).toMatchObject({ total, band, needsSecondScreening: second });
  });

  it('refuses what a sheet cannot hold', () => {
    expect(refused('PHQ9', { answers: [0, 0, null, 0, 0, 0, 0, 0, 0] })).toEqual({ code: 'ITEM_MISSING', where: 'item:3' });
    expect(refused('PHQ9', { answers: [0, 0, 4, 0, 0, 0, 0, 0, 0] })).toEqual({ code: 'SCORE_OUT_OF_RANGE', where: 'item:3' });
    expect(refused('PHQ9', { answers: [0, 0, 1.5, 0, 0, 0, 0, 0, 0] })).toEqual({ code: 'SCORE_NOT_WHOLE', where: 'item:3' });
    expect(refused('GAD7', { total: 22 })).toEqual({ code: 'SCORE_OUT_OF_RANGE', where: 'total' });
    expect(refused('GAD7', { answers: Array.from({ length: 7 }, () => null) })).toEqual({ code: 'NOT_ANSWERED', where: null });
  });

  it('lowers answers numbered from 1', () => {
    expect(scored('PHQ9', { base: 1, answers: [1, 1, 1, 1, 1, 1, 1, 1, 2] })).toMatchObject({ total: 1, reasons: ['PHQ9_ITEM9'] });
  });
});

describe('MSSMHS', () => {
  it.each([
    [1, 1.99, []],
    [1, 2, ['MSSMHS_FACTOR_2:depression']],
    [0, 0.99, []],
    [0, 1, ['MSSMHS_FACTOR_2:depression']],
  ] as const)('base %i, factor mean %f gives %j', (base, mean, reasons) => {
    expect(scored('MSSMHS', { base, factors: means(base, { depression: mean }) }).reasons).toEqual(reasons);
  });

  it.each([
    [1.99, 'none', false],
    [2, 'mild', true],
    [2.99, 'mild', true],
    [3, 'moderate', true],
    [3.99, 'moderate', true],
    [4, 'severe', true],
    [4.99, 'severe', true],
    [5, 'very_severe', true],
  ])('total mean %f is %s', (mean, band, second) => {
    const result = scored('MSSMHS', { base: 1, factors: means(mean) });
    expect(result).toMatchObject({ total: mean, band, needsSecondScreening: second });
    expect(result.reasons.includes('MSSMHS_MEAN_2')).toBe(second);
  });

  it('gives the same result for answers numbered 0–4 and 1–5', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 4 }), { minLength: 60, maxLength: 60 }), (answers) => {
        expect(scored('MSSMHS', { base: 0, answers })).toEqual(scored('MSSMHS', { base: 1, answers: answers.map((answer) => answer + 1) }));
      }),
    );
  });

  it('gives the same flags for factor means rounded to two decimals as for the answers', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 60, maxLength: 60 }), (answers) => {
        const full = scored('MSSMHS', { base: 1, answers });
        const summary = scored('MSSMHS', { base: 1, factors: full.factors, total: full.total });
        expect(summary.reasons).toEqual(full.reasons);
        expect(summary.warnings).toEqual([]);
      }),
    );
  });

  it('reports a total mean that differs by more than rounding', () => {
    expect(scored('MSSMHS', { base: 0, factors: means(0.5), total: 0.51 }).warnings).toEqual([]);
    expect(scored('MSSMHS', { base: 0, factors: means(0.5), total: 0.52 }).warnings).toEqual([
      { code: 'TOTAL_DIFFERS', params: { file: 1.52, recomputed: 1.5 } },
    ]);
  });

  it('refuses means outside the base that was stated', () => {
    expect(refused('MSSMHS', { base: 1, factors: means(1, { hostility: 0.5 }) })).toEqual({ code: 'SCORE_OUT_OF_RANGE', where: 'factor:hostility' });
    expect(refused('MSSMHS', { base: 0, factors: means(1, { hostility: 4.5 }) })).toEqual({ code: 'SCORE_OUT_OF_RANGE', where: 'factor:hostility' });
  });
});

describe('every scale', () => {
  it('scores any complete sheet to the sum or mean of its counted items, and never to a risk grade', () => {
    for (const scale of [MHT, PHQ9, GAD7]) {
      fc.assert(
        fc.property(fc.array(fc.integer({ min: 0, max: scale.answers.max }), { minLength: scale.itemCount, maxLength: scale.itemCount }), (answers) => {
          const result = scale.score({ ...none, answers });
          const counted = answers.filter((_, index) => !scale.validityItems.includes(index + 1)).reduce((all, answer) => all + answer, 0);
          expect(result).toMatchObject({ ok: true, value: { total: counted } });
          expect(JSON.stringify(result)).not.toMatch(/"R[0-4]"/u);
        }),
      );
    }
  });

  it('names reasons and factors', () => {
    expect(parseReason('MHT_FACTOR_8:loneliness')).toEqual({ code: 'MHT_FACTOR_8', factor: 'loneliness' });
    expect(parseReason('PHQ9_ITEM9')).toEqual({ code: 'PHQ9_ITEM9', factor: null });
    expect(factorName('MHT', 'loneliness')).toBe('孤独倾向');
    expect(factorName('PHQ9', 'loneliness')).toBeNull();
  });
});
