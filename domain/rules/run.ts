/** The engine's working state while it replays one log: duties with their rules, and the running windows. Local to a replay and mutable. */
import type { CaseEvent } from '../events/define-event.ts';
import { addDays, addHours, dateOf, daysBetween, endOf, laterOf, type Instant } from '../time.ts';
import type { ObligationEnd, Role } from '../vocabulary.ts';
import { calendarAt, type DatedCalendar } from './calendar.ts';
import { isAbout, matches, type About, type Moment } from './conditions.ts';
import { dueOf, stepOf } from './due.ts';
import type { Obligation } from './obligation.ts';
import type { Opening, SlotOpening, SlotsOpening } from './opening.ts';
import type { RulePack } from './rule-pack.ts';
import type { Rule, Settlement } from './rule.ts';
import { planOf, windowOf, type Series } from './windows.ts';

export type Duty = {
  readonly rule: Rule;
  readonly owner: Role;
  /** First opening of a rolling duty: its steps are counted from here. */
  readonly rootAt: Instant;
  /** When a window without an entry becomes missed; null for duties that stay open until done. */
  readonly finalAt: Instant | null;
  /** The entry that opened it. */
  readonly opener: CaseEvent;
  readonly about: About & { readonly slot: string };
  obligation: Obligation;
};

export type Run = {
  readonly calendars: readonly DatedCalendar[];
  readonly duties: Duty[];
  /** Those of `duties` that may still be open. */
  open: Duty[];
  series: Series[];
  /** Those of `series` that a death ended: it may have been recorded in error. */
  buried: readonly Series[];
  past: Moment[];
  /** Index in `past` of the current loop's first event. */
  loopStart: number;
};

export function newRun(calendars: readonly DatedCalendar[]): Run {
  return { calendars, duties: [], open: [], series: [], buried: [], past: [], loopStart: 0 };
}

/** A run that goes its own way from here. */
export function copyOf(run: Run): Run {
  const duties = run.duties.map((duty) => ({ ...duty }));
  const open = duties.filter(isStanding);
  return { ...run, duties, open, series: run.series.map((series) => ({ ...series })), past: [...run.past] };
}

/** Those that stand open now; what opens while the caller goes through them is not among them. */
export function openDutiesOf(run: Run): readonly Duty[] {
  return run.open.filter(isStanding);
}

export function isStanding(duty: Duty): boolean {
  return duty.obligation.end === null;
}

/** Whether the event fulfils the duty, in time or late. */
export function settles(duty: Duty, moment: Moment): boolean {
  // Most entries are of another kind, and to see that is far cheaper than to count hours.
  if (!duty.rule.settles.some(({ on }) => on === moment.event.type)) return false;
  if (!isInTime(duty, moment.event.happenedAt)) return false;
  return settlementsBy(duty.rule, duty.obligation.slot, moment).some((settlement) => isAbout(settlement, moment.event, duty.about));
}

/** Within the window of a duty that has one; else not before the duty, or not earlier than its rule allows. */
function isInTime({ finalAt, obligation, rule }: Duty, happenedAt: Instant): boolean {
  if (finalAt !== null) return happenedAt >= obligation.openedAt && happenedAt <= obligation.dueAt;
  return happenedAt >= obligation.openedAt || (rule.earlyHours > 0 && happenedAt >= addHours(obligation.openedAt, -rule.earlyHours));
}

function settlementsBy(rule: Rule, slot: string, moment: Moment): readonly Settlement[] {
  return rule.settles.filter((settlement) => (settlement.slot === undefined || settlement.slot === slot) && matches(settlement, moment));
}

/** Whether the event makes duties of the rule pointless that the event `openedBy` opened in the slot. */
export function isEndedBy(rule: Rule, moment: Moment, duty: Duty['about']): boolean {
  return rule.ends.some((end) => (end.slot === undefined || end.slot === duty.slot) && matches(end, moment) && isAbout(end, moment.event, duty));
}

export function endDuty(duty: Duty, end: ObligationEnd, event: CaseEvent): void {
  duty.obligation = { ...duty.obligation, end, endedAt: laterOf(duty.obligation.openedAt, event.happenedAt), endedBy: event.id };
}

export function fulfil(duty: Duty, event: CaseEvent): void {
  endDuty(duty, event.happenedAt <= duty.obligation.dueAt ? 'done' : 'done_late', event);
}

/**
 * Opens a duty unless the rule says that it already stands or was done. What was recorded before but happened after the
 * opening (the letter was entered late, the plan had gone) fulfils it at once; then the entry is returned that did.
 */
