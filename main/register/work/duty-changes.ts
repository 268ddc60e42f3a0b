/** What an entry did to the duties of its case, in the words of their rules. */
import type { DutyChanges } from '../../../contract/duties.ts';
import { changesBetween } from '../../../domain/rules/changes.ts';
import type { Obligation } from '../../../domain/rules/obligation.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';

type Packs = ReadonlyMap<string, RulePack>;

function titleOf({ ruleId, packVersion }: Obligation, packs: Packs): { readonly titleZh: string; readonly titleEn: string } {
  const title = packs.get(packVersion)?.rules.find(({ id }) => id === ruleId)?.title;
  return { titleZh: title?.zh ?? ruleId, titleEn: title?.en ?? ruleId };
}

export function dutyChanges(before: readonly Obligation[], after: readonly Obligation[], packs: Packs): DutyChanges {
  const { opened, ended, moved } = changesBetween(before, after, packs);
  return {
    opened: opened.map((duty) => ({ id: duty.id, ...titleOf(duty, packs), slot: duty.slot, dueAt: duty.dueAt })),
    ended: ended.flatMap((duty) => (duty.end === null ? [] : [{ id: duty.id, ...titleOf(duty, packs), slot: duty.slot, end: duty.end }])),
    moved: moved.map(({ from, to }) => ({ ...titleOf(to, packs), slot: to.slot, from: from.dueAt, to: to.dueAt })),
  };
}
