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

/** Guardians with whom nobody talks. */
export function barredGuardians({ guardianSuspects }: Pick<CaseState, 'guardianSuspects'>): readonly GuardianPerson[] {
  return guardianPeople.filter((person) => guardianSuspects.some((suspect) => suspect === 'all' || suspect === person));
}

/** Refuses to talk with a guardian who is suspected of harming the pupil (dossier §3.18). */
export function refuseSuspect(state: CaseState, who: GuardianPerson): Refusal | null {
  return barredGuardians(state).includes(who) ? refuse('GUARDIAN_SUSPECTED') : null;
}

/** The same of everybody whom an entry names; who is no guardian may be talked with. */
export function refuseSuspects(state: CaseState, whom: readonly string[]): Refusal | null {
  const barred: readonly string[] = barredGuardians(state);
  return whom.some((one) => barred.includes(one)) ? refuse('GUARDIAN_SUSPECTED') : null;
}
