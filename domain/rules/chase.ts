/** When a leader has to step in, because weeks were missed one after the other (dossier §3.8: 失联升级). */
import type { Role } from '../vocabulary.ts';
import { isOpen, type Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';

export type Chase = { readonly ruleId: string; readonly slot: string; readonly missed: number; readonly role: Role };

/** Latest run of misses per rule and slot of one case, where it reached what the rule's pack allows and the weeks still run. `obligations` in order of opening. */
export function chasesOf(obligations: readonly Obligation[], packs: ReadonlyMap<string, RulePack>): readonly Chase[] {
  const missed = new Map<string, Chase>();
  const running = new Set(obligations.filter(isOpen).map(({ ruleId, slot }) => `${ruleId} ${slot}`));
  for (const { ruleId, slot, end, packVersion } of obligations) {
    const chase = packs.get(packVersion)?.rules.find((rule) => rule.id === ruleId)?.chase;
    if (chase === undefined || chase === null || end === null || end === 'superseded') continue;
    const key = `${ruleId} ${slot}`;
    if (end === 'missed') missed.set(key, { ruleId, slot, role: chase.role, missed: (missed.get(key)?.missed ?? 0) + 1 });
    else missed.delete(key);
  }
  return [...missed.values()].filter(({ ruleId, slot, missed: count }) => running.has(`${ruleId} ${slot}`) && count >= thresholdOf(ruleId, packs));
}

function thresholdOf(ruleId: string, packs: ReadonlyMap<string, RulePack>): number {
  const thresholds = [...packs.values()].flatMap((pack) =>
    pack.rules.filter((rule) => rule.id === ruleId).map((rule) => rule.chase?.afterMissed ?? Number.POSITIVE_INFINITY),
  );
  return Math.min(...thresholds);
}
