/** The engine's working state while it replays one log: duties with their rules, and the running weeks. Local to a replay and mutable. */
import type { CaseEvent } from '../events/define-event.ts';
import { PlainDate, addDays, addHours, dateOf, daysBetween, endOf, laterOf, startOf, type Instant } from '../time.ts';
import type { ObligationEnd, Role } from '../vocabulary.ts';
import type { SchoolCalendar } from './calendar.ts';
import { matches, type Moment } from './conditions.ts';
import { dueOf, stepOf } from './due.ts';
import type { Obligation } from './obligation.ts';
import type { Rule, RulePack } from './rule-pack.ts';

/** What opens a duty: a rule of a pack, by an event. */
export type Opening = { readonly rule: Rule; readonly owner: Role; readonly packVersion: string; readonly opener: CaseEvent };

export type Duty = {
  readonly rule: Rule;
  readonly owner: Role;
  /** First opening of a rolling duty: its steps are counted from here. */
  readonly rootAt: Instant;
  /** When a week without an entry becomes missed; null for duties that stay open until done. */
  readonly finalAt: Instant | null;
  obligation: Obligation;
};

/** Weeks that follow one another from a day; `week` is the next one that has not begun. */
export type Series = Opening & { readonly firstDay: PlainDate; readonly everyDays: number; readonly graceHours: number; week: Week };

type Week = { readonly occurrence: number; readonly openedAt: Instant; readonly dueAt: Instant; readonly finalAt: Instant; readonly rootAt: Instant };

export type Run = {
  readonly calendar: SchoolCalendar;
  readonly duties: Duty[];
  series: Series[];
  readonly past: Moment[];
  /** Index in `past` of the current loop's first event. */
  loopStart: number;
};

export function newRun(calendar: SchoolCalendar): Run {
  return { calendar, duties: [], series: [], past: [], loopStart: 0 };
}

/** Whether the event fulfils the duty, in time or late. */
export function settles(duty: Duty, moment: Moment): boolean {
  const { openedBy, slot } = duty.obligation;
  if (!isInTime(duty, moment.event.happenedAt)) return false;
  return settlementsBy(duty.rule, slot, moment).some(({ names }) => names === undefined || moment.event.payload?.[names] === openedBy);
}

/** Within the week of a duty that has one; else not before the duty, or not earlier than its rule allows. */
function isInTime({ finalAt, obligation, rule }: Duty, happenedAt: Instant): boolean {
  if (finalAt !== null) return happenedAt >= obligation.openedAt && happenedAt <= obligation.dueAt;
  return happenedAt >= obligation.openedAt || (rule.earlyHours > 0 && happenedAt >= addHours(obligation.openedAt, -rule.earlyHours));
}

function settlementsBy(rule: Rule, slot: string, moment: Moment): Rule['settles'] {
  return rule.settles.filter((settlement) => (settlement.slot === undefined || settlement.slot === slot) && matches(settlement, moment));
}

export function endDuty(duty: Duty, end: ObligationEnd, event: CaseEvent): void {
  duty.obligation = { ...duty.obligation, end, endedAt: laterOf(duty.obligation.openedAt, event.happenedAt), endedBy: event.id };
}

/**
 * Opens a duty unless the rule says that it already stands or was done. What was recorded before but happened after the
 * opening (the letter was entered late, the plan had gone) fulfils it at once; then the entry is returned that did.
 */
export function openDuty(run: Run, opening: Opening & { readonly slot: string }): { duty: Duty; moment: Moment } | null {
  const { rule, slot, opener } = opening;
  const standing = run.duties.some(({ rule: other, obligation }) => other.id === rule.id && obligation.slot === slot && obligation.end === null);
  if (standing && rule.whileOpen === 'keep') return null;
  if (rule.oncePerLoop && isDoneInLoop(run, rule, slot)) return null;
  const openedAt = opener.happenedAt;
  const duty = addDuty(run, { ...opening, openedAt, dueAt: dueOf(rule.due, openedAt, run.calendar), rootAt: openedAt, occurrence: 1, finalAt: null });
  const earlier = run.past.slice(run.loopStart).find((moment) => settles(duty, moment));
  if (earlier === undefined) return null;
  fulfil(duty, earlier.event);
  return { duty, moment: earlier };
}

export function fulfil(duty: Duty, event: CaseEvent): void {
  endDuty(duty, event.happenedAt <= duty.obligation.dueAt ? 'done' : 'done_late', event);
}

function isDoneInLoop(run: Run, rule: Rule, slot: string): boolean {
  return run.past.slice(run.loopStart).some((moment) => settlementsBy(rule, slot, moment).length > 0);
}

