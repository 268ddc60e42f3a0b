import { describe, expect, it } from 'vitest';
import { initialState, type CaseState } from './case-state.ts';
import { eventId, teacher, vicePrincipal } from './events.fixture.ts';
import type { Recording } from './events/define-event.ts';
import { loweringRefused } from './grading.ts';
import { loweringNeedsOf } from './lowering-needs.ts';
import { Instant } from './time.ts';

const followUpDays = { R4: 1, R3: 7, R2: 14, R1: 30, R0: null } as const;
const at = (day: number): Instant => Instant.parse(`2026-10-${String(day).padStart(2, '0')}T01:00:00.000Z`);
const conference = { id: eventId(7), heldAt: at(9), grade: 'R2', agreesToClose: false, signers: [teacher, vicePrincipal] } as const;

/** R3 since 1 October, seen on the 8th, and a conference on the 9th that agreed on R2. */
const ready: CaseState = {
  ...initialState,
  grade: 'R3',
  outcome: 'crisis',
  gradeDecidedAt: at(1),
  gradeSince: at(1),
  contacts: { ...initialState.contacts, lastPupilAt: at(8) },
  conferences: [{ ...conference, signers: [...conference.signers] }],
};

const needsOf = (change: Partial<CaseState>, day = 10, openObligations: Recording['openObligations'] = []) =>
  loweringNeedsOf({ ...ready, ...change }, { now: at(day), followUpDays, openObligations });

describe('what a lowering lacks', () => {
  it.each<[string, Partial<CaseState>, number, readonly string[]]>([
    ['nothing', {}, 10, []],
    ['nothing, because there is no grade to lower', { grade: null, gradeSince: null }, 10, []],
    ['nothing, because R0 is the lowest', { grade: 'R0' }, 10, []],
    ['any conference', { conferences: [] }, 10, ['conference']],
    [
      'a conference on a lower grade',
      { conferences: [{ ...ready.conferences[0], ...conference, grade: 'R3', signers: [teacher, vicePrincipal] }] },
      10,
      ['conference'],
    ],
    ['a conference after the latest sign of danger', { lastSignalAt: at(10) }, 10, ['conference', 'cycle']],
    ['a second signature', { conferences: [{ ...conference, signers: [teacher] }] }, 10, ['signatures']],
    ['a second person', { conferences: [{ ...conference, signers: [teacher, teacher] }] }, 10, ['signatures']],
    ['the rest of the cycle', { gradeSince: at(5) }, 10, ['cycle']],
    ['a talk with the pupil within the cycle', { contacts: initialState.contacts }, 10, ['talk']],
    ['a talk with the pupil within the latest days', {}, 16, ['talk']],
  ])('%s', (_what, change, day, needs) => {
    expect(needsOf(change, day)).toEqual(needs);
  });

  it('names a follow-up that is overdue, and no other duty', () => {
    const owed = (ruleId: string, due: number) => [{ id: 'duty', ruleId, dueAt: at(due), snoozedTo: null }];
    expect(needsOf({}, 10, owed('T_FOLLOW_UP_R3', 9))).toEqual(['follow_up']);
    expect(needsOf({}, 10, owed('T_FOLLOW_UP_R3', 11))).toEqual([]);
    expect(needsOf({}, 10, owed('T_OBSERVE', 9))).toEqual([]);
  });

  it('is nothing exactly when the rule lets the lowering pass', () => {
    for (let day = 9; day <= 20; day += 1) {
      for (const change of [{}, { lastSignalAt: at(3) }, { gradeSince: at(5) }, { conferences: [] }, { contacts: initialState.contacts }]) {
        const state = { ...ready, ...change };
        const judgement = { grade: 'R2', outcome: 'crisis', conferenceId: conference.id } as const;
        const refused = loweringRefused(state, judgement, { happenedAt: at(day), now: at(day), followUpDays, openObligations: [] });
        expect([day, change, needsOf(change, day).length === 0]).toEqual([day, change, refused === null]);
      }
    }
  });
});
