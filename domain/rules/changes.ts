/** What one entry did to the duties of its case, for the person who has just recorded it. */
import { isOpen, type Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';

export type DutyMove = { readonly from: Obligation; readonly to: Obligation };
export type Changes = { readonly opened: readonly Obligation[]; readonly ended: readonly Obligation[]; readonly moved: readonly DutyMove[] };

/**
 * The difference between the duties before and after an entry. A duty has moved when its own due moment changed, or when it was
 * superseded while another of its family opened in the same slot. What opened and was at once found done counts as ended.
 */
export function changesBetween(before: readonly Obligation[], after: readonly Obligation[], packs: ReadonlyMap<string, RulePack>): Changes {
  const earlier = new Map(before.map((obligation): [string, Obligation] => [obligation.id, obligation]));
  const wasOpen = ({ id }: Obligation): boolean => earlier.get(id)?.end === null;
  const opened = after.filter((obligation) => isOpen(obligation) && !wasOpen(obligation));
  const ended = after.filter((obligation) => !isOpen(obligation) && (wasOpen(obligation) || (!earlier.has(obligation.id) && obligation.end !== 'superseded')));
  const shifted = after.flatMap((to): readonly DutyMove[] => {
    const from = earlier.get(to.id);
    return from !== undefined && isOpen(from) && isOpen(to) && from.dueAt !== to.dueAt ? [{ from, to }] : [];
  });
  const replaced = replacedBy(ended, opened, packs);
  const gone = new Set(replaced.flatMap(({ from, to }) => [from.id, to.id]));
  return {
    opened: opened.filter(({ id }) => !gone.has(id)),
    ended: ended.filter(({ id }) => !gone.has(id)),
    moved: [...shifted, ...replaced],
  };
}

/** Pairs each superseded duty with one that opened in its place, in order of opening. */
function replacedBy(ended: readonly Obligation[], opened: readonly Obligation[], packs: ReadonlyMap<string, RulePack>): readonly DutyMove[] {
  const free = Map.groupBy(opened, (obligation) => placeOf(obligation, packs));
  return ended
    .filter(({ end }) => end === 'superseded')
    .flatMap((from) => {
      const to = free.get(placeOf(from, packs))?.shift();
      return to === undefined ? [] : [{ from, to }];
    });
}

function placeOf({ ruleId, slot, packVersion }: Obligation, packs: ReadonlyMap<string, RulePack>): string {
  const rule = packs.get(packVersion)?.rules.find(({ id }) => id === ruleId);
  return `${rule?.family ?? ruleId} ${slot}`;
}
