/**
 * What the answers of a structured risk interview speak for (dossier §2.2, §5.6). A proposal beside the assessor's own; people decide.
 * The gravest answer counts: nothing that is said on another question makes up for it, and an answer that is not known never lowers anything.
 */
import { gradeRank } from './case-state.ts';
import type { EventPayload } from './events/registry.ts';
import { ideationSteps, type IdeationStep, type RiskGrade } from './vocabulary.ts';

/** The answers that weigh; texts and the assessor's own grade do not. */
export type RiskAnswers = Pick<
  EventPayload<'risk_interview_held'>,
  'ideation' | 'frequency' | 'controllable' | 'preparation' | 'farewell' | 'means' | 'behaviour' | 'lethality' | 'commandHallucination' | 'violenceRisk'
>;

type Ground = { readonly code: string; readonly grade: RiskGrade; readonly when: (answers: RiskAnswers) => boolean };

/** Gravest first. A ground that asks for two answers together holds for an unknown one of them wherever it holds for "no". */
const grounds = [
  { code: 'behaviour_72h', grade: 'R4', when: ({ behaviour }) => behaviour === 'seventy_two_hours' },
  // Means that nobody could rule out count as at hand.
  { code: 'plan_intent_means', grade: 'R4', when: ({ ideation, means }) => ideation === 'with_plan_and_intent' && means !== 'no' },
  { code: 'command_hallucination', grade: 'R4', when: ({ commandHallucination }) => commandHallucination === 'yes' },
  { code: 'violence', grade: 'R4', when: ({ violenceRisk }) => violenceRisk === 'yes' },
  { code: 'ideation_with_method', grade: 'R3', when: ({ ideation }) => reaches(ideation, 'with_method') },
  { code: 'behaviour_3_months', grade: 'R3', when: ({ behaviour }) => behaviour === 'three_months' },
  { code: 'preparation', grade: 'R3', when: ({ preparation }) => preparation === 'yes' },
  { code: 'farewell', grade: 'R3', when: ({ farewell }) => farewell === 'yes' },
  { code: 'lethal_behaviour', grade: 'R3', when: ({ lethality }) => lethality === 'high' },
  { code: 'uncontrolled_thoughts', grade: 'R3', when: ({ ideation, controllable }) => reaches(ideation, 'active_thoughts') && controllable === 'no' },
  { code: 'thoughts', grade: 'R2', when: ({ ideation, frequency }) => ideation !== 'none' || !['none', 'unknown'].includes(frequency) },
  { code: 'behaviour_lifetime', grade: 'R2', when: ({ behaviour }) => behaviour === 'lifetime' },
  { code: 'harm_done', grade: 'R2', when: ({ lethality }) => lethality === 'low' || lethality === 'medium' },
  // Who needed a risk interview is looked after, whatever it found: only a conference releases (R0).
  { code: 'interviewed', grade: 'R1', when: () => true },
] as const satisfies readonly Ground[];

export type GradeGround = (typeof grounds)[number]['code'];

/** Every ground that a proposal may name; the words stand with the interface. */
export const gradeGrounds: readonly GradeGround[] = grounds.map(({ code }) => code);

/** The grade that the gravest answer speaks for, and every ground that speaks for that grade. Sets nothing. */
export function proposeGrade(answers: RiskAnswers): { readonly grade: RiskGrade; readonly reasons: readonly GradeGround[] } {
  const held = grounds.filter(({ when }) => when(answers));
  const grade = held.reduce<RiskGrade>((gravest, ground) => (gradeRank(ground.grade) > gradeRank(gravest) ? ground.grade : gravest), 'R1');
  return { grade, reasons: held.filter((ground) => ground.grade === grade).map(({ code }) => code) };
}

function reaches(step: IdeationStep, least: IdeationStep): boolean {
  return ideationSteps.indexOf(step) >= ideationSteps.indexOf(least);
}
