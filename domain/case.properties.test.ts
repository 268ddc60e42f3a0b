/** Whole lives of cases: sequences that `decide` allows, replayed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialState, type CaseState } from './case-state.ts';
import { eventId, eventOf, teacher, vicePrincipal } from './events.fixture.ts';
import type { CaseEvent, Payload } from './events/define-event.ts';
import { definitionOf, type EventType } from './events/registry.ts';
import { fold } from './fold.ts';
import { levelOf, levels, redact } from './permissions.ts';
import { allowedEvents, decide } from './record.ts';
import { defaultCalendar, defaultRulePack } from './rules/defaults.ts';
import { obligationsOf } from './rules/engine.ts';
import { isOpen, type Obligation } from './rules/obligation.ts';
import { addHours, dateOf, Instant } from './time.ts';
import { grades, obligationEnds, roles } from './vocabulary.ts';

type Step = { readonly afterHours: number; readonly lateHours: number; readonly grade: (typeof grades)[number]; readonly flag: boolean; readonly pick: number };

const steps = fc.array(
  fc.record<Step>({
    pick: fc.nat(100_000),
    afterHours: fc.integer({ min: 0, max: 300 }),
    lateHours: fc.constantFrom(0, 0, 0, 1, 60, 200),
    grade: fc.constantFrom(...grades),
    flag: fc.boolean(),
  }),
  { minLength: 5, maxLength: 45 },
);

const packs = new Map([[defaultRulePack.version, defaultRulePack]]);

function duties(events: readonly CaseEvent[], now: Instant): readonly Obligation[] {
  return obligationsOf({ events, packs, calendar: defaultCalendar, registerKind: 'school', now });
}

/** An event that the state allows to one of the two roles. */
function typeOf(step: Step, state: CaseState): EventType {
  const allowed = [...new Set([...allowedEvents(state, 'psych_teacher', 'school'), ...allowedEvents(state, 'vice_principal', 'school')])];
  return allowed[step.pick % allowed.length] ?? 'lead_recorded';
}

function payloadOf(
  step: Step,
  context: { type: EventType; state: CaseState; log: readonly CaseEvent[]; open: readonly Obligation[]; happenedAt: Instant },
): Payload {
  const { type, state, log, open, happenedAt } = context;
  const example: Payload = definitionOf(type).example;
  const target = log[(step.pick >> 5) % Math.max(1, log.length)];
  const changes: Partial<Record<EventType, Payload>> = {
    lead_recorded: { immediateDanger: step.flag },
    case_closed: { kind: step.flag ? 'deceased' : 'goals_reached' },
    grade_decided: {
      grade: step.grade,
      triggers: step.flag && step.grade > 'R2' ? ['severe_self_harm'] : [],
      outcome: step.grade < 'R2' && step.flag ? 'not_crisis' : 'crisis',
    },
    plan_drafted: { reason: '修订' },
    plan_returned: { planVersion: state.plan?.version ?? 1 },
    plan_signed: { planVersion: state.plan?.version ?? 1 },
    plan_submitted: { planVersion: state.plan?.version ?? 1 },
    guardian_contacted: { reached: step.flag },
    pupil_contacted: { reached: step.flag },
    referral_replied: { referralId: state.referrals.at(-1)?.id ?? eventId(1) },
    leave_started: { from: dateOf(happenedAt) },
    leave_ended: { on: dateOf(happenedAt) },
    obligation_excused: { obligationId: open[(step.pick >> 5) % Math.max(1, open.length)]?.id ?? 'none' },
    correction_made: step.flag
      ? { targetId: target?.id ?? eventId(1), field: 'reached', was: target?.payload?.['reached'] ?? null, shouldBe: target?.payload?.['reached'] !== true }
      : {
          targetId: target?.id ?? eventId(1),
          field: 'happenedAt',
          was: target?.happenedAt ?? '',
          shouldBe: target === undefined ? '' : addHours(target.happenedAt, (step.pick % 60) + 1),
        },
  };
  return { ...example, ...changes[type] };
}

/** The log that results when each step is tried in turn and the refused ones are left out. */
function live(tries: readonly Step[], options: { corrections: boolean }): readonly CaseEvent[] {
  let log: readonly CaseEvent[] = [];
  let now = Instant.parse('2026-09-01T01:00:00.000Z');
  const first: Step = { afterHours: 0, lateHours: 0, grade: 'R3', flag: tries[0]?.flag ?? false, pick: 0 };
  for (const step of [first, ...tries]) {
    now = addHours(now, step.afterHours);
    const happenedAt = addHours(now, -step.lateHours);
    const state = log.length === 0 ? initialState : fold(log);
    const type = typeOf(step, state);
    if (type === 'correction_made' && !options.corrections) continue;
    const open = log.length === 0 ? [] : duties(log, now).filter(isOpen);
    const payload = payloadOf(step, { type, state, log, open, happenedAt });
    const recordedBy = definitionOf(type).recordedBy.includes('psych_teacher') ? teacher : vicePrincipal;
    const target = log.find((event) => event.id === payload['targetId']) ?? null;
    const role = recordedBy === teacher ? 'psych_teacher' : 'vice_principal';
    const decision = decide({ state, type, payload, role, userId: recordedBy, registerKind: 'school', happenedAt, now, openObligations: open, target });
    if (decision.ok) log = [...log, eventOf({ type, payload: decision.value.payload, seq: log.length + 1, happenedAt, recordedAt: now, recordedBy })];
  }
  return log;
}

