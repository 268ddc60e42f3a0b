/** What distinguishes two rule packs, rule by rule. */
import type { RulePack } from './rule-pack.ts';
import type { Rule } from './rule.ts';

/** Ids of rules, each list in the order of its pack. */
export type PackDiff = { readonly added: readonly string[]; readonly dropped: readonly string[]; readonly changed: readonly string[] };

/** Rules that `after` adds, drops or changes against `before`; a rule whose clause reads otherwise has changed. */
export function packDiff(before: RulePack, after: RulePack): PackDiff {
  const old = bodies(before);
  const now = bodies(after);
  return {
    added: [...now.keys()].filter((id) => !old.has(id)),
    dropped: [...old.keys()].filter((id) => !now.has(id)),
    changed: [...now].filter(([id, body]) => old.has(id) && old.get(id) !== body).map(([id]) => id),
  };
}

/** Parsed rules have their keys in the order of the schema, so equal rules give equal text. */
function bodies(pack: RulePack): ReadonlyMap<string, string> {
  return new Map(pack.rules.map((rule): [string, string] => [rule.id, JSON.stringify([rule, clauseOf(pack, rule)])]));
}

function clauseOf(pack: RulePack, rule: Rule): RulePack['clauses'][string] | null {
  return pack.clauses[rule.clause] ?? null;
}
