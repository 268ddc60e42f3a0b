import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { initialState, type CaseState } from './case-state.ts';
import { eventId, eventOf, idText } from './events.fixture.ts';
import type { Payload } from './events/define-event.ts';
import { definitionOf, eventDefinitions, eventTypes, type EventType } from './events/registry.ts';
import { foldStep } from './fold.ts';
import { UserId } from './ids.ts';
import { grantOf, isDetailPaper, levelOf, levels, mayRecord, redact, standingOf, type GrantedLevel, type Level, type Standing } from './permissions.ts';
import { roles, type Role } from './vocabulary.ts';

const stranger: Standing = { assigned: false, ownClass: false, granted: null, sealed: false, open: true };

describe('how much of a case is seen', () => {
  it.each<[Role, Level, Level, Level, Level, Level]>([
    ['psych_teacher', 'mark', 'detail', 'mark', 'detail', 'mark'],
    ['vice_principal', 'attention', 'attention', 'attention', 'attention', 'mark'],
    ['principal', 'attention', 'attention', 'attention', 'attention', 'mark'],
    ['class_teacher', 'deny', 'deny', 'mark', 'deny', 'deny'],
    ['office_admin', 'deny', 'deny', 'deny', 'deny', 'deny'],
    ['auditor', 'deny', 'deny', 'deny', 'attention', 'deny'],
    ['center_counselor', 'mark', 'detail', 'mark', 'detail', 'mark'],
    ['center_head', 'detail', 'detail', 'detail', 'detail', 'mark'],
  ])('by %s: %s of any, %s when assigned, %s in the own class, %s with a reason, %s when sealed', (role, any, assigned, own, reasoned, sealed) => {
    const granted = grantOf(role);
    expect([
      levelOf(role, stranger),
      levelOf(role, { ...stranger, assigned: true }),
      levelOf(role, { ...stranger, ownClass: true }),
      levelOf(role, { ...stranger, granted }),
      levelOf(role, { ...stranger, sealed: true }),
    ]).toEqual([any, assigned, own, reasoned, sealed]);
    // A seal never shuts out whom the case is assigned to, nor who gave a reason.
    expect(levelOf(role, { ...stranger, assigned: true, sealed: true })).toBe(assigned);
    expect(levelOf(role, { ...stranger, granted, sealed: true })).toBe(reasoned);
  });

  it('is no longer even the mark for a class teacher once the loop is over', () => {
    expect(levelOf('class_teacher', { ...stranger, ownClass: true, open: false })).toBe('deny');
  });

  it('grows with what brings somebody nearer, and never by a seal', () => {
    const standings = fc.record<Standing>({
      assigned: fc.boolean(),
      ownClass: fc.boolean(),
      granted: fc.constantFrom<GrantedLevel | null>(null, 'attention', 'detail'),
      sealed: fc.boolean(),
      open: fc.boolean(),
    });
    const rank = (role: Role, standing: Standing): number => levels.indexOf(levelOf(role, standing));
    fc.assert(
      fc.property(fc.constantFrom(...roles), standings, (role, standing) => {
        const here = rank(role, standing);
        expect(rank(role, { ...standing, assigned: true })).toBeGreaterThanOrEqual(here);
        expect(rank(role, { ...standing, sealed: true })).toBeLessThanOrEqual(here);
        expect(rank(role, { ...standing, open: false })).toBeLessThanOrEqual(here);
        expect(rank(role, { ...standing, granted: standing.granted ?? grantOf(role) })).toBeGreaterThanOrEqual(here);
      }),
    );
  });

  it('needs detail for papers of secrecy A+ alone', () => {
    expect(['D20', 'D21', 'D28', 'D33', 'D06', 'D07', null].map(isDetailPaper)).toEqual([true, true, true, true, false, false, false]);
  });
});

