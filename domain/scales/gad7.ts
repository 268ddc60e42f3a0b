/** GAD-7 广泛性焦虑量表 (seven items, 0–3). */
import { defineScale, type Judgement, type ScaleScores } from './define-scale.ts';

export const gad7ModerateFrom = 10;

export const gad7 = defineScale({
  instrument: 'GAD7',
  name: '广泛性焦虑量表',
  version: 'GAD-7',
  sources: ['Spitzer, Kroenke, Williams & Löwe (2006), Arch Intern Med 166: 1092–1097: bands 0–4, 5–9, 10–14, 15–21'],
  itemCount: 7,
  answers: { min: 0, max: 3 },
  baseVaries: false,
  aggregate: 'sum',
  factors: [],
  validityItems: [],
  judge,
});

function judge({ total }: ScaleScores): Judgement {
  return { reasons: total >= gad7ModerateFrom ? ['GAD7_MODERATE'] : [], band: bandOf(total), needsRetest: false, urgent: false, warnings: [] };
}

function bandOf(total: number): string {
  if (total >= 15) return 'severe';
  if (total >= gad7ModerateFrom) return 'moderate';
  return total >= 5 ? 'mild' : 'none';
}
