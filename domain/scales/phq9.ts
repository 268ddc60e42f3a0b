/**
 * PHQ-9 患者健康问卷抑郁量表 (nine items, 0–3). Item 9 asks about thoughts of death and self-harm: any answer above 0 means an
 * interview at once, whatever the total.
 */
import { defineScale, type Judgement, type ScaleScores } from './define-scale.ts';

/** The item about thoughts of death and self-harm. */
export const phq9DangerItem = 9;
export const phq9ModerateFrom = 10;

export const phq9 = defineScale({
  instrument: 'PHQ9',
  name: '患者健康问卷抑郁量表',
  version: 'PHQ-9',
  sources: ['Kroenke, Spitzer & Williams (2001), J Gen Intern Med 16: 606–613: bands 0–4, 5–9, 10–14, 15–19, 20–27'],
  itemCount: 9,
  answers: { min: 0, max: 3 },
  baseVaries: false,
  aggregate: 'sum',
  factors: [],
  validityItems: [],
  judge,
});

function judge({ total, item }: ScaleScores): Judgement {
  const danger = item(phq9DangerItem);
  return {
    reasons: [...(danger !== null && danger > 0 ? ['PHQ9_ITEM9'] : []), ...(total >= phq9ModerateFrom ? ['PHQ9_MODERATE'] : [])],
    band: bandOf(total),
    needsRetest: false,
    urgent: danger !== null && danger > 0,
    warnings: danger === null ? [{ code: 'ITEM9_NOT_GIVEN', params: {} }] : [],
  };
}

function bandOf(total: number): string {
  if (total >= 20) return 'severe';
  if (total >= 15) return 'moderately_severe';
  if (total >= phq9ModerateFrom) return 'moderate';
  return total >= 5 ? 'mild' : 'none';
}
