/** Where a leader has to step in: weeks that were missed one after the other, and still nobody made contact. */
import type { CaseChase, Chase } from '../../../contract/duties.ts';
import { missedRuns } from '../../../db/queries/missed.ts';
import type { Reader } from '../../../db/tx.ts';
import { chaseOf, chasesOf, type Chase as RuleChase } from '../../../domain/rules/chase.ts';
import type { Obligation } from '../../../domain/rules/obligation.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';

type Packs = ReadonlyMap<string, RulePack>;

function worded({ ruleId, slot, missed, role }: RuleChase, packs: Packs): Chase {
  const rule = [...packs.values()].flatMap((pack) => pack.rules).findLast(({ id }) => id === ruleId);
  return { ruleId, slot, missed, role, titleZh: rule?.title.zh ?? ruleId, titleEn: rule?.title.en ?? ruleId };
}

/** Chases of one case, in the words of its rules. `obligations` in order of opening. */
export function chaseViews(obligations: readonly Obligation[], packs: Packs): Chase[] {
  return chasesOf(obligations, packs).map((chase) => worded(chase, packs));
}

/** Chases of all cases, with their places. */
export async function allChases(reader: Reader, packs: Packs): Promise<CaseChase[]> {
  return (await missedRuns(reader)).flatMap((run) => {
    const chase = chaseOf(run, packs);
    const { caseId, caseNo, pupilName, className } = run;
    return chase === null ? [] : [{ ...worded(chase, packs), caseId, caseNo, pupilName, className }];
  });
}
