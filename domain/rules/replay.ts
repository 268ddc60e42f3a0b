/** One walk along a log, entry by entry: what each one settles, ends and opens. */
import { initialState, type CaseState } from '../case-state.ts';
import type { CaseEvent, Payload } from '../events/define-event.ts';
import { isEvent } from '../events/registry.ts';
import { foldStep } from '../fold.ts';
import { startOf, type Instant } from '../time.ts';
import { Role, rolesOf, type RegisterKind } from '../vocabulary.ts';
import type { DatedCalendar } from './calendar.ts';
import { matches, type Moment } from './conditions.ts';
import type { SlotOpening, SlotsOpening } from './opening.ts';
import type { RulePack } from './rule-pack.ts';
import type { Rule } from './rule.ts';
import { revive, wake } from './revive.ts';
import { advance, copyOf, endDuty, fulfil, isEndedBy, newRun, openDuty, openDutiesOf, openNext, settles, startWindows } from './run.ts';
import type { Run } from './run.ts';

export type EngineInput = {
  /** The whole log of one case, in order of `seq`. */
  readonly events: readonly CaseEvent[];
  /** By version: every pack that an event names. */
  readonly packs: ReadonlyMap<string, RulePack>;
  /** In order of coming into force; the first is there from the beginning. A duty keeps the one under which it opened. */
  readonly calendars: readonly DatedCalendar[];
  readonly registerKind: RegisterKind;
  readonly now: Instant;
};

/**
 * A place in the walk: the next entry, and all that is known before it. While a death stands, `living` walks beside it as if the death were no entry: it
 * may have been recorded in error.
 */
export type Walk = { readonly index: number; readonly state: CaseState; readonly run: Run; readonly living: Walk | null };

export function startOfWalk(input: EngineInput): Walk {
  return { index: 0, state: initialState, run: newRun(input.calendars), living: null };
}

export function copyOfWalk(walk: Walk): Walk {
  return { ...walk, run: copyOf(walk.run), living: walk.living === null ? null : copyOfWalk(walk.living) };
}

/** Takes one entry in. */
export function walkOver(walk: Walk, event: CaseEvent, input: EngineInput): Walk {
  const living = livingBeside(walk, event, input);
  const { run, state } = walk;
  const after = foldStep(state, event);
  const moment: Moment = { event, before: state, after };
  const pack = packOf(input, event);
  advance(run, event.recordedAt);
  if (after.loop > state.loop) run.loopStart = run.past.length;
  settleDuties(run, moment, pack);
  putOff(run, event);
  wake(run, moment);
  endDuties(run, moment);
  if (event.type === 'death_withdrawn' && living !== null) revive(run, living.run, moment);
  openDuties(run, { moment, pack, registerKind: input.registerKind });
  run.past.push(moment);
  return { index: walk.index + 1, state: after, run, living: event.type === 'death_withdrawn' ? null : living };
}

