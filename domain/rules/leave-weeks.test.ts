import { describe, expect, it } from 'vitest';
import { eventId, logOf, vicePrincipal, type LogLine } from '../events.fixture.ts';
import { Instant, instantOf, msOf, PlainDate } from '../time.ts';
import { chasesOf } from './chase.ts';
import { builtInCalendars } from './defaults.ts';
import { ends, owed, packs } from './engine.fixture.ts';
import { nextTickOf, obligationsOf, type EngineInput } from './engine.ts';
import { explain } from './explain.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];

describe('weekly contact on leave', () => {
  const onLeave: readonly LogLine[] = [lead, judged, ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-12') }]];

  it('gives each week two duties of its own, and a missed week stays missed when the next contact comes', () => {
    const duties = owed(
      [
        ...onLeave,
        ['guardian_contacted', '2026-10-14T01:00:00.000Z'],
        ['pupil_contacted', '2026-10-19T15:59:59.999Z'],
        ['guardian_contacted', '2026-10-21T01:00:00.000Z'],
        ['pupil_contacted', '2026-10-29T01:00:00.000Z'],
      ],
      '2026-10-30T00:00:00.000Z',
      'T_LEAVE_CONTACT',
    );
    expect(ends(duties)).toEqual([
      'guardian#1 done 2026-10-14T01:00:00.000Z',
      'pupil#1 done 2026-10-19T15:59:59.999Z',
      'guardian#2 done 2026-10-21T01:00:00.000Z',
      'pupil#2 missed 2026-10-26T15:59:59.999Z',
      'guardian#3 open',
      'pupil#3 done 2026-10-29T01:00:00.000Z',
    ]);
    expect(duties.map(({ openedAt }) => openedAt).filter((_at, index) => index % 2 === 0)).toEqual([
      '2026-10-12T01:00:00.000Z',
      '2026-10-19T16:00:00.000Z',
      '2026-10-26T16:00:00.000Z',
    ]);
  });

  it('is not settled by an attempt that reached nobody', () => {
    expect(
      ends(owed([...onLeave, ['guardian_contacted', '2026-10-14T01:00:00.000Z', { reached: false }]], '2026-10-15T00:00:00.000Z', 'T_LEAVE_CONTACT')),
    ).toEqual(['guardian#1 open', 'pupil#1 open']);
  });

  it.each([
    ['2026-10-21T15:59:59.999Z', 'guardian#1 done 2026-10-14T01:00:00.000Z'],
    ['2026-10-21T16:00:00.000Z', 'guardian#1 missed 2026-10-19T15:59:59.999Z'],
  ])('an entry about the week still counts within the grace: recorded %s', (recordedAt, expected) => {
    const late: LogLine = ['guardian_contacted', '2026-10-14T01:00:00.000Z', {}, { recordedAt }];
    expect(ends(owed([...onLeave, late], '2026-10-22T00:00:00.000Z', 'T_LEAVE_CONTACT'))[0]).toBe(expected);
  });

  it('stays missed when a contact of that week is entered weeks later; the entry stands beside it, and counts for no other week', () => {
    const late: LogLine = ['guardian_contacted', '2026-10-14T01:00:00.000Z', {}, { recordedAt: '2026-11-02T01:00:00.000Z' }];
    const log = [...onLeave, late];
    const guardian = owed(log, '2026-11-03T00:00:00.000Z', 'T_LEAVE_CONTACT').filter(({ slot }) => slot === 'guardian');
    expect(guardian.map(({ end }) => end)).toEqual(['missed', 'missed', null, null]);
    const tried = guardian.map((obligation) => explain({ obligation, events: logOf(...log), packs })?.tried.map(({ id }) => id));
    expect(tried).toEqual([[eventId(4)], [], [], []]);
  });

  it('differs from a duty without a window, which an entry made weeks later still ends as done in time', () => {
    const late: LogLine = ['follow_up_held', '2026-09-18T01:00:00.000Z', { with: ['pupil'] }, { recordedAt: '2026-11-02T01:00:00.000Z' }];
    const [before] = owed([lead, judged], '2026-11-01T00:00:00.000Z', 'T_FOLLOW_UP_R3');
    expect([before?.dueAt, before?.end]).toEqual(['2026-09-21T15:59:59.999Z', null]);
    expect(ends(owed([lead, judged, late], '2026-11-03T00:00:00.000Z', 'T_FOLLOW_UP_R3'))).toEqual(['case#1 done 2026-09-18T01:00:00.000Z', 'case#2 open']);
  });

  it('is excused for one slot of one week by a leader', () => {
    const excused: LogLine = [
      'obligation_excused',
      '2026-10-20T01:00:00.000Z',
      { obligationId: `${eventId(3)}:T_LEAVE_CONTACT:pupil:2` },
      { recordedBy: vicePrincipal },
    ];
    expect(ends(owed([...onLeave, excused], '2026-10-29T00:00:00.000Z', 'T_LEAVE_CONTACT')).filter((text) => text.includes('#2'))).toEqual([
      'guardian#2 missed 2026-10-26T15:59:59.999Z',
      'pupil#2 excused 2026-10-20T01:00:00.000Z',
    ]);
  });

  it('ends with the leave: the running week is superseded, a week that was over stays missed', () => {
    const back: LogLine = ['leave_ended', '2026-10-20T01:00:00.000Z', { on: PlainDate.parse('2026-10-20') }];
    expect(ends(owed([...onLeave, back], '2026-11-30T00:00:00.000Z', 'T_LEAVE_CONTACT'))).toEqual([
      'guardian#1 missed 2026-10-19T15:59:59.999Z',
      'pupil#1 missed 2026-10-19T15:59:59.999Z',
      'guardian#2 superseded 2026-10-20T01:00:00.000Z',
      'pupil#2 superseded 2026-10-20T01:00:00.000Z',
    ]);
  });

  it('counts from the day named in the leave, and accepts earlier contacts of a leave that was entered late', () => {
    const late: LogLine = ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-05') }, { recordedAt: '2026-10-20T01:00:00.000Z' }];
    const contact: LogLine = ['guardian_contacted', '2026-10-08T01:00:00.000Z'];
    const duties = owed([lead, judged, contact, late], '2026-10-20T02:00:00.000Z', 'T_LEAVE_CONTACT');
    expect(ends(duties)).toEqual([
      'guardian#1 done 2026-10-08T01:00:00.000Z',
      'pupil#1 open',
      'guardian#2 open',
      'pupil#2 open',
      'guardian#3 open',
      'pupil#3 open',
    ]);
  });
});

describe('passing time', () => {
  // Above yellow the months of the conferences begin and end by themselves as well.
  const yellow: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }];
  const log = logOf(lead, yellow, ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-12') }]);
  const input = (now: string): EngineInput => ({ events: log, packs, calendars: builtInCalendars, registerKind: 'school', now: Instant.parse(now) });

  it.each([
    ['2026-10-13T00:00:00.000Z', '2026-10-19T16:00:00.000Z', 'the second week begins'],
    ['2026-10-19T16:00:00.000Z', '2026-10-21T16:00:00.000Z', 'the first week is missed'],
  ])('at %s the next change is at %s: %s', (now, tick) => {
    expect(nextTickOf(input(now))).toBe(tick);
    const justBefore = instantOf(msOf(Instant.parse(tick)) - 1);
    expect(obligationsOf(input(justBefore))).toEqual(obligationsOf(input(now)));
    expect(obligationsOf(input(tick))).not.toEqual(obligationsOf(input(now)));
  });

  it('changes nothing by itself without a leave until the pupils on the list are graded again in March', () => {
    const events = (count: number): EngineInput => ({ ...input('2026-10-13T00:00:00.000Z'), events: log.slice(0, count) });
    expect(nextTickOf(events(1))).toBeNull();
    expect(nextTickOf(events(2))).toBe('2027-02-28T16:00:00.000Z');
  });
});

describe('chasing', () => {
  it('calls the vice principal after two missed weeks in a row, and no longer after a contact', () => {
    const start: readonly LogLine[] = [lead, judged, ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-12') }]];
    const pupilOnly: readonly LogLine[] = [...start, ['pupil_contacted', '2026-10-22T01:00:00.000Z']];
    expect(chasesOf(owed(pupilOnly, '2026-10-29T00:00:00.000Z'), packs)).toEqual([
      { ruleId: 'T_LEAVE_CONTACT', slot: 'guardian', missed: 2, role: 'vice_principal' },
    ]);
    expect(chasesOf(owed([...pupilOnly, ['guardian_contacted', '2026-10-28T01:00:00.000Z']], '2026-10-29T00:00:00.000Z'), packs)).toEqual([]);
    expect(chasesOf(owed([...pupilOnly, ['leave_ended', '2026-10-28T01:00:00.000Z']], '2026-10-29T00:00:00.000Z'), packs)).toEqual([]);
  });
});
