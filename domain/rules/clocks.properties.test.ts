/** Clocks of every length: months, minutes and named days. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventOf } from '../events.fixture.ts';
import type { CaseEvent } from '../events/define-event.ts';
import { definitionOf } from '../events/registry.ts';
import { addDays, addHours, dateOf, endOf, instantOf, Instant, msOf, startOf, type PlainDate } from '../time.ts';
import { roles } from '../vocabulary.ts';
import { builtInCalendars, defaultRulePack } from './defaults.ts';
import { packs } from './engine.fixture.ts';
import { obligationsOf, type EngineInput } from './engine.ts';
import type { Obligation } from './obligation.ts';

const start = Instant.parse('2026-09-01T01:00:00.000Z');

function input(events: readonly CaseEvent[], now: Instant): EngineInput {
  return { events, packs, calendars: builtInCalendars, registerKind: 'school', now };
}

function duties(events: readonly CaseEvent[], now: Instant): readonly Obligation[] {
  return obligationsOf(input(events, now));
}

describe('months', () => {
  it('are whole, follow one another and begin after the opening', () => {
    fc.assert(
      fc.property(fc.nat(20_000), fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1 }), fc.nat(40_000), (hour, months, hours) => {
        const rules = defaultRulePack.rules.map((rule) =>
          rule.id === 'T_REASSESS' ? { ...rule, repeats: { mode: 'months' as const, months, graceHours: 0 } } : rule,
        );
        const openedAt = addHours(start, hour);
        const events = [
          eventOf({ type: 'lead_recorded', payload: definitionOf('lead_recorded').example, happenedAt: start }),
          eventOf({ type: 'grade_decided', payload: definitionOf('grade_decided').example, seq: 2, happenedAt: openedAt }),
        ];
        const packs = new Map([[defaultRulePack.version, { ...defaultRulePack, rules }]]);
        const windows = obligationsOf({ ...input(events, addHours(openedAt, hours)), packs }).filter(({ ruleId }) => ruleId === 'T_REASSESS');
        for (const [index, { openedAt: from, dueAt, occurrence }] of windows.entries()) {
          const first = dateOf(from);
          expect(first.slice(8)).toBe('01');
          expect(from).toBe(startOf(first));
          expect(from > openedAt && months.includes(Number(first.slice(5, 7)))).toBe(true);
          expect(dateOf(instantOf(msOf(dueAt) + 1)).slice(8)).toBe('01');
          expect(dateOf(dueAt).slice(0, 7)).toBe(first.slice(0, 7));
          expect(occurrence).toBe(index + 1);
        }
        const named = windows.map(({ openedAt: from }) => dateOf(from).slice(0, 7));
        expect([...new Set(named)].sort()).toEqual(named);
        expect(Math.abs(named.length - (hours / 24 / 365.25) * months.length)).toBeLessThanOrEqual(months.length + 1);
      }),
    );
  });
});

describe('minutes', () => {
  it('are exact', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1440 }), fc.nat(86_400_000), (minutes, ms) => {
        const rules = defaultRulePack.rules.map((rule) => (rule.id === 'T_EM_PSYCH' ? { ...rule, due: { minutes } } : rule));
        const at = instantOf(msOf(start) + ms);
        const events = [
          eventOf({ type: 'lead_recorded', payload: definitionOf('lead_recorded').example, happenedAt: start }),
          eventOf({ type: 'emergency_started', payload: definitionOf('emergency_started').example, seq: 2, happenedAt: at }),
        ];
        const packs = new Map([[defaultRulePack.version, { ...defaultRulePack, rules }]]);
        const [duty] = obligationsOf({ ...input(events, at), packs }).filter(({ ruleId }) => ruleId === 'T_EM_PSYCH');
        expect(msOf(duty?.dueAt ?? start) - msOf(at)).toBe(minutes * 60_000);
      }),
    );
  });
});

describe('decisions', () => {
  const decision = fc.record({ what: fc.constant('落实。'), ownerRole: fc.constantFrom(...roles), inDays: fc.integer({ min: -3, max: 90 }) });

  it('are one duty each, due with the end of the day that they name, and end one by one', () => {
    fc.assert(
      fc.property(fc.array(decision, { maxLength: 20 }), fc.nat(100), (decisions, pick) => {
        const dueOn = (inDays: number): PlainDate => addDays(dateOf(start), inDays);
        const items = decisions.map(({ what, ownerRole, inDays }) => ({ what, ownerRole, dueOn: dueOn(inDays) }));
        const held = eventOf({ type: 'conference_held', payload: { ...definitionOf('conference_held').example, decisions: items }, seq: 2, happenedAt: start });
        const log = [eventOf({ type: 'lead_recorded', payload: definitionOf('lead_recorded').example, happenedAt: start }), held];
        const open = duties(log, start).filter(({ ruleId }) => ruleId === 'T_DECISION');
        expect(new Map(open.map(({ slot, dueAt }) => [slot, dueAt]))).toEqual(
          new Map(decisions.map(({ inDays }, index) => [`decisions-${index + 1}`, endOf(dueOn(Math.max(0, inDays)))])),
        );
        const chosen = open[pick % Math.max(1, open.length)];
        if (chosen === undefined) return;
        const payload = { ...definitionOf('decision_carried_out').example, obligationId: chosen.id };
        const done = eventOf({ type: 'decision_carried_out', payload, seq: 3, happenedAt: start });
        const ended = duties([...log, done], start).filter(({ ruleId, end }) => ruleId === 'T_DECISION' && end !== null);
        expect(ended.map(({ id, end }) => [id, end])).toEqual([[chosen.id, 'done']]);
      }),
    );
  });
});