/** After a rolling duty ended by an entry: the next one, under the pack in force at that entry; entries made before may have met it already. */
export function openNext(run: Run, { duty, moment, pack }: { duty: Duty; moment: Moment; pack: RulePack }): void {
  const rule = pack.rules.find(({ id }) => id === duty.rule.id);
  if (rule?.repeats?.mode !== 'rolling') return;
  const openedAt = laterOf(duty.obligation.openedAt, moment.event.happenedAt);
  const everyDays = stepOf(rule.repeats, daysBetween(dateOf(duty.rootAt), dateOf(openedAt)));
  const next = addDuty(run, {
    rule,
    owner: duty.owner,
    packVersion: pack.version,
    opener: moment.event,
    slot: duty.obligation.slot,
    openedAt,
    dueAt: endOf(addDays(dateOf(openedAt), everyDays)),
    rootAt: duty.rootAt,
    occurrence: duty.obligation.occurrence + 1,
    finalAt: null,
  });
  const later = run.past.slice(run.loopStart).find((other) => other.event.happenedAt > openedAt && settles(next, other));
  if (later === undefined) return;
  fulfil(next, later.event);
  openNext(run, { duty: next, moment: later, pack });
}

/** Starts the weeks of a rule; a second start while they run changes nothing. The weeks themselves open as time passes. */
export function startWindows(run: Run, opening: Opening): void {
  const { repeats } = opening.rule;
  if (repeats?.mode !== 'window' || run.series.some((series) => series.rule.id === opening.rule.id)) return;
  const named = PlainDate.safeParse(repeats.from === undefined ? undefined : opening.opener.payload?.[repeats.from]);
  const firstDay = named.success ? named.data : dateOf(opening.opener.happenedAt);
  const plan = { ...opening, firstDay, everyDays: repeats.everyDays, graceHours: repeats.graceHours };
  run.series.push({ ...plan, week: weekOf(plan, 1) });
  advance(run, opening.opener.recordedAt);
}

/** Lets time pass: opens the weeks that have begun, and ends as missed those that are over beyond their grace. */
export function advance(run: Run, to: Instant): void {
  for (const series of run.series) {
    while (series.week.openedAt <= to) {
      for (const slot of series.rule.slots) {
        const duty = addDuty(run, { ...series, ...series.week, slot });
        const earlier = run.past.find((moment) => settles(duty, moment));
        if (earlier !== undefined) fulfil(duty, earlier.event);
      }
      series.week = weekOf(series, series.week.occurrence + 1);
    }
  }
  for (const duty of run.duties) {
    const { obligation, finalAt } = duty;
    if (obligation.end === null && finalAt !== null && finalAt < to) duty.obligation = { ...obligation, end: 'missed', endedAt: obligation.dueAt };
  }
}

/**
 * A week of a series. The first day is not counted (民法典 art. 201), so week n ends with day n × 7 and the weeks tile
 * without a gap. If the leave itself was entered late, its past weeks may be filled in for as long as a week's grace.
 */
function weekOf({ opener, firstDay, everyDays, graceHours }: Omit<Series, 'week'>, occurrence: number): Week {
  const rootAt = firstDay === dateOf(opener.happenedAt) ? opener.happenedAt : startOf(firstDay);
  const openedAt = occurrence === 1 ? rootAt : startOf(addDays(firstDay, everyDays * (occurrence - 1) + 1));
  const dueAt = endOf(addDays(firstDay, everyDays * occurrence));
  return { occurrence, openedAt, dueAt, finalAt: addHours(laterOf(opener.recordedAt, dueAt), graceHours), rootAt };
}

type NewDuty = Opening & {
  readonly slot: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly rootAt: Instant;
  readonly occurrence: number;
  readonly finalAt: Instant | null;
};

function addDuty(run: Run, { rule, owner, packVersion, opener, slot, openedAt, dueAt, rootAt, occurrence, finalAt }: NewDuty): Duty {
  const obligation: Obligation = {
    id: `${opener.id}:${rule.id}:${slot}:${occurrence}`,
    caseId: opener.caseId,
    ruleId: rule.id,
    clause: rule.clause,
    packVersion,
    slot,
    occurrence,
    openedBy: opener.id,
    openedAt,
    dueAt,
    ownerRole: owner,
    end: null,
    endedAt: null,
    endedBy: null,
  };
  const duty: Duty = { rule, owner, rootAt, finalAt, obligation };
  run.duties.push(duty);
  return duty;
}
