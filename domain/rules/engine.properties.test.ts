/** What holds for the duties of any log, in whatever order its entries come: nothing here asks a guard. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventId, eventOf } from '../events.fixture.ts';
import type { CaseEvent, Payload } from '../events/define-event.ts';
import { definitionOf, eventTypes, isEvent, type EventType } from '../events/registry.ts';
import { effectiveEvents } from '../fold.ts';
import { addHours, dateOf, instantOf, Instant, laterOf, msOf } from '../time.ts';
import { grades, obligationEnds } from '../vocabulary.ts';
import { builtInCalendars, defaultRulePack } from './defaults.ts';
import { packs } from './engine.fixture.ts';
import { dutiesAround, dutiesOf, obligationsOf, type EngineInput } from './engine.ts';
import { isOpen, type Obligation } from './obligation.ts';
import { RulePack } from './rule-pack.ts';

type Step = { readonly pick: number; readonly afterHours: number; readonly lateHours: number; readonly grade: (typeof grades)[number]; readonly flag: boolean };

const steps = fc.array(
  fc.record<Step>({
    pick: fc.nat(100_000),
    afterHours: fc.integer({ min: 0, max: 300 }),
    lateHours: fc.constantFrom(0, 0, 0, 1, 30, 200),
    grade: fc.constantFrom(...grades),
    flag: fc.boolean(),
  }),
  { minLength: 5, maxLength: 40 },
);

const start = Instant.parse('2026-09-01T01:00:00.000Z');
/** What moves the clocks comes more often than the rest. */
const busy: readonly EventType[] = [
  'grade_decided',
  'guardian_contacted',
  'pupil_contacted',
  'leave_started',
  'leave_ended',
  'follow_up_held',
  'conference_held',
  'obligation_excused',
  'obligation_snoozed',
  'obligation_waiting',
];
const types: readonly EventType[] = [...eventTypes.filter((type) => type !== 'lead_recorded' && type !== 'correction_made'), ...busy, ...busy];

function changesOf(type: EventType, { pick, grade, flag }: Step, seq: number): Payload {
  const earlier = eventId(1 + (pick % Math.max(1, seq - 1)));
  const changes: Partial<Record<EventType, Payload>> = {
    grade_decided: { grade, outcome: flag || grade > 'R1' ? 'crisis' : 'not_crisis' },
    guardian_contacted: { reached: flag },
    pupil_contacted: { reached: flag },
    lead_added: { immediateDanger: flag },
    class_observed: { urgent: flag },
    referral_replied: { referralId: earlier },
    referral_updated: { referralId: earlier, status: flag ? 'declined' : 'accepted' },
    conference_confirmed: { conferenceId: earlier },
    mandatory_report_answered: { reportId: earlier },
    affected_pupil_seen: { affectedId: earlier },
    mandatory_report_made: { guardianSuspects: flag ? ['all'] : [] },
    return_assessed: { conclusion: flag ? 'deferred' : 'agreed', reviewOn: flag ? '2026-12-01' : null },
    leave_ended: { how: flag ? 'trial' : 'returned', until: flag ? '2026-12-01' : null },
    leave_started: { from: dateOf(addHours(start, pick % 2000)) },
    case_reopened: { immediateDanger: flag },
  };
  return { ...definitionOf(type).example, ...changes[type] };
}

/** A log of the steps; `pack` names the pack of each entry. Every seventh or so entry excuses, puts off or corrects. */
function logFrom(tries: readonly Step[], options: { readonly corrections?: boolean; readonly pack?: (seq: number) => string } = {}): readonly CaseEvent[] {
  let log: readonly CaseEvent[] = [eventOf({ type: 'lead_recorded', payload: definitionOf('lead_recorded').example, happenedAt: start })];
  let now = start;
  for (const step of tries) {
    now = addHours(now, step.afterHours);
    const seq = log.length + 1;
    const rulePack = options.pack?.(seq) ?? defaultRulePack.version;
    const { type, payload } = entryOf(step, { log, now, corrections: options.corrections ?? false });
    log = [...log, eventOf({ type, payload, seq, happenedAt: addHours(now, -step.lateHours), recordedAt: now, rulePack })];
  }
  return log;
}

