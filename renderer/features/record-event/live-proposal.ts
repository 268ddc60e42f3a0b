/** What the answers given so far speak for. A question without an answer counts as one whose answer is not known. Pure. */
import { proposeGrade, type RiskAnswers } from '../../../domain/grade-proposal.ts';
import { BehaviourRecency, Finding, IdeationStep } from '../../../domain/vocabulary.ts';
import { z } from '../../../domain/zod.ts';
import type { Values } from '../../forms/field-model.ts';

const finding = Finding.catch('unknown');
const Answers = z.object({
  ideation: IdeationStep.catch('none'),
  frequency: z.enum(['none', 'rare', 'weekly', 'daily', 'constant', 'unknown']).catch('unknown'),
  controllable: finding,
  preparation: finding,
  farewell: finding,
  means: finding,
  behaviour: BehaviourRecency.catch('unknown'),
  lethality: z.enum(['none', 'low', 'medium', 'high', 'unknown']).catch('unknown'),
  commandHallucination: finding,
  violenceRisk: finding,
}) satisfies z.ZodType<RiskAnswers>;

export type LiveProposal = ReturnType<typeof proposeGrade> & { readonly unanswered: number };

export function liveProposal(values: Values): LiveProposal {
  const answers = Answers.parse(values);
  return { ...proposeGrade(answers), unanswered: Object.keys(answers).filter((key) => typeof values[key] !== 'string').length };
}
