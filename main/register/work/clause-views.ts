/** Compliance with a clause in the words of the newest pack that has it. */
import type { ClauseCompliance } from '../../../contract/duties.ts';
import type { Compliance } from '../../../domain/rules/compliance.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';

export function clauseView(counts: Compliance, packs: ReadonlyMap<string, RulePack>): ClauseCompliance {
  const title = [...packs.values()].findLast(({ clauses }) => clauses[counts.clause] !== undefined)?.clauses[counts.clause]?.title;
  return { ...counts, titleZh: title?.zh ?? counts.clause, titleEn: title?.en ?? counts.clause };
}
