/** Where a leader has to step in: weeks that were missed one after the other, and still nobody made contact. */
import type { CaseChase, Chase } from '../../../contract/duties.ts';
import { missedRuns, type MissedRun } from '../../../db/queries/missed.ts';
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

export type RunningChase = Pick<MissedRun, 'caseId' | 'caseNo' | 'pupilName' | 'className'> & { readonly chase: RuleChase };

/** Chases of all cases, in the order of cases. */
export async function runningChases(reader: Reader, packs: Packs): Promise<readonly RunningChase[]> {
  return (await missedRuns(reader)).flatMap((run) => {
    const chase = chaseOf(run, packs);
    const { caseId, caseNo, pupilName, className } = run;
    return chase === null ? [] : [{ caseId, caseNo, pupilName, className, chase }];
  });
}

/** The same in the words of their rules. */
export async function allChases(reader: Reader, packs: Packs): Promise<CaseChase[]> {
  return (await runningChases(reader, packs)).map(({ chase, ...place }) => ({ ...worded(chase, packs), ...place }));
}