type Place = { readonly log: readonly CaseEvent[]; readonly now: Instant; readonly corrections: boolean };

function entryOf(step: Step, { log, now, corrections }: Place): { type: EventType; payload: Payload } {
  const seq = log.length + 1;
  const target = log[step.pick % log.length];
  if (corrections && step.pick % 5 === 0 && target !== undefined) {
    const reached = step.flag && typeof target.payload?.['reached'] === 'boolean';
    const shouldBe = reached ? target.payload?.['reached'] !== true : addHours(target.happenedAt, (step.pick % 300) - 150);
    return { type: 'correction_made', payload: { targetId: target.id, field: reached ? 'reached' : 'happenedAt', was: null, shouldBe, reason: '登记有误。' } };
  }
  const type = types[step.pick % types.length] ?? 'follow_up_held';
  if (type === 'obligation_excused' || type === 'obligation_snoozed' || type === 'obligation_waiting' || type === 'decision_carried_out') {
    const open = duties(log, now).filter(isOpen);
    return { type, payload: { ...definitionOf(type).example, obligationId: open[(step.pick >> 3) % Math.max(1, open.length)]?.id ?? 'none' } };
  }
  return { type, payload: changesOf(type, step, seq) };
}

const otherPack = RulePack.parse({
  ...defaultRulePack,
  version: 'other',
  rules: defaultRulePack.rules
    .filter((_rule, index) => index % 7 !== 3)
    .map((rule) => ('days' in rule.due ? { ...rule, due: { ...rule.due, days: 2 } } : rule)),
});

function input(events: readonly CaseEvent[], now: Instant): EngineInput {
  return { events, packs: new Map([...packs, [otherPack.version, otherPack]]), calendars: builtInCalendars, registerKind: 'school', now };
}

function duties(events: readonly CaseEvent[], now: Instant): readonly Obligation[] {
  return obligationsOf(input(events, now));
}

const after = (log: readonly CaseEvent[], hours: number): Instant => addHours(log.at(-1)?.recordedAt ?? start, hours);
const byId = (all: readonly Obligation[]): ReadonlyMap<string, Obligation> => new Map(all.map((duty): [string, Obligation] => [duty.id, duty]));
const plain = (duty: Obligation): Obligation => ({ ...duty, snoozedTo: null, waitingFor: null, chaseOn: null });

function isHonest({ end, endedAt, endedBy, openedAt, dueAt }: Obligation): boolean {
  if (dueAt < openedAt) return false;
  if (end === null) return endedAt === null && endedBy === null;
  if (endedAt === null || endedAt < openedAt || (endedBy === null) !== (end === 'missed')) return false;
  return end === 'done' ? endedAt <= dueAt : end !== 'done_late' || endedAt > dueAt;
}

