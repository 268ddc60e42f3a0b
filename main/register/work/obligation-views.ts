/** Obligations as the window shows them: with the words of the rule and clause from the pack that opened them. */
import type { ObligationView } from '../../../contract/shapes.ts';
import type { DueRow } from '../../../db/queries/today-board.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';

/** Adds titles, clause and settling events from the obligation's own pack version. */
export function obligationView(row: DueRow, packs: ReadonlyMap<string, RulePack>): ObligationView {
  const pack = packs.get(row.packVersion);
  const rule = pack?.rules.find(({ id }) => id === row.ruleId);
  const clause = pack?.clauses[row.clause];
  return {
    id: row.id,
    caseId: row.caseId,
    caseNo: row.caseNo,
    pupilName: row.pupilName,
    className: row.className,
    grade: row.grade,
    ruleId: row.ruleId,
    titleZh: rule?.title.zh ?? row.ruleId,
    titleEn: rule?.title.en ?? row.ruleId,
    clause: row.clause,
    clauseText: clause === undefined ? '' : `${clause.title.zh}：${clause.text}`,
    packVersion: row.packVersion,
    slot: row.slot,
    occurrence: row.occurrence,
    openedBy: row.openedBy,
    openedAt: row.openedAt,
    dueAt: row.dueAt,
    ownerRole: row.ownerRole,
    end: row.end,
    endedAt: row.endedAt,
    settledBy: rule === undefined ? [] : [...new Set(rule.settles.filter((one) => one.slot === undefined || one.slot === row.slot).map((one) => one.on))],
  };
}
