/** When a leader has to step in, because weeks were missed one after the other (dossier §3.8: 失联升级). */
import type { Role } from '../vocabulary.ts';
import { isOpen, type Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';

export type Chase = { readonly ruleId: string; readonly slot: string; readonly missed: number; readonly role: Role };

/** An open duty that was missed `missed` times in a row just before. */
export type MissedDuty = Pick<Obligation, 'ruleId' | 'slot' | 'packVersion'> & { readonly missed: number };

/** One miss more than what calls a vice principal calls the principal: the list that is printed for them stands on it. */
const further: Partial<Record<Role, Role>> = { vice_principal: 'principal' };

type Packs = ReadonlyMap<string, RulePack>;

/** Whom the misses call, by the pack that the open duty opened under; null while they are fewer than any pack allows. */
export function chaseOf({ ruleId, slot, packVersion, missed }: MissedDuty, packs: Packs): Chase | null {
  const chase = packs.get(packVersion)?.rules.find((rule) => rule.id === ruleId)?.chase ?? null;
  const threshold = thresholdOf(ruleId, packs);
  if (chase === null || missed === 0 || missed < threshold) return null;
  return { ruleId, slot, missed, role: missed > threshold ? (further[chase.role] ?? chase.role) : chase.role };
}

/** The same for every open duty of one case. `obligations` in order of opening. */
export function chasesOf(obligations: readonly Obligation[], packs: Packs): readonly Chase[] {
  const missed = missesInRow(obligations);
  return obligations.filter(isOpen).flatMap((duty) => chaseOf({ ...duty, missed: missed(duty) }, packs) ?? []);
}

/** Misses in a row up to now, per duty (rule and slot) of one case; what was superseded neither counts nor breaks the row. */
export function missesInRow(obligations: readonly Pick<Obligation, 'ruleId' | 'slot' | 'end'>[]): (of: Pick<Obligation, 'ruleId' | 'slot'>) => number {
  const rows = new Map<string, number>();
  const keyOf = (of: Pick<Obligation, 'ruleId' | 'slot'>): string => `${of.ruleId} ${of.slot}`;
  for (const one of obligations) {
    if (one.end === null || one.end === 'superseded') continue;
    rows.set(keyOf(one), one.end === 'missed' ? (rows.get(keyOf(one)) ?? 0) + 1 : 0);
  }
  return (of) => rows.get(keyOf(of)) ?? 0;
}

/** Whom a chase calls: whoever was called before it went further is called still. */
export function isCalled(role: Role, chase: Pick<Chase, 'role'>): boolean {
  return role === chase.role || further[role] === chase.role;
}

function thresholdOf(ruleId: string, packs: Packs): number {
  const thresholds = [...packs.values()].flatMap((pack) =>
    pack.rules.filter((rule) => rule.id === ruleId).map((rule) => rule.chase?.afterMissed ?? Number.POSITIVE_INFINITY),
  );
  return Math.min(...thresholds);
}
