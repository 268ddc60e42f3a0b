/**
 * The obligation engine: replays a case's log and says what was owed, until when, and how it ended.
 *
 * It walks along `recordedAt`, as the office learned of things, so that an obligation that ended stays ended whatever is
 * recorded later; whether something was in time is judged by `happenedAt`.
 */
import { initialState } from '../case-state.ts';
import type { CaseEvent } from '../events/define-event.ts';
import { isEvent } from '../events/registry.ts';
import { effectiveEvents, foldStep } from '../fold.ts';
import { instantOf, laterOf, msOf, type Instant } from '../time.ts';
import type { RegisterKind } from '../vocabulary.ts';
import type { SchoolCalendar } from './calendar.ts';
import { matches, type Moment } from './conditions.ts';
import type { Obligation } from './obligation.ts';
import type { RulePack } from './rule-pack.ts';
import { advance, endDuty, fulfil, newRun, openDuty, openNext, settles, startWindows, type Duty, type Opening, type Run } from './run.ts';

export type EngineInput = {
  /** The whole log of one case, in order of `seq`. */
  readonly events: readonly CaseEvent[];
  /** By version: every pack that an event names. */
  readonly packs: ReadonlyMap<string, RulePack>;
  readonly calendar: SchoolCalendar;
  readonly registerKind: RegisterKind;
  readonly now: Instant;
};

/** All obligations of a case as of `now`, each open or with exactly one end, in order of opening. Pure and deterministic. */
export function obligationsOf(input: EngineInput): readonly Obligation[] {
  const current = replay({ ...input, events: effectiveEvents(input.events) });
  return inOrder(withCorrectedPast(input, current));
}

/**
 * A correction rewrites what an event said, not what was owed on its account: what only the wrong entry had opened ends as
 * superseded by the correction, and a week that was missed before the correction stays missed.
 */
function withCorrectedPast(input: EngineInput, current: readonly Obligation[]): readonly Obligation[] {
  const byId = new Map(current.map((obligation): [string, Obligation] => [obligation.id, obligation]));
  const corrections = input.events.filter((event) => isEvent(event, 'correction_made'));
  for (const correction of corrections.toReversed()) {
    const before = effectiveEvents(input.events.filter((event) => event.seq < correction.seq));
    for (const past of replay({ ...input, events: before, now: correction.recordedAt })) {
      const standing = byId.get(past.id);
      if (past.end === 'missed') byId.set(past.id, past);
      else if (standing === undefined) byId.set(past.id, past.end === null ? supersededBy(past, correction) : past);
    }
  }
  return [...byId.values()];
}

function supersededBy(obligation: Obligation, event: CaseEvent): Obligation {
  return { ...obligation, end: 'superseded', endedAt: laterOf(event.happenedAt, obligation.openedAt), endedBy: event.id };
}

function inOrder(obligations: readonly Obligation[]): readonly Obligation[] {
  return [...obligations].sort((a, b) => compare(a.openedAt, b.openedAt) || compare(a.id, b.id));
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}

/**
 * The next instant after `now` at which the obligations change though nothing is recorded: a week begins, or one is over beyond
 * its grace. Null when only an entry can change them. Stored obligations are to be computed again then.
 */
export function nextTickOf(input: EngineInput): Instant | null {
  const run = replayRun({ ...input, events: effectiveEvents(input.events) });
  const ends = run.duties.flatMap(({ finalAt, obligation }) => (obligation.end === null && finalAt !== null ? [instantOf(msOf(finalAt) + 1)] : []));
  const [first] = [...ends, ...run.series.map((series) => series.week.openedAt)].sort(compare);
  return first ?? null;
}

function replay(input: EngineInput): readonly Obligation[] {
  return replayRun(input).duties.map((duty) => duty.obligation);
}

function replayRun(input: EngineInput): Run {
  const run = newRun(input.calendar);
  let state = initialState;
  for (const event of input.events) {
    const after = foldStep(state, event);
    const moment: Moment = { event, before: state, after };
    advance(run, event.recordedAt);
    if (after.loop > state.loop) run.loopStart = run.past.length;
    settleDuties(run, moment, packOf(input, event));
    endDuties(run, moment);
    openDuties(run, { moment, pack: packOf(input, event), registerKind: input.registerKind });
    run.past.push(moment);
    state = after;
  }
  advance(run, input.now);
  return run;
}

function packOf(input: EngineInput, event: CaseEvent): RulePack {
  const pack = input.packs.get(event.rulePack);
  if (pack === undefined) throw new Error('rule pack of an event is missing');
  return pack;
}

function settleDuties(run: Run, moment: Moment, pack: RulePack): void {
  const { event } = moment;
  for (const duty of openDutiesOf(run)) {
    if (isEvent(event, 'obligation_excused') && event.payload.obligationId === duty.obligation.id) {
      endDuty(duty, 'excused', event);
      openNext(run, { duty, moment, pack });
    } else if (settles(duty, moment)) {
      fulfil(duty, event);
      openNext(run, { duty, moment, pack });
    }
  }
}

/** Supersedes what the event makes pointless. Weeks that were already over are left to end as missed. */
function endDuties(run: Run, moment: Moment): void {
  const closes = moment.before.closedAt === null && moment.after.closedAt !== null;
  for (const duty of openDutiesOf(run)) {
    const over = duty.finalAt !== null && duty.obligation.dueAt < moment.event.happenedAt;
    if (!over && (closes || duty.rule.ends.some((match) => matches(match, moment)))) endDuty(duty, 'superseded', moment.event);
  }
  run.series = run.series.filter((series) => !closes && !series.rule.ends.some((match) => matches(match, moment)));
}

function openDuties(run: Run, { moment, pack, registerKind }: { moment: Moment; pack: RulePack; registerKind: RegisterKind }): void {
  if (moment.after.closedAt !== null) return;
  for (const rule of pack.rules) {
    const owner = rule.owner[registerKind];
    if (owner === undefined || !rule.opens.some((match) => matches(match, moment))) continue;
    const opening = { rule, owner, packVersion: pack.version, opener: moment.event };
    if (rule.repeats?.mode === 'window') startWindows(run, opening);
    else for (const slot of rule.slots) openSlot(run, { ...opening, slot }, pack);
  }
}

function openSlot(run: Run, opening: Opening & { readonly slot: string }, pack: RulePack): void {
  const fulfilled = openDuty(run, opening);
  if (fulfilled !== null) openNext(run, { ...fulfilled, pack });
}

function openDutiesOf(run: Run): readonly Duty[] {
  return run.duties.filter((duty) => duty.obligation.end === null);
}