/** The walk without the death, from just before it on. */
function livingBeside(walk: Walk, event: CaseEvent, input: EngineInput): Walk | null {
  if (event.type === 'pupil_died') return walk.living ?? copyOfWalk(walk);
  return walk.living === null || event.type === 'death_withdrawn' ? walk.living : walkOver(walk.living, event, input);
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

/** Marks a duty as put off or as waiting for somebody. Its due moment stays where it is. */
function putOff(run: Run, event: CaseEvent): void {
  const snoozed = isEvent(event, 'obligation_snoozed');
  if (!snoozed && !isEvent(event, 'obligation_waiting')) return;
  const { obligationId } = event.payload;
  const duty = openDutiesOf(run).find(({ obligation }) => obligation.id === obligationId);
  if (duty === undefined) return;
  const { obligation } = duty;
  // The day begins for the office at its first instant.
  duty.obligation = snoozed
    ? { ...obligation, snoozedTo: startOf(event.payload.until) }
    : { ...obligation, waitingFor: event.payload.waitingFor, chaseOn: event.payload.chaseOn };
}

/** Supersedes what the event makes pointless. Windows that were already over are left to end as missed. */
function endDuties(run: Run, moment: Moment): void {
  const { before, after, event } = moment;
  const closes = before.closedAt === null && after.closedAt !== null;
  const reopens = before.closedAt !== null && after.closedAt === null;
  const endsAll = (rule: Rule): boolean => (rule.afterClosing ? reopens : closes);
  for (const duty of openDutiesOf(run)) {
    const over = duty.finalAt !== null && duty.obligation.dueAt < event.happenedAt;
    if (!over && (endsAll(duty.rule) || isEndedBy(duty.rule, moment, duty.about))) endDuty(duty, 'superseded', event);
  }
  const standing = run.series;
  run.series = standing.flatMap((series) => {
    const { rule, opener, planVersion } = series;
    if (endsAll(rule)) return [];
    const slots = series.slots.filter((slot) => !isEndedBy(rule, moment, { id: null, openedBy: opener.id, planVersion, slot }));
    return slots.length === 0 ? [] : [{ ...series, slots }];
  });
  if (event.type === 'pupil_died') run.buried = standing.filter((series) => !run.series.some(({ rule }) => rule.id === series.rule.id));
}

function openDuties(run: Run, { moment, pack, registerKind }: { moment: Moment; pack: RulePack; registerKind: RegisterKind }): void {
  const closed = moment.after.closedAt !== null;
  for (const rule of rulesOn(pack, moment.event.type)) {
    const owner = rule.owner[registerKind];
    if (owner === undefined || (closed && !rule.afterClosing)) continue;
    const openers = rule.opens.filter((match) => matches(match, moment));
    const slots = rule.slots.filter((slot) => openers.some((match) => match.slot === undefined || match.slot === slot));
    if (slots.length === 0) continue;
    const opening = { rule, owner, packVersion: pack.version, opener: moment.event, planVersion: moment.after.plan?.version ?? null, slots };
    if (rule.repeats !== null && rule.repeats.mode !== 'rolling') startWindows(run, opening);
    else for (const one of slotsOf(opening, registerKind)) openSlot(run, one, pack);
  }
}

/** The duties that an opening makes: one per slot of the rule, or one per item of the entry's array. */
function slotsOf(opening: SlotsOpening, registerKind: RegisterKind): readonly SlotOpening[] {
  const { rule, opener, slots } = opening;
  const fields: Payload = opener.payload ?? {};
  if (rule.each === null) return slots.map((slot) => ({ ...opening, slot, fields }));
  const items: unknown = fields[rule.each];
  return itemsOf(items).map((item, index) => {
    const named = Role.safeParse(rule.ownerFrom === null ? undefined : item[rule.ownerFrom]);
    const owner = named.success && rolesOf[registerKind].includes(named.data) ? named.data : opening.owner;
    return { ...opening, owner, slot: `${rule.each}-${index + 1}`, fields: { ...fields, ...item } };
  });
}

function itemsOf(value: unknown): readonly Payload[] {
  return Array.isArray(value) ? value.filter((item: unknown): item is Payload => typeof item === 'object' && item !== null) : [];
}

function openSlot(run: Run, opening: SlotOpening, pack: RulePack): void {
  const fulfilled = openDuty(run, opening);
  if (fulfilled !== null) openNext(run, { ...fulfilled, pack });
}

const byType = new WeakMap<RulePack, ReadonlyMap<string, readonly Rule[]>>();

/** Rules that an entry of the type may open. A pack never changes, so they are sorted once. */
function rulesOn(pack: RulePack, type: string): readonly Rule[] {
  const sorted = byType.get(pack) ?? sortedByType(pack);
  byType.set(pack, sorted);
  return sorted.get(type) ?? [];
}

function sortedByType({ rules }: RulePack): ReadonlyMap<string, readonly Rule[]> {
  const types = new Set(rules.flatMap(({ opens }) => opens.map(({ on }) => on)));
  return new Map([...types].map((type): [string, readonly Rule[]] => [type, rules.filter(({ opens }) => opens.some(({ on }) => on === type))]));
}
