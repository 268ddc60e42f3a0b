/** What the engine can count beside days and weeks: minutes, months, items, named days, and what puts a duty off. */
import { describe, expect, it } from 'vitest';
import { eventId, logOf, type LogLine } from '../events.fixture.ts';
import { Instant, PlainDate } from '../time.ts';
import { builtInCalendars, defaultCalendar } from './defaults.ts';
import { ends, owed, packs } from './engine.fixture.ts';
import { dutiesOf, nextTickOf, obligationsOf } from './engine.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const date = (text: string): PlainDate => PlainDate.parse(text);

describe('the first hour of an emergency', () => {
  const started: LogLine = ['emergency_started', '2026-09-15T04:10:30.000Z'];
  const told = (at: string): LogLine => ['emergency_step_taken', at, { step: 'guardian_told' }];

  it('counts to the millisecond', () => {
    const due = (rule: string): string | undefined => owed([lead, started], '2026-09-15T05:00:00.000Z', rule)[0]?.dueAt;
    expect([due('T_EM_GUARDIAN'), due('T_EM_PRINCIPAL'), due('T_EM_PSYCH')]).toEqual([
      '2026-09-15T04:40:30.000Z',
      '2026-09-15T04:40:30.000Z',
      '2026-09-15T05:10:30.000Z',
    ]);
    expect(due('T_EM_BUREAU')).toBe('2026-09-16T04:10:30.000Z');
  });

  it.each([
    ['2026-09-15T04:40:30.000Z', 'done'],
    ['2026-09-15T04:40:30.001Z', 'done_late'],
  ])('told at %s the guardian was told: %s', (at, end) => {
    expect(owed([lead, started, told(at)], '2026-09-15T06:00:00.000Z', 'T_EM_GUARDIAN')).toMatchObject([{ end, endedAt: at }]);
  });

  it('still owes the report to the bureau when the emergency is over', () => {
    const over: LogLine = ['emergency_ended', '2026-09-15T06:00:00.000Z', { reviewOn: null }];
    const duties = owed([lead, started, over], '2026-09-15T07:00:00.000Z');
    expect(duties.filter(({ ruleId }) => ruleId === 'T_EM_BUREAU')).toMatchObject([{ end: null }]);
    expect(duties.filter(({ ruleId }) => ruleId === 'T_EM_REVIEW')).toMatchObject([
      { end: null, dueAt: '2026-09-22T15:59:59.999Z', ownerRole: 'vice_principal' },
    ]);
  });

  it('becomes a search when the pupil is still missing', () => {
    const over = (outcome: 'missing' | 'safe_at_home'): LogLine => ['emergency_ended', '2026-09-15T06:00:00.000Z', { outcome }];
    expect(owed([lead, started, over('missing')], '2026-09-15T07:00:00.000Z', 'T_CONTACT_LOST')).toMatchObject([
      { end: null, openedAt: '2026-09-15T06:00:00.000Z' },
    ]);
    expect(owed([lead, started, over('safe_at_home')], '2026-09-15T07:00:00.000Z', 'T_CONTACT_LOST')).toEqual([]);
  });

  it('asks nobody to tell a family that is suspected as a whole', () => {
    const reported: LogLine = ['mandatory_report_made', '2026-09-15T03:00:00.000Z', { guardianSuspects: ['all'] }];
    expect(owed([lead, reported, started], '2026-09-15T05:00:00.000Z', 'T_EM_GUARDIAN')).toEqual([]);
    const later: LogLine = ['mandatory_report_made', '2026-09-15T04:20:00.000Z', { guardianSuspects: ['all'] }];
    expect(ends(owed([lead, started, later], '2026-09-15T05:00:00.000Z', 'T_EM_GUARDIAN'))).toEqual(['case#1 superseded 2026-09-15T04:20:00.000Z']);
  });
});