describe('the duties of any log', () => {
  it('are many and end in every way here', () => {
    const all = fc.sample(steps, { numRuns: 60, seed: 11 }).flatMap((tries) => {
      const log = logFrom(tries, { corrections: true });
      return duties(log, after(log, 300));
    });
    expect(new Set(all.map(({ end }) => end))).toEqual(new Set([null, ...obligationEnds]));
    expect(new Set(all.map(({ ruleId }) => ruleId)).size).toBeGreaterThanOrEqual(45);
    expect(all.some(({ snoozedTo }) => snoozedTo !== null) && all.some(({ waitingFor }) => waitingFor !== null)).toBe(true);
  });

  it('are open or have exactly one end, and are never due or ended before they opened', () => {
    fc.assert(
      fc.property(steps, fc.nat(2000), (tries, hours) => {
        const log = logFrom(tries, { corrections: true });
        const all = duties(log, after(log, hours));
        expect(all.filter((duty) => !isHonest(duty))).toEqual([]);
        expect(byId(all).size).toBe(all.length);
      }),
    );
  });

  it('keep their due moment and their end whatever a later pack says: a new pack never rewrites the past', () => {
    fc.assert(
      fc.property(steps, fc.nat(100), (tries, cut) => {
        const turn = 1 + (cut % tries.length);
        const log = logFrom(tries, { pack: (seq) => (seq <= turn ? defaultRulePack.version : otherPack.version) });
        const head = log.slice(0, turn);
        const later = byId(duties(log, after(log, 500)));
        const known = duties(head, after(head, 0));
        const ended = known.filter(({ end }) => end !== null);
        expect(ended.map(({ id }) => later.get(id))).toEqual(ended);
        for (const early of known) {
          expect(later.get(early.id)).toMatchObject({
            dueAt: early.dueAt,
            openedAt: early.openedAt,
            packVersion: early.packVersion,
            ownerRole: early.ownerRole,
          });
        }
      }),
    );
  });

  it('never move when they are put off or wait: with and without these entries everything else is the same', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = logFrom(tries);
        const silent = log.filter(({ type }) => type !== 'obligation_snoozed' && type !== 'obligation_waiting');
        const now = after(log, hours);
        expect(duties(log, now).map(plain)).toEqual(duties(silent, now));
      }),
    );
  });

  it('are the same around an entry as before it and after it, and what ended before it is not made anew', () => {
    fc.assert(
      fc.property(steps, fc.constantFrom(0, 0, 1, 200), fc.boolean(), (tries, hours, corrections) => {
        const log = logFrom(tries, { corrections });
        const [earlier, last] = [log.slice(0, -1), log.at(-1)];
        if (last === undefined) throw new Error('no log is empty');
        const now = after(log, hours);
        const around = dutiesAround(input(earlier, now));
        expect(around.before).toEqual(dutiesOf(input(earlier, now)));
        // Asking twice: it leaves the walk as it was.
        for (const next of [around.after(last), around.after(last)]) expect(next).toEqual(dutiesOf(input(log, now)));
        if (hours > 0 || isEvent(last, 'correction_made')) return;
        const found = byId(around.after(last).obligations);
        expect(around.before.obligations.filter((duty) => duty.end !== null).map(({ id }) => found.get(id))).toEqual(
          around.before.obligations.filter((duty) => duty.end !== null),
        );
      }),
    );
  });

  it('change by themselves at the next tick and not before', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = logFrom(tries, { corrections: true });
        const { obligations, nextTickAt } = dutiesOf(input(log, after(log, hours)));
        const before = nextTickAt === null ? after(log, hours + 10_000) : instantOf(msOf(nextTickAt) - 1);
        expect(duties(log, before)).toEqual(obligations);
      }),
    );
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = logFrom(tries);
        const { obligations, nextTickAt } = dutiesOf(input(log, after(log, hours)));
        fc.pre(nextTickAt !== null);
        expect(duties(log, nextTickAt ?? start)).not.toEqual(obligations);
      }),
    );
  });
});

/** The same by definition: every version of the log walked from its beginning. */
function walkedAnew(log: readonly CaseEvent[], now: Instant): readonly Obligation[] {
  const inert = (events: readonly CaseEvent[]): readonly CaseEvent[] =>
    effectiveEvents(events).map((event) => (event.type === 'correction_made' ? { ...event, payload: null } : event));
  const all = new Map(byId(duties(inert(log), now)));
  for (const correction of log.filter((event) => isEvent(event, 'correction_made')).toReversed()) {
    const known = duties(inert(log.slice(0, correction.seq - 1)), correction.recordedAt);
    for (const past of known) {
      if (past.end === 'missed') all.set(past.id, past);
      else if (!all.has(past.id)) {
        const endedAt = laterOf(correction.happenedAt, past.openedAt);
        all.set(past.id, past.end === null ? { ...past, end: 'superseded', endedAt, endedBy: correction.id } : past);
      }
    }
  }
  return [...all.values()].sort((a, b) => (`${a.openedAt} ${a.id}` < `${b.openedAt} ${b.id}` ? -1 : 1));
}

describe('a corrected log', () => {
  it('gives what walking each of its versions from the beginning gives', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = logFrom(tries, { corrections: true });
        expect(duties(log, after(log, hours))).toEqual(walkedAnew(log, after(log, hours)));
      }),
    );
  });
});