export function openDuty(run: Run, opening: SlotOpening): { duty: Duty; moment: Moment } | null {
  const { rule, slot, opener, fields } = opening;
  const standing = run.open.some(({ rule: other, obligation }) => other.id === rule.id && obligation.slot === slot && obligation.end === null);
  if (standing && rule.whileOpen === 'keep') return null;
  if (rule.oncePerLoop && isDoneInLoop(run, rule, slot)) return null;
  const openedAt = opener.happenedAt;
  const due = dueOf(rule.due, { openedAt, calendar: calendarAt(run.calendars, opener.recordedAt), fields });
  const duty = addDuty(run, { ...opening, ...due, openedAt, rootAt: openedAt, occurrence: 1, finalAt: null });
  const earlier = firstOfLoop(run, (moment) => settles(duty, moment));
  if (earlier === undefined) return null;
  fulfil(duty, earlier.event);
  return { duty, moment: earlier };
}

function isDoneInLoop(run: Run, rule: Rule, slot: string): boolean {
  return firstOfLoop(run, (moment) => settlementsBy(rule, slot, moment).length > 0) !== undefined;
}

function firstOfLoop(run: Run, found: (moment: Moment) => boolean): Moment | undefined {
  for (let index = run.loopStart; index < run.past.length; index += 1) {
    const moment = run.past[index];
    if (moment !== undefined && found(moment)) return moment;
  }
  return undefined;
}

/**
 * After a rolling duty ended by an entry: the next one, under the pack in force at that entry; entries made before may have
 * met it already. An entry that makes the rule pointless opens no next one.
 */
export function openNext(run: Run, { duty, moment, pack }: { duty: Duty; moment: Moment; pack: RulePack }): void {
  const rule = pack.rules.find(({ id }) => id === duty.rule.id);
  if (rule?.repeats?.mode !== 'rolling' || isEndedBy(rule, moment, { ...duty.about, id: null })) return;
  const openedAt = laterOf(duty.obligation.openedAt, moment.event.happenedAt);
  // Excused is the day that was owed: the next one counts from there, or excusing ahead would ask for the same day again.
  const from = duty.obligation.end === 'excused' ? laterOf(openedAt, duty.obligation.dueAt) : openedAt;
  const everyDays = stepOf(rule.repeats, daysBetween(dateOf(duty.rootAt), dateOf(from)));
  const next = addDuty(run, {
    rule,
    owner: duty.owner,
    packVersion: pack.version,
    opener: moment.event,
    planVersion: moment.after.plan?.version ?? null,
    slot: duty.obligation.slot,
    openedAt,
    dueAt: endOf(addDays(dateOf(from), everyDays)),
    estimated: false,
    rootAt: duty.rootAt,
    occurrence: duty.obligation.occurrence + 1,
    finalAt: null,
  });
  const later = firstOfLoop(run, (other) => other.event.happenedAt > openedAt && settles(next, other));
  if (later === undefined) return;
  fulfil(next, later.event);
  openNext(run, { duty: next, moment: later, pack });
}

/** Starts the windows of a rule; a second start while they run changes nothing. The windows themselves open as time passes. */
export function startWindows(run: Run, opening: SlotsOpening): void {
  const plan = planOf(opening.rule.repeats, opening.opener);
  if (plan === null || run.series.some((series) => series.rule.id === opening.rule.id)) return;
  run.series.push({ ...opening, plan, next: windowOf(opening.opener, plan, 1) });
  advance(run, opening.opener.recordedAt);
}

/** Lets time pass: opens the windows that have begun, and ends as missed those that are over beyond their grace. */
export function advance(run: Run, to: Instant): void {
  for (const series of run.series) {
    while (series.next.openedAt <= to) {
      for (const slot of series.slots) {
        const duty = addDuty(run, { ...series, ...series.next, slot, estimated: false });
        const earlier = run.past.find((moment) => settles(duty, moment));
        if (earlier !== undefined) fulfil(duty, earlier.event);
      }
      series.next = windowOf(series.opener, series.plan, series.next.occurrence + 1);
    }
  }
  run.open = run.open.filter(isStanding);
  for (const duty of run.open) {
    const { obligation, finalAt } = duty;
    if (finalAt !== null && finalAt < to) duty.obligation = { ...obligation, end: 'missed', endedAt: obligation.dueAt };
  }
}

type NewDuty = Opening & {
  readonly slot: string;
  readonly openedAt: Instant;
  readonly dueAt: Instant;
  readonly estimated: boolean;
  readonly rootAt: Instant;
  readonly occurrence: number;
  readonly finalAt: Instant | null;
};

export function addDuty(run: Run, created: NewDuty): Duty {
  const { rule, owner, packVersion, opener, planVersion, slot, openedAt, dueAt, estimated, rootAt, occurrence, finalAt } = created;
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
    estimated,
    snoozedTo: null,
    waitingFor: null,
    chaseOn: null,
  };
  const about = { id: obligation.id, openedBy: opener.id, planVersion, slot };
  const duty: Duty = { rule, owner, rootAt, finalAt, opener, about, obligation };
  run.duties.push(duty);
  run.open.push(duty);
  return duty;
}
