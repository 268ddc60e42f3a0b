/** Why a duty stands and why it is still open, without words: the caller words it. */
import { initialState } from '../case-state.ts';
import type { CaseEvent } from '../events/define-event.ts';
import { isEvent, type EventType } from '../events/registry.ts';
import { effectiveEvents, foldStep } from '../fold.ts';
import { dateOf, daysBetween } from '../time.ts';
import { isAbout, matches, metConditions, type About, type Moment } from './conditions.ts';
import type { Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';
import type { Opener, Rule } from './rule.ts';

export type DueBasis = 'minutes' | 'hours' | 'calendar_days' | 'school_days' | 'week' | 'month' | 'rolling' | 'named_day';

export type Reasons = {
  readonly rule: Rule;
  /** The entry that opened it; for a later occurrence of a rolling duty the one that did the occurrence before. */
  readonly openedBy: CaseEvent;
  /** Conditions that the opening entry met: `field=value` or `fact=true`. */
  readonly because: readonly string[];
  readonly due: { readonly basis: DueBasis; readonly amount: number };
  /** Entries since the opening that put it off, wait for others, or are of a settling kind and did not settle it. */
  readonly tried: readonly CaseEvent[];
  readonly endedBy: CaseEvent | null;
  /** Kinds of entries that settle it, in the rule's order. */
  readonly settledBy: readonly EventType[];
};

export type ExplainInput = {
  readonly obligation: Obligation;
  /** The whole log of its case, in order of `seq`. */
  readonly events: readonly CaseEvent[];
  readonly packs: ReadonlyMap<string, RulePack>;
};

/** The reasons of a duty; null when its rule or its opening entry is not in what was given. */
export function explain({ obligation, events, packs }: ExplainInput): Reasons | null {
  const rule = packs.get(obligation.packVersion)?.rules.find(({ id }) => id === obligation.ruleId);
  const opener = momentOf(events, obligation.openedBy);
  if (rule === undefined || opener === null) return null;
  const effective = effectiveEvents(events);
  return {
    rule,
    openedBy: opener.event,
    because: becauseOf(rule, opener, obligation),
    due: dueBasisOf(rule, obligation, opener.event),
    tried: triedOf(effective, rule, { ...obligation, planVersion: opener.after.plan?.version ?? null }),
    endedBy: effective.find(({ id }) => id === obligation.endedBy) ?? null,
    settledBy: [...new Set(rule.settles.filter(({ slot }) => slot === undefined || slot === obligation.slot).map(({ on }) => on))],
  };
}

/** The entry with the states around it: as corrected, or as it was before a correction where only that opened the duty. */
function momentOf(events: readonly CaseEvent[], id: string): Moment | null {
  let before = initialState;
  for (const event of effectiveEvents(events)) {
    const after = foldStep(before, event);
    if (event.id === id) return { event, before, after };
    before = after;
  }
  return null;
}

function becauseOf(rule: Rule, opener: Moment, { occurrence, slot }: Obligation): readonly string[] {
  const rolled = rule.repeats?.mode === 'rolling' && occurrence > 1;
  const candidates: readonly Opener[] = rolled ? rule.settles : rule.opens;
  const match = candidates.find((one) => (one.slot === undefined || one.slot === slot) && matches(one, opener));
  return match === undefined ? [] : metConditions(match.when, opener);
}

function dueBasisOf({ repeats, due }: Rule, { openedAt, dueAt, occurrence }: Obligation, openedBy: CaseEvent): Reasons['due'] {
  const days = daysBetween(dateOf(openedAt), dateOf(dueAt));
  if (repeats?.mode === 'window') return { basis: 'week', amount: repeats.everyDays };
  if (repeats?.mode === 'months') return { basis: 'month', amount: Number(dateOf(dueAt).slice(5, 7)) };
  if (repeats?.mode === 'rolling' && occurrence > 1) return { basis: 'rolling', amount: days };
  if ('minutes' in due) return { basis: 'minutes', amount: due.minutes };
  if ('hours' in due) return { basis: 'hours', amount: due.hours };
  if ('payload' in due) {
    const unnamed = due.elseDays !== undefined && openedBy.payload?.[due.payload] === null;
    return { basis: unnamed ? 'calendar_days' : 'named_day', amount: days };
  }
  return { basis: due.calendar === 'school' ? 'school_days' : 'calendar_days', amount: due.days };
}

function triedOf(events: readonly CaseEvent[], rule: Rule, obligation: Obligation & About): readonly CaseEvent[] {
  const last = events.findIndex(({ id }) => id === obligation.endedBy);
  return events.filter((event, index) => {
    if (event.id === obligation.openedBy || event.id === obligation.endedBy || (last >= 0 && index > last)) return false;
    if (isEvent(event, 'obligation_snoozed') || isEvent(event, 'obligation_waiting')) return event.payload.obligationId === obligation.id;
    // A missed window has no ending entry: what came after it belongs to the next one.
    if (event.happenedAt < obligation.openedAt || (obligation.end === 'missed' && event.happenedAt > obligation.dueAt)) return false;
    return rule.settles.some((one) => one.on === event.type && (one.slot === undefined || one.slot === obligation.slot) && isAbout(one, event, obligation));
  });
}
