/** States beside the ring are no dead ends either: what was sealed, moved away, declared dead by mistake or archived is led to a closing like any other case. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { idText } from './events.fixture.ts';
import type { Payload } from './events/define-event.ts';
import type { EventType } from './events/registry.ts';
import { enter, live, mayRecord, stateOf, type Life, type Step } from './lives.fixture.ts';
import { dateOf } from './time.ts';
import { registerKinds } from './vocabulary.ts';
import { ledOut, nextMove } from './way-out.fixture.ts';

const steps = fc.array(fc.record<Step>({ pick: fc.nat(100_000), answers: fc.nat(1_000_000), afterHours: fc.constantFrom(0, 1, 5, 26, 80, 200) }), {
  minLength: 3,
  maxLength: 40,
});
const kind = fc.constantFrom(...registerKinds);
const successor = idText(0xa3);

type Tail = readonly (readonly [EventType, Payload?])[];

/** Ways into the states beside the ring; what the case refuses is left out. */
const tails: Readonly<Record<string, Tail>> = {
  sealed: [['case_sealed']],
  'sealed and unsealed': [['case_sealed'], ['case_unsealed']],
  'held as evidence': [['hold_placed']],
  'dead by mistake': [['pupil_died'], ['death_withdrawn']],
  'dead by mistake on leave': [['leave_started'], ['pupil_died'], ['death_withdrawn']],
  'dead by mistake in hospital': [['hospital_admitted'], ['pupil_died'], ['death_withdrawn']],
  dead: [['pupil_died']],
  'gone to another school': [['pupil_transferred', { basis: 'legal_duty' }]],
  'taken over by another school': [['pupil_transferred', { basis: 'legal_duty' }], ['transfer_confirmed']],
  'in an emergency': [['emergency_started']],
  'given away': [['case_handed_over', { toUserId: successor }]],
  lost: [['contact_lost'], ['guardian_contacted', { reached: false }]],
};

function entered(life: Life, type: EventType, changes: Payload = {}): Life {
  const today = dateOf(life.now);
  const days: Partial<Record<EventType, Payload>> = {
    pupil_died: { on: today },
    contact_lost: { since: today },
    leave_started: { from: today, until: null },
    hospital_admitted: { admittedOn: today },
  };
  const by = mayRecord(type, 'leader', life.registerKind) ? 'leader' : 'counsellor';
  const next = enter(life, { type, changes: { ...days[type], ...changes }, by, afterHours: 1 });
  return next.ok ? next.value : life;
}

function withTail(life: Life, tail: Tail): Life {
  return tail.reduce((here, [type, changes]) => entered(here, type, changes), life);
}

/** Enough of the tail was taken for the state to be what its name says. */
const reached: Readonly<Record<string, (life: Life) => boolean>> = {
  sealed: (life) => stateOf(life).sealed !== null,
  'dead by mistake': ({ log }) => log.some(({ type }) => type === 'death_withdrawn'),
  'dead by mistake on leave': (life) => stateOf(life).leave !== null,
  'dead by mistake in hospital': (life) => stateOf(life).hospital !== null,
  'gone to another school': (life) => stateOf(life).attendance === 'transferred',
  'taken over by another school': (life) => (stateOf(life).transfer?.confirmedAt ?? null) !== null,
};

describe('a case that is', () => {
  it('what its name says, is that often enough here', () => {
    const lives = fc.sample(fc.tuple(steps, kind), { numRuns: 20, seed: 5 }).map(([tries, registerKind]) => live(tries, registerKind, nextMove));
    for (const [name, isReached] of Object.entries(reached))
      expect(lives.filter((life) => isReached(withTail(life, tails[name] ?? []))).length, name).toBeGreaterThan(2);
  });

  it.each(Object.keys(tails))('%s is led to its closing', (name) => {
    const tail = tails[name] ?? [];
    fc.assert(
      fc.property(steps, kind, (tries, registerKind) => {
        const life = withTail(live(tries, registerKind, nextMove), tail);
        const { life: over, stuck } = ledOut(life);
        expect(stuck).toBeNull();
        expect(['closed', 'archived']).toContain(stateOf(over).stage);
      }),
      { numRuns: 12 },
    );
  });
});

describe('a case that is over', () => {
  const afterwards: Tail = [
    ['case_archived'],
    ['case_sealed'],
    ['case_assigned', { add: [successor], remove: [] }],
    ['hold_placed'],
    ['case_handed_over', { toUserId: successor }],
    ['case_unsealed'],
    ['hold_lifted'],
  ];

  it('takes every one of these entries', () => {
    const over = ledOut(live([], 'school')).life;
    expect(
      withTail(over, afterwards)
        .log.slice(over.log.length)
        .map(({ type }) => type),
    ).toEqual(afterwards.map(([type]) => type));
  });

  it('is kept, sealed, opened to others and given away in the archive, and led to another closing when it is opened again', () => {
    fc.assert(
      fc.property(steps, kind, fc.subarray([...afterwards]), (tries, registerKind, tail) => {
        const over = ledOut(live(tries, registerKind, nextMove)).life;
        const kept = withTail(over, tail);
        const again = entered(kept, 'case_reopened');
        expect(stateOf(again)).toMatchObject({ loop: stateOf(over).loop + 1, closedAt: null, archivedAt: null });
        // A death that is recorded stays on record; everything else is led out as before.
        const { life, stuck } = ledOut(again);
        expect(stuck).toBeNull();
        expect(stateOf(life).stage).toBe('closed');
      }),
      { numRuns: 25 },
    );
  });
});
