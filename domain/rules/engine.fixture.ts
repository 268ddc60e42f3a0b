/** The engine under the built-in rules, for tests: from sketched lines to what was owed. */
import { logOf, type LogLine } from '../events.fixture.ts';
import { Instant } from '../time.ts';
import { builtInCalendars, builtInRulePacks } from './defaults.ts';
import { obligationsOf } from './engine.ts';
import type { Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';

export const packs: ReadonlyMap<string, RulePack> = new Map(builtInRulePacks.map((pack) => [pack.version, pack]));

/** What a school owed by `now`, of one rule or of all. */
export function owed(lines: readonly LogLine[], now: string, rule?: string): readonly Obligation[] {
  const all = obligationsOf({ events: logOf(...lines), packs, calendars: builtInCalendars, registerKind: 'school', now: Instant.parse(now) });
  return rule === undefined ? all : all.filter(({ ruleId }) => ruleId === rule);
}

/** `slot#occurrence end endedAt` in order of opening. */
export function ends(obligations: readonly Obligation[]): readonly string[] {
  return obligations.map(({ slot, occurrence, end, endedAt }) => `${slot}#${occurrence} ${end ?? 'open'}${endedAt === null ? '' : ` ${endedAt}`}`);
}
