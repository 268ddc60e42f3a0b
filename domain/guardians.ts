/** Which guardian a word means, and whom nobody may tell. */
import type { CaseState } from './case-state.ts';
import { refuse, type Refusal } from './refusal.ts';
import type { GuardianRelation } from './vocabulary.ts';

export type GuardianPerson = Exclude<GuardianRelation, 'all'>;

const guardianPeople: readonly GuardianPerson[] = ['father', 'mother', 'other_guardian'];
const fathers: readonly string[] = ['父亲', '爸爸', '父'];
const mothers: readonly string[] = ['母亲', '妈妈', '母'];

/** The guardian whom an entry of earlier versions named in its own words. Only the plain words are sure; stepparents and grandparents are others. */
export function guardianNamed(words: unknown): GuardianPerson {
  if (typeof words !== 'string') return 'other_guardian';
  if (fathers.includes(words.trim())) return 'father';
  return mothers.includes(words.trim()) ? 'mother' : 'other_guardian';
}

/** Refuses to talk with a guardian who is suspected of harming the pupil (dossier §3.18). */
export function refuseSuspect(state: CaseState, who: GuardianPerson): Refusal | null {
  return state.guardianSuspects.some((suspect) => suspect === 'all' || suspect === who) ? refuse('GUARDIAN_SUSPECTED') : null;
}

/** The same of everybody whom an entry names; who is no guardian may be talked with. */
export function refuseSuspects(state: CaseState, whom: readonly string[]): Refusal | null {
  const suspected = state.guardianSuspects.includes('all') ? guardianPeople : state.guardianSuspects;
  return whom.some((one) => suspected.some((suspect) => suspect === one)) ? refuse('GUARDIAN_SUSPECTED') : null;
}
