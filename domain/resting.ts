/** How long a duty may rest: put off once by whoever owes it, or waiting for somebody outside. What is due stays due. */
import type { RiskGrade } from './vocabulary.ts';

/** Of a case's state: how grave it is, the running emergency, and whether somebody spoke of immediate danger. */
type Danger = { readonly grade: RiskGrade | null; readonly emergency: object | null; readonly immediateDanger: boolean };

export const longestSnoozeDays = 7;
const longestWaitDays = 31;

/** Where life is at stake somebody asks again tomorrow at the latest. */
const longestWaitInDanger = 1;

/** Nothing is put off then. */
export function isLifeAtStake({ grade, emergency, immediateDanger }: Danger): boolean {
  return grade === 'R4' || emergency !== null || immediateDanger;
}

/** After how many days, at the latest, whom a duty waits for is asked again. */
export function longestWaitOf(state: Danger): number {
  return isLifeAtStake(state) ? longestWaitInDanger : longestWaitDays;
}