describe('months', () => {
  const graded = (at: string): LogLine => ['grade_decided', at, { grade: 'R2', triggers: [] }];
  const windows = (lines: readonly LogLine[], now: string): readonly string[] =>
    owed(lines, now, 'T_REASSESS').map(({ openedAt, dueAt, end }) => `${openedAt} ${dueAt} ${end ?? 'open'}`);

  it('begin with the first named month after the opening, and go on over the year', () => {
    expect(windows([lead, judged, graded('2027-03-10T01:00:00.000Z')], '2027-10-02T00:00:00.000Z')).toEqual([
      '2027-02-28T16:00:00.000Z 2027-03-31T15:59:59.999Z done',
      '2027-08-31T16:00:00.000Z 2027-09-30T15:59:59.999Z missed',
    ]);
  });

  it('end missed with their last millisecond, and are announced before', () => {
    const input = { events: logOf(lead, graded('2026-09-14T02:00:00.000Z')), packs, calendars: builtInCalendars, registerKind: 'school' as const };
    expect(nextTickOf({ ...input, now: Instant.parse('2026-10-01T00:00:00.000Z') })).toBe('2027-02-28T16:00:00.000Z');
    expect(nextTickOf({ ...input, now: Instant.parse('2027-03-02T00:00:00.000Z') })).toBe('2027-03-31T16:00:00.000Z');
    expect(windows([lead, judged], '2027-03-31T15:59:59.999Z')).toEqual(['2027-02-28T16:00:00.000Z 2027-03-31T15:59:59.999Z open']);
    expect(windows([lead, judged], '2027-03-31T16:00:00.000Z')).toEqual(['2027-02-28T16:00:00.000Z 2027-03-31T15:59:59.999Z missed']);
  });

  it('stop when the pupil leaves the list', () => {
    const released: LogLine = ['grade_decided', '2026-12-01T01:00:00.000Z', { grade: 'R0', triggers: [] }];
    expect(windows([lead, judged, released], '2027-10-02T00:00:00.000Z')).toEqual([]);
  });
});

describe('the monthly conference', () => {
  const held = (at: string, recordedAt = at): LogLine => ['conference_held', at, {}, { recordedAt }];
  const months = (now: string, ...lines: readonly LogLine[]): readonly string[] =>
    owed([lead, judged, ...lines], now, 'T_CONFERENCE').map(({ dueAt, end }) => `${dueAt.slice(0, 10)} ${end ?? 'open'}`);

  it('is owed for each month by itself: two months late leave two missed ones, and the third is done in time', () => {
    expect(months('2026-12-10T00:00:00.000Z', held('2026-12-08T01:00:00.000Z'))).toEqual(['2026-10-14 missed', '2026-11-13 missed', '2026-12-13 done']);
  });

  it('leaves two days to write it down', () => {
    expect(months('2026-10-16T15:59:59.999Z')).toEqual(['2026-10-14 open', '2026-11-13 open']);
    expect(months('2026-10-17T00:00:00.000Z', held('2026-10-13T01:00:00.000Z', '2026-10-16T15:59:59.999Z'))).toEqual(['2026-10-14 done', '2026-11-13 open']);
    expect(months('2026-10-17T00:00:00.000Z', held('2026-10-13T01:00:00.000Z', '2026-10-16T16:00:00.000Z'))).toEqual(['2026-10-14 missed', '2026-11-13 open']);
  });

  it('goes on when orange turns red, and stops with a lower grade', () => {
    const graded = (at: string, grade: 'R4' | 'R2'): LogLine => ['grade_decided', at, { grade, triggers: [] }];
    expect(months('2026-10-16T00:00:00.000Z', graded('2026-09-20T01:00:00.000Z', 'R4'))).toEqual(['2026-10-14 open', '2026-11-13 open']);
    expect(months('2026-12-20T00:00:00.000Z', graded('2026-10-10T01:00:00.000Z', 'R2'))).toEqual(['2026-10-14 superseded']);
  });
});

describe('decisions of a conference', () => {
  const held: LogLine = [
    'conference_held',
    '2026-09-28T01:00:00.000Z',
    {
      decisions: [
        { what: '调整座位。', ownerRole: 'class_teacher', dueOn: date('2026-10-12') },
        { what: '约谈家长。', ownerRole: 'center_head', dueOn: date('2026-09-28') },
      ],
    },
  ];
  const id = (n: number): string => `${eventId(3)}:T_DECISION:decisions-${n}:1`;

  it('are one duty each, for the role and to the day that each names; a role from elsewhere leaves it with the teacher', () => {
    expect(owed([lead, judged, held], '2026-09-29T00:00:00.000Z', 'T_DECISION').map(({ id: of, ownerRole, dueAt }) => [of, ownerRole, dueAt])).toEqual([
      [id(1), 'class_teacher', '2026-10-12T15:59:59.999Z'],
      [id(2), 'psych_teacher', '2026-09-28T15:59:59.999Z'],
    ]);
  });

  it('are carried out one by one', () => {
    const done: LogLine = ['decision_carried_out', '2026-09-30T01:00:00.000Z', { obligationId: id(2) }];
    expect(owed([lead, judged, held, done], '2026-10-01T00:00:00.000Z', 'T_DECISION').map(({ end }) => end)).toEqual([null, 'done_late']);
  });

  it('are never due before the conference, whatever day they name', () => {
    const early: LogLine = [
      'conference_held',
      '2026-09-28T01:00:00.000Z',
      { decisions: [{ what: '补记。', ownerRole: 'principal', dueOn: date('2026-09-01') }] },
    ];
    expect(owed([lead, judged, early], '2026-09-29T00:00:00.000Z', 'T_DECISION')).toMatchObject([{ dueAt: '2026-09-28T15:59:59.999Z' }]);
  });

  it('leave the minutes to be confirmed by the entry that names them', () => {
    const confirmed = (seq: number): LogLine => ['conference_confirmed', '2026-09-29T01:00:00.000Z', { conferenceId: eventId(seq) }];
    expect(ends(owed([lead, judged, held, confirmed(2)], '2026-09-30T00:00:00.000Z', 'T_CONFIRM_MINUTES'))).toEqual(['case#1 open']);
    expect(ends(owed([lead, judged, held, confirmed(3)], '2026-09-30T00:00:00.000Z', 'T_CONFIRM_MINUTES'))).toEqual(['case#1 done 2026-09-29T01:00:00.000Z']);
  });
});

