/** What no life of a case, however it goes, can come to hold. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeRank, type CaseState } from './case-state.ts';
import { idText } from './events.fixture.ts';
import type { CaseEvent } from './events/define-event.ts';
import { isEvent } from './events/registry.ts';
import { fold, foldStep } from './fold.ts';
import { lowers } from './grading.ts';
import { UserId } from './ids.ts';
import { followUpDays } from './recording.fixture.ts';
import { live, stateOf, type Life, type Move, type Step } from './lives.fixture.ts';
import { levelOf, levels, standingOf } from './permissions.ts';
import { addHours, laterOf } from './time.ts';
import { grades, registerKinds, rolesOf } from './vocabulary.ts';

const steps = fc.array(fc.record<Step>({ pick: fc.nat(100_000), answers: fc.nat(1_000_000), afterHours: fc.constantFrom(0, 1, 5, 26, 80, 200) }), {
  minLength: 10,
  maxLength: 50,
});
const kind = fc.constantFrom(...registerKinds);

/** The next thing to do for somebody who wants a lower grade: judge, confer, confirm, talk to the pupil, decide. */
function towardsLowering(life: Life): Move | null {
  const state = stateOf(life);
  const wanted = grades[gradeRank(state.grade) - 1] ?? 'R3';
  const decided = { grade: wanted, outcome: 'crisis', triggers: [] };
  if (state.gradeDecidedAt === null || state.grade === 'R0')
    return { type: 'grade_decided', changes: { ...decided, grade: 'R3' }, by: 'counsellor', afterHours: 1 };
  const start = laterOf(state.lastSignalAt, state.gradeSince ?? state.gradeDecidedAt);
  const met = state.conferences.find(({ grade, heldAt }) => grade === wanted && heldAt >= start);
  if (met === undefined) return { type: 'conference_held', changes: { grade: wanted, decisions: [] }, by: 'counsellor', afterHours: 31 * 24 };
  if (met.signers.length < 2) return { type: 'conference_confirmed', changes: { conferenceId: met.id }, by: 'leader', afterHours: 0 };
  const lately = addHours(life.now, -20);
  if ((state.contacts.lastPupilAt ?? '') <= laterOf(start, lately)) return { type: 'follow_up_held', changes: {}, by: 'counsellor', afterHours: 1 };
  return { type: 'grade_decided', changes: { ...decided, conferenceId: met.id }, by: 'counsellor', afterHours: 0 };
}

type Turn = { readonly event: CaseEvent; readonly before: CaseState; readonly after: CaseState };

/** Every entry after the first, between the states on both sides of it. */
function turnsOf(log: readonly CaseEvent[]): readonly Turn[] {
  return log.slice(1).map((event, index) => {
    const [before, after] = [fold(log.slice(0, index + 1)), fold(log.slice(0, index + 2))];
    return { event, before, after };
  });
}

const lowerings = (turns: readonly Turn[]): readonly Turn[] =>
  turns.filter(({ event, before }) => isEvent(event, 'grade_decided') && lowers(before, event.payload));

describe('no life of a case', () => {
  it('is too short here to lower a grade', () => {
    const lives = fc.sample(fc.tuple(steps, kind), { numRuns: 30, seed: 3 }).map(([tries, registerKind]) => live(tries, registerKind, towardsLowering));
    expect(lives.flatMap(({ log }) => lowerings(turnsOf(log))).length).toBeGreaterThanOrEqual(3);
  });

  it('holds a lowering without a conference that agreed on it, signed by two', () => {
    fc.assert(
      fc.property(steps, kind, (tries, registerKind) => {
        for (const { event, before } of lowerings(turnsOf(live(tries, registerKind, towardsLowering).log))) {
          const conference = before.conferences.find(({ id }) => id === event.payload?.['conferenceId']);
          expect(conference?.grade).toBe(event.payload?.['grade']);
          expect(new Set(conference?.signers).size).toBeGreaterThanOrEqual(2);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('holds a lowering without a talk with the pupil in its last cycle', () => {
    fc.assert(
      fc.property(steps, kind, (tries, registerKind) => {
        for (const { event, before } of lowerings(turnsOf(live(tries, registerKind, towardsLowering).log))) {
          const days = before.grade === null ? null : followUpDays[before.grade];
          const since = addHours(event.happenedAt, -24 * (days ?? 0));
          const talks = [before.contacts.lastPupilAt, before.interviewedAt].filter((at) => days === null || (at !== null && at >= since));
          expect(talks.length).toBeGreaterThan(0);
        }
      }),
      { numRuns: 30 },
    );
  });

  it("widens a stranger's view by an entry whose purpose that is not", () => {
    const widening: readonly string[] = ['case_unsealed', 'case_assigned', 'case_handed_over', 'case_reopened'];
    const stranger = { userId: UserId.parse(idText(0xaf)), ownClass: true, granted: null };
    fc.assert(
      fc.property(steps, kind, (tries, registerKind) => {
        for (const { event, before, after } of turnsOf(live(tries, registerKind, towardsLowering).log)) {
          if (widening.includes(event.type)) continue;
          for (const role of rolesOf[registerKind])
            expect(levels.indexOf(levelOf(role, standingOf(after, stranger)))).toBeLessThanOrEqual(levels.indexOf(levelOf(role, standingOf(before, stranger))));
        }
      }),
      { numRuns: 30 },
    );
  });

  it('needs its whole log folded again for one more entry that corrects nothing', () => {
    fc.assert(
      fc.property(steps, kind, (tries, registerKind) => {
        const { log } = live(tries, registerKind, towardsLowering);
        const cut = log.findIndex(({ type }) => type === 'correction_made');
        for (const { event, before, after } of turnsOf(cut === -1 ? log : log.slice(0, cut))) expect(foldStep(before, event)).toEqual(after);
      }),
      { numRuns: 20 },
    );
  });
});
