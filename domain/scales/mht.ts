/**
 * 心理健康诊断测验 (MHT, 100 items, yes = 1 / no = 0): eight factors, and ten items that tell whether the answers can be believed.
 * The total leaves the validity items out. A validity score of 7 or more voids the sheet: the pupil is tested again and is not a lead.
 */
import { defineScale, type Judgement, type ScaleFactor, type ScaleScores } from './define-scale.ts';

/** Validity score from which the sheet is void. */
export const mhtVoidFrom = 7;
export const mhtTotalFrom = 65;
export const mhtFactorFrom = 8;

const factors: readonly ScaleFactor[] = [
  { code: 'study_anxiety', name: '学习焦虑', items: span(1, 15) },
  { code: 'social_anxiety', name: '对人焦虑', items: span(16, 25) },
  { code: 'loneliness', name: '孤独倾向', items: span(26, 35) },
  { code: 'self_blame', name: '自责倾向', items: span(36, 45) },
  { code: 'hypersensitivity', name: '过敏倾向', items: span(46, 55) },
  { code: 'somatic', name: '身体症状', items: span(56, 70) },
  { code: 'phobia', name: '恐怖倾向', items: span(71, 80) },
  { code: 'impulsivity', name: '冲动倾向', items: span(81, 99, 2) },
];

export const mht = defineScale({
  instrument: 'MHT',
  name: '心理健康诊断测验',
  version: 'MHT-100',
  sources: [
    '周步成等《心理健康诊断测验手册》 (100 items, eight factors, validity items 82–100 even)',
    'Cut-offs of the manual: validity ≥ 7 void, total ≥ 65, factor ≥ 8',
  ],
  itemCount: 100,
  answers: { min: 0, max: 1 },
  baseVaries: false,
  aggregate: 'sum',
  factors,
  validityItems: span(82, 100, 2),
  judge,
});

function judge({ total, factors: scores, validity }: ScaleScores): Judgement {
  if (validity !== null && validity >= mhtVoidFrom) {
    return { reasons: ['MHT_INVALID_RETEST'], band: null, needsRetest: true, urgent: false, warnings: [] };
  }
  const high = factors.filter(({ code }) => (scores[code] ?? 0) >= mhtFactorFrom).map(({ code }) => `MHT_FACTOR_${mhtFactorFrom}:${code}`);
  return {
    reasons: [...(total >= mhtTotalFrom ? [`MHT_TOTAL_${mhtTotalFrom}`] : []), ...high],
    band: null,
    needsRetest: false,
    urgent: false,
    warnings: validity === null ? [{ code: 'VALIDITY_NOT_GIVEN', params: {} }] : [],
  };
}

function span(from: number, to: number, step = 1): readonly number[] {
  return Array.from({ length: Math.floor((to - from) / step) + 1 }, (_, index) => from + index * step);
}
