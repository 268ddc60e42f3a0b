/** Where a leader has to step in: weeks that were missed one after the other, and still nobody made contact. */
import type { CaseChase, Chase } from '../../../contract/duties.ts';
import { missedCases, type MissedCase } from '../../../db/queries/missed.ts';
import type { Reader } from '../../../db/tx.ts';
import { chasesOf } from '../../../domain/rules/chase.ts';
import type { Obligation } from '../../../domain/rules/obligation.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import type { Role } from '../../../domain/vocabulary.ts';

type Packs = ReadonlyMap<string, RulePack>;

/** Chases of one case, in the words of its rules. `obligations` in order of opening. */
export function chaseViews(obligations: readonly Obligation[], packs: Packs): Chase[] {
  return chasesOf(obligations, packs).map(({ ruleId, slot, missed, role }) => {
    const rule = [...packs.values()].flatMap((pack) => pack.rules).findLast(({ id }) => id === ruleId);
    return { ruleId, slot, missed, role, titleZh: rule?.title.zh ?? ruleId, titleEn: rule?.title.en ?? ruleId };
  });
}

/** The same with the place of the case. */
export function caseChases({ obligations, ...place }: MissedCase, packs: Packs): CaseChase[] {
  return chaseViews(obligations, packs).map((chase) => ({ ...chase, ...place }));
}

/** Chases of all open cases that are this role's. */
export async function chasesFor(reader: Reader, role: Role, packs: Packs): Promise<CaseChase[]> {
  return (await missedCases(reader)).flatMap((one) => caseChases(one, packs)).filter((chase) => chase.role === role);
}