describe('what is written into a case', () => {
  it('comes from those who see what they write into, and from class teachers about their own class', () => {
    expect(mayRecord('psych_teacher', 'interview_held', stranger)).toBe(false);
    expect(mayRecord('psych_teacher', 'interview_held', { ...stranger, granted: 'detail' })).toBe(true);
    expect(mayRecord('psych_teacher', 'case_assigned', { ...stranger, granted: 'detail' })).toBe(false);
    expect(mayRecord('psych_teacher', 'case_assigned', { ...stranger, assigned: true })).toBe(true);
    expect(mayRecord('vice_principal', 'principal_notified', stranger)).toBe(true);
    expect(mayRecord('vice_principal', 'principal_notified', { ...stranger, sealed: true })).toBe(false);
    expect(mayRecord('class_teacher', 'class_observed', { ...stranger, ownClass: true })).toBe(true);
    expect(mayRecord('class_teacher', 'class_observed', stranger)).toBe(false);
    expect(mayRecord('class_teacher', 'interview_held', { ...stranger, ownClass: true })).toBe(false);
    for (const type of eventTypes)
      for (const role of ['auditor', 'office_admin'] as const) expect(mayRecord(role, type, { ...stranger, granted: 'detail' })).toBe(false);
  });
});

/** Assign, hand over, unseal, open and open again: their very purpose is that somebody sees more. */
const widening: ReadonlySet<string> = new Set<EventType>(['lead_recorded', 'case_reopened', 'case_assigned', 'case_handed_over', 'case_unsealed']);
const people = [0xb1, 0xb2, 0xb3].map((number) => UserId.parse(idText(number)));

type Step = { readonly pick: number; readonly who: number; readonly by: number };

function payloadOf(type: EventType, step: Step): Payload {
  const who = people[step.who];
  const changes: Partial<Record<EventType, Payload>> = {
    lead_recorded: { ownerId: step.who === 0 ? null : who },
    case_handed_over: { toUserId: who },
    case_assigned: step.pick % 200 < 100 ? { add: [who], remove: [] } : { add: [], remove: [who] },
    correction_made: { targetId: eventId(1 + (step.pick % 5)), field: 'happenedAt', was: '', shouldBe: '2026-09-14T02:00:00.000Z' },
  };
  const example: Payload = definitionOf(type).example;
  return { ...example, ...changes[type] };
}

function seenBy(state: CaseState): readonly number[] {
  return roles.flatMap((role) =>
    people.flatMap((userId) =>
      [null, grantOf(role)].flatMap((granted) =>
        [true, false].map((ownClass) => (state.version === 0 ? 0 : levels.indexOf(levelOf(role, standingOf(state, { userId, ownClass, granted }))))),
      ),
    ),
  );
}

describe('any history of a case', () => {
  it('widens nobody’s sight of it, but by the entries that are made for that', () => {
    const steps = fc.array(fc.record<Step>({ pick: fc.nat(100_000), who: fc.nat(2), by: fc.nat(2) }), { minLength: 10, maxLength: 120 });
    const widened = new Set<string>();
    fc.assert(
      fc.property(steps, (tries) => {
        let state = initialState;
        for (const [index, step] of tries.entries()) {
          const type = index === 0 ? 'lead_recorded' : (eventTypes[1 + (step.pick % (eventTypes.length - 1))] ?? 'lead_recorded');
          const recordedBy = people[step.by] ?? UserId.parse(idText(0xb1));
          const before = seenBy(state);
          state = foldStep(state, eventOf({ type, payload: payloadOf(type, step), seq: index + 1, recordedBy }));
          const wider = seenBy(state).some((level, place) => level > (before[place] ?? 0));
          if (wider) widened.add(type);
          expect([type, wider && !widening.has(type)]).toEqual([type, false]);
        }
      }),
      { numRuns: 300 },
    );
    expect(widened).toEqual(widening);
  });

  it('lets no correction change who the case belongs to', () => {
    const naming = ['ownerId', 'toUserId', 'add', 'remove'];
    expect(eventDefinitions.flatMap((definition) => definition.correctable.filter((field) => naming.includes(field)))).toEqual([]);
  });
});

describe('redact', () => {
  it('hides session notes from leaders and names what was left out', () => {
    const interview = eventOf({ type: 'interview_held', payload: definitionOf('interview_held').example });
    expect(redact(interview, 'attention')).toMatchObject({
      payload: { proposedGrade: 'R3' },
      withheld: ['findings', 'ideation', 'plan', 'means', 'attempt', 'selfHarm', 'protectiveFactors', 'disclosed', 'note'],
    });
    expect(redact(interview, 'mark')).toBeNull();
    expect(redact(interview, 'deny')).toBeNull();
    expect(redact(eventOf({ type: 'from_a_newer_version', payload: { secret: 1 } }), 'attention')).toMatchObject({ payload: {}, withheld: ['secret'] });
  });
});