/** One end or none, with the marks that belong to it, and no time before the opening. */
function isHonest({ end, endedAt, endedBy, openedAt, dueAt, ruleId }: Obligation): boolean {
  if (dueAt < openedAt) return false;
  if (end === null || endedAt === null) return end === endedAt && endedBy === null;
  if (!obligationEnds.includes(end) || endedAt < openedAt || (endedBy === null) !== (end === 'missed')) return false;
  if (end === 'missed') return ruleId === 'T_LEAVE_CONTACT' && endedAt === dueAt;
  if (end === 'done') return endedAt <= dueAt;
  return end !== 'done_late' || endedAt > dueAt;
}

const after = (log: readonly CaseEvent[], hours: number): Instant => addHours(log.at(-1)?.recordedAt ?? Instant.parse('2026-09-01T01:00:00.000Z'), hours);

describe('any life of a case', () => {
  it('is long and varied enough here to prove something', () => {
    const lives = fc.sample(steps, { numRuns: 40, seed: 7 }).map((tries) => live(tries, { corrections: true }));
    const seen = new Set(lives.flat().map(({ type }) => type));
    expect(seen.size).toBeGreaterThanOrEqual(20);
    const seenEnds = new Set(lives.flatMap((log) => duties(log, after(log, 100)).map(({ end }) => end)));
    expect(seenEnds).toEqual(new Set([null, ...obligationEnds]));
  });

  it('folds, and gives the same state and obligations again from a copy of its log', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = live(tries, { corrections: true });
        const copy: readonly CaseEvent[] = JSON.parse(JSON.stringify(log));
        expect(fold(copy)).toEqual(fold(log));
        expect(duties(copy, after(log, hours))).toEqual(duties(log, after(log, hours)));
        expect(fold(log).version).toBe(log.length);
      }),
      { numRuns: 60 },
    );
  });

  it('ends each obligation in exactly one way or leaves it open, never due or ended before it opened', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = live(tries, { corrections: true });
        const all = duties(log, after(log, hours));
        expect(new Set(all.map(({ id }) => id)).size).toBe(all.length);
        expect(all.filter((obligation) => !isHonest(obligation))).toEqual([]);
      }),
      { numRuns: 100 },
    );
  });

  it('keeps an obligation that ended as it ended, whatever is recorded later (corrections apart)', () => {
    fc.assert(
      fc.property(steps, fc.nat(100), (tries, cut) => {
        const log = live(tries, { corrections: false });
        const head = log.slice(0, 1 + (cut % log.length));
        const later = new Map(duties(log, after(log, 1000)).map((obligation): [string, Obligation] => [obligation.id, obligation]));
        const early = duties(head, after(head, 0));
        expect(early.filter(({ id }) => !later.has(id))).toEqual([]);
        const ended = early.filter(({ end }) => end !== null);
        expect(ended.map(({ id }) => later.get(id))).toEqual(ended);
      }),
      { numRuns: 100 },
    );
  });

  it('never loses an obligation to a correction, and never turns a missed week into a kept one', () => {
    fc.assert(
      fc.property(steps, (tries) => {
        const log = live(tries, { corrections: true });
        for (const [index, event] of log.entries()) {
          if (event.type !== 'correction_made') continue;
          const later = new Map(duties(log.slice(0, index + 1), event.recordedAt).map((obligation): [string, Obligation] => [obligation.id, obligation]));
          const early = duties(log.slice(0, index), event.recordedAt);
          expect(early.filter(({ id }) => !later.has(id))).toEqual([]);
          const missed = early.filter(({ end }) => end === 'missed');
          expect(missed.map(({ id }) => later.get(id))).toEqual(missed);
        }
      }),
      { numRuns: 60 },
    );
  });

  it('owes nothing while closed that it did not owe before', () => {
    fc.assert(
      fc.property(steps, fc.nat(500), (tries, hours) => {
        const log = live(tries, { corrections: false });
        const at = after(log, 0);
        const closing = eventOf({ type: 'case_closed', payload: definitionOf('case_closed').example, seq: log.length + 1, happenedAt: at });
        const head = fold(log).stage === 'closed' ? log : [...log, closing];
        expect(duties(head, after(head, hours + 24 * 30)).filter(isOpen)).toEqual([]);
      }),
      { numRuns: 60 },
    );
  });

  it('puts nothing into the state that an event keeps confidential', () => {
    fc.assert(
      fc.property(steps, (tries) => {
        const log = live(tries, { corrections: false });
        const shown = log.map((event): CaseEvent => ({ ...event, payload: redact(event, 'attention')?.payload ?? null }));
        expect(fold(shown)).toEqual(fold(log));
      }),
      { numRuns: 30 },
    );
  });

  it('shows no role more of an event than the event itself holds, and less at each lower level', () => {
    fc.assert(
      fc.property(steps, (tries) => {
        for (const event of live(tries, { corrections: true })) {
          const shown = levels.map((level) => Object.keys(redact(event, level)?.payload ?? {}).length);
          expect(shown).toEqual([...shown].sort((a, b) => a - b));
          expect(redact(event, 'detail')?.payload).toEqual(event.payload);
          for (const key of definitionOf(event.type)?.confidential ?? []) expect(redact(event, 'attention')?.payload).not.toHaveProperty(key);
        }
      }),
      { numRuns: 30 },
    );
    for (const role of roles) expect(levelOf(role, { assigned: false, ownClass: false })).toBe(levelOf(role, { assigned: true, ownClass: false }));
  });
});
