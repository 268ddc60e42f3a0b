/** What another rule pack would do to the cases that are open now. Writes nothing, and changes nothing that already runs. */
import type { CaseEvent } from '../events/define-event.ts';
import type { CaseId } from '../ids.ts';
import { obligationsOf, type EngineInput } from './engine.ts';
import { isOpen, type Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';

export type RuleEffect = {
  readonly opens: number;
  readonly closes: number;
  readonly earlier: number;
  readonly later: number;
  readonly unchanged: number;
};

export type CaseEffect = {
  readonly caseId: CaseId | null;
  readonly opens: number;
  readonly closes: number;
  readonly moves: number;
  /** By rule id. */
  readonly rules: ReadonlyMap<string, RuleEffect>;
};

export type Effects = {
  readonly cases: number;
  /** Cases in which anything would open, close or move. */
  readonly affected: number;
  readonly rules: ReadonlyMap<string, RuleEffect>;
};

const nothing: RuleEffect = { opens: 0, closes: 0, earlier: 0, later: 0, unchanged: 0 };
export const noEffects: Effects = { cases: 0, affected: 0, rules: new Map() };

/** No pack bears this name, so that a pack can be tried out under the version of one that is in force. */
const triedOut = '(tried out)';

/** Open duties of one case now, and as they would be had this loop's entries been recorded under the pack. */
export function effectOnCase(input: EngineInput, pack: RulePack): CaseEffect {
  const packs = new Map([...input.packs, [triedOut, pack]]);
  const now = obligationsOf(input).filter(isOpen);
  const then = obligationsOf({ ...input, packs, events: relabelled(input.events) }).filter(isOpen);
  const rules = new Map<string, RuleEffect>();
  for (const [from, to] of paired(now, then)) {
    const ruleId = (from ?? to)?.ruleId ?? '';
    const kind = kindOf(from, to);
    const counted = rules.get(ruleId) ?? nothing;
    rules.set(ruleId, { ...counted, [kind]: counted[kind] + 1 });
  }
  const sum = (name: keyof RuleEffect): number => [...rules.values()].reduce((total, effect) => total + effect[name], 0);
  return { caseId: input.events[0]?.caseId ?? null, opens: sum('opens'), closes: sum('closes'), moves: sum('earlier') + sum('later'), rules };
}

/** The effects with those of one more case: cases can be read and forgotten one by one. */
export function withCase(effects: Effects, { opens, closes, moves, rules }: CaseEffect): Effects {
  const together = new Map(effects.rules);
  for (const [ruleId, effect] of rules) {
    const known = together.get(ruleId) ?? nothing;
    together.set(ruleId, {
      opens: known.opens + effect.opens,
      closes: known.closes + effect.closes,
      earlier: known.earlier + effect.earlier,
      later: known.later + effect.later,
      unchanged: known.unchanged + effect.unchanged,
    });
  }
  return { cases: effects.cases + 1, affected: effects.affected + (opens + closes + moves > 0 ? 1 : 0), rules: together };
}

/** Effects on all of the cases. */
export function effectsOf(cases: Iterable<EngineInput>, pack: RulePack): Effects {
  let effects = noEffects;
  for (const input of cases) effects = withCase(effects, effectOnCase(input, pack));
  return effects;
}

/** Entries of the current loop under the other pack; what belongs to earlier loops is over. */
function relabelled(events: readonly CaseEvent[]): readonly CaseEvent[] {
  const start = events.findLastIndex(({ type }) => type === 'case_reopened');
  return events.map((event, index) => (index >= start ? { ...event, rulePack: triedOut } : event));
}

type Pair = readonly [from: Obligation | undefined, to: Obligation | undefined];

/** Pairs by id, then what is left by rule and slot in order of opening. */
function paired(now: readonly Obligation[], then: readonly Obligation[]): readonly Pair[] {
  const byId = new Map(then.map((duty): [string, Obligation] => [duty.id, duty]));
  const ids = new Set(now.map(({ id }) => id));
  const left = Map.groupBy(
    then.filter(({ id }) => !ids.has(id)),
    placeOf,
  );
  const pairs = now.map((duty): Pair => [duty, byId.get(duty.id) ?? left.get(placeOf(duty))?.shift()]);
  const opening = [...left.values()].flat().map((duty): Pair => [undefined, duty]);
  return [...pairs, ...opening];
}

function placeOf({ ruleId, slot }: Obligation): string {
  return `${ruleId} ${slot}`;
}

function kindOf(from: Obligation | undefined, to: Obligation | undefined): keyof RuleEffect {
  if (from === undefined) return 'opens';
  if (to === undefined) return 'closes';
  if (from.dueAt === to.dueAt) return 'unchanged';
  return to.dueAt < from.dueAt ? 'earlier' : 'later';
}
