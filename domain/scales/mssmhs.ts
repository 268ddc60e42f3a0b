/**
 * 中国中学生心理健康量表 (MSSMHS, also MMHI-60; sixty items, 1–5): ten factors of six items, judged by their means. Some platforms number
 * the five answers 0–4; such scores are shifted to 1–5 before the cut-offs apply.
 */
import { defineScale, type Judgement, type ScaleFactor, type ScaleScores } from './define-scale.ts';

export const mssmhsFrom = 2;

const factors: readonly ScaleFactor[] = [
  { code: 'obsession', name: '强迫', items: [3, 10, 12, 22, 23, 48] },
  { code: 'paranoia', name: '偏执', items: [11, 20, 24, 26, 47, 49] },
  { code: 'hostility', name: '敌对', items: [19, 21, 25, 50, 52, 58] },
  { code: 'interpersonal', name: '人际关系紧张与敏感', items: [4, 17, 18, 45, 51, 59] },
  { code: 'depression', name: '抑郁', items: [5, 13, 14, 16, 44, 57] },
  { code: 'anxiety', name: '焦虑', items: [6, 15, 34, 43, 46, 56] },
  { code: 'study_pressure', name: '学习压力', items: [31, 33, 36, 38, 40, 55] },
  { code: 'maladjustment', name: '适应不良', items: [1, 8, 9, 29, 39, 41] },
  { code: 'mood_instability', name: '情绪不平衡', items: [2, 7, 27, 32, 35, 53] },
  { code: 'imbalance', name: '心理不平衡', items: [28, 30, 37, 42, 54, 60] },
];

export const mssmhs = defineScale({
  instrument: 'MSSMHS',
  name: '中国中学生心理健康量表',
  version: 'MSSMHS-60',
  sources: ['王极盛、李焰、赫尔实 (1997)《中国中学生心理健康量表的编制及其标准化》, 社会心理科学: ten factors; a mean of 2 or more calls for attention'],
  itemCount: 60,
  answers: { min: 1, max: 5 },
  baseVaries: true,
  aggregate: 'mean',
  factors,
  validityItems: [],
  judge,
});

function judge({ total, factors: means }: ScaleScores): Judgement {
  const high = factors.filter(({ code }) => (means[code] ?? 0) >= mssmhsFrom).map(({ code }) => `MSSMHS_FACTOR_${mssmhsFrom}:${code}`);
  return {
    reasons: [...(total >= mssmhsFrom ? [`MSSMHS_MEAN_${mssmhsFrom}`] : []), ...high],
    band: bandOf(total),
    needsRetest: false,
    urgent: false,
    warnings: [],
  };
}

function bandOf(mean: number): string {
  if (mean >= 5) return 'very_severe';
  if (mean >= 4) return 'severe';
  if (mean >= 3) return 'moderate';
  return mean >= mssmhsFrom ? 'mild' : 'none';
}