describe('putting off and waiting', () => {
  const referral: LogLine = ['referral_made', '2026-09-15T03:00:00.000Z', { urgency: 'soon' }];
  const obligationId = `${eventId(3)}:T_REFERRAL_REPLY:case:1`;
  const duty = (...lines: readonly LogLine[]): unknown => owed([lead, judged, referral, ...lines], '2026-10-20T00:00:00.000Z', 'T_REFERRAL_REPLY')[0];
  const plain = { dueAt: '2026-09-29T15:59:59.999Z', end: null, snoozedTo: null, waitingFor: null, chaseOn: null };

  it('marks the duty and moves no due moment; a later wait replaces an earlier one', () => {
    expect(duty()).toMatchObject(plain);
    const snoozed: LogLine = ['obligation_snoozed', '2026-09-20T01:00:00.000Z', { obligationId, until: date('2026-09-24') }];
    const hospital: LogLine = ['obligation_waiting', '2026-09-21T01:00:00.000Z', { obligationId, waitingFor: 'hospital', chaseOn: date('2026-09-25') }];
    const guardian: LogLine = ['obligation_waiting', '2026-09-25T01:00:00.000Z', { obligationId, waitingFor: 'guardian', chaseOn: date('2026-10-09') }];
    expect(duty(snoozed)).toMatchObject({ ...plain, snoozedTo: '2026-09-23T16:00:00.000Z' });
    expect(duty(snoozed, hospital, guardian)).toMatchObject({
      ...plain,
      snoozedTo: '2026-09-23T16:00:00.000Z',
      waitingFor: 'guardian',
      chaseOn: '2026-10-09',
    });
  });

  it('does nothing to a duty that has ended', () => {
    const replied: LogLine = ['referral_replied', '2026-09-20T03:00:00.000Z', { referralId: eventId(3) }];
    const late: LogLine = ['obligation_waiting', '2026-09-21T01:00:00.000Z', { obligationId, waitingFor: 'hospital', chaseOn: date('2026-09-25') }];
    expect(duty(replied, late)).toMatchObject({ end: 'done', waitingFor: null });
  });
});

describe('calendars', () => {
  const own = { ...defaultCalendar, version: 'own', holidays: [...defaultCalendar.holidays, date('2026-09-15'), date('2026-09-16')] };
  const dueUnder = (from: string, now: string): unknown =>
    obligationsOf({
      events: logOf(['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['bullying'] }]),
      packs,
      calendars: [...builtInCalendars, { from: Instant.parse(from), calendar: own }],
      registerKind: 'school',
      now: Instant.parse(now),
    })[0];

  it('move nothing that opened before they came into force', () => {
    expect(dueUnder('2026-09-14T01:00:00.001Z', '2026-09-20T00:00:00.000Z')).toMatchObject({ dueAt: '2026-09-20T15:59:59.999Z', estimated: false });
    expect(dueUnder('2026-09-14T01:00:00.000Z', '2026-09-20T00:00:00.000Z')).toMatchObject({ dueAt: '2026-09-22T15:59:59.999Z', estimated: false });
  });

  it('mark a date as an estimate where they are not published', () => {
    expect(owed([['lead_recorded', '2026-12-30T01:00:00.000Z', { crisisTypes: [] }]], '2026-12-30T02:00:00.000Z', 'T_SECOND_SCREEN')).toMatchObject([
      { dueAt: '2027-01-04T15:59:59.999Z', estimated: true },
    ]);
  });
});

describe('one walk for both answers', () => {
  it('gives the obligations and the next change that the two questions give', () => {
    const leave: LogLine = ['leave_started', '2026-10-12T01:00:00.000Z', { from: date('2026-10-12') }];
    const input = { events: logOf(lead, judged, leave), packs, calendars: builtInCalendars, registerKind: 'school' as const };
    const at = { ...input, now: Instant.parse('2026-10-20T00:00:00.000Z') };
    expect(dutiesOf(at)).toEqual({ obligations: obligationsOf(at), nextTickAt: nextTickOf(at) });
    expect(dutiesOf(at).nextTickAt).toBe('2026-10-21T16:00:00.000Z');
  });
});
