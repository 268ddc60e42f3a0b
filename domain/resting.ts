/** How long a duty may rest: put off once by whoever owes it, or waiting for somebody outside. What is due stays due. */
import type { CaseState } from './case-state.ts';
import type { RiskGrade } from './vocabulary.ts';

type Danger = { readonly grade: RiskGrade | null } & Partial<Pick<CaseState, 'emergency' | 'immediateDanger'>>;

export const longestSnoozeDays = 7;
const longestWaitDays = 31;

/** Where life is at stake somebody asks again tomorrow at the latest. */
export const longestWaitInDanger = 1;

/** The grade is red, an emergency runs, or somebody spoke of immediate danger: nothing is put off. */
export function isLifeAtStake({ grade, emergency = null, immediateDanger = false }: Danger): boolean {
  return grade === 'R4' || emergency !== null || immediateDanger;
}

/** After how many days, at the latest, whom a duty waits for is asked again. */
export function longestWaitOf(state: Danger): number {
  return isLifeAtStake(state) ? longestWaitInDanger : longestWaitDays;
}
