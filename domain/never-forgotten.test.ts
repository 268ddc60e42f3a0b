/** No case that is open is ever left without something that somebody owes: it is looked after, or it is closed. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Payload } from './events/define-event.ts';
import type { EventType } from './events/registry.ts';
import { enter, live, mayRecord, owedIn, stateOf, type Life, type Step } from './lives.fixture.ts';
import { addHours, dateOf } from './time.ts';
import { registerKinds } from './vocabulary.ts';
import { nextMove } from './way-out.fixture.ts';

const steps = fc.array(fc.record<Step>({ pick: fc.nat(100_000), answers: fc.nat(1_000_000), afterHours: fc.constantFrom(0, 1, 5, 26, 80, 200) }), {
  minLength: 1,
  maxLength: 40,
});
const kind = fc.constantFrom(...registerKinds);
/** Months without an entry: windows open and are missed. */
const later = fc.constantFrom(0, 24, 24 * 40, 24 * 200);

/** What often brings a case to an end of its duties. */
const tails: readonly (readonly (readonly [EventType, Payload?])[])[] = [
  [],
  [['interview_held'], ['grade_decided', { grade: 'R1', outcome: 'not_crisis', triggers: [], conferenceId: null }]],
  [['grade_decided', { grade: 'R0', outcome: 'crisis', triggers: [], conferenceId: null }], ['watch_ended']],
  [['pupil_transferred'], ['transfer_confirmed']],
  [['leave_ended', { how: 'withdrew', assessmentId: null, until: null }], ['watch_ended']],
  [['pupil_died'], ['emergency_ended']],
  [['pupil_died'], ['death_withdrawn']],
];

/** The life with those entries of the tail that are accepted. */
function withTail(life: Life, tail: (typeof tails)[number]): Life {
  return tail.reduce((here, [type, changes]) => entered(here, type, type === 'pupil_died' ? { on: dateOf(here.now) } : (changes ?? {})), life);
}

function entered(life: Life, type: EventType, changes: Payload): Life {
  const by = mayRecord(type, 'leader', life.registerKind) ? 'leader' : 'counsellor';
  const next = enter(life, { type, changes, by, afterHours: 1 });
  return next.ok ? next.value : life;
}

/** A leader excuses each duty that stands open: the life after each of them. */
function excusing(life: Life): readonly Life[] {
  return owedIn(life).reduce<readonly Life[]>((lives, { id }) => [...lives, entered(lives.at(-1) ?? life, 'obligation_excused', { obligationId: id })], [life]);
}

function isOver(life: Life): boolean {
  const { stage } = stateOf(life);
  return stage === 'closed' || stage === 'archived';
}

describe('an open case', () => {
  it('always owes something, even when leaders excuse all of it', () => {
    fc.assert(
      fc.property(steps, kind, fc.constantFrom(...tails), later, (tries, registerKind, tail, hours) => {
        const life = withTail(live(tries, registerKind, nextMove), tail);
        if (isOver(life)) return;
        for (const here of excusing(life)) {
          const owed = owedIn({ ...here, now: addHours(here.now, hours) });
          expect(owed, `${registerKind}: ${here.log.map(({ type }) => type).join(' ')}`).not.toEqual([]);
        }
      }),
      { numRuns: 250 },
    );
  });
});
