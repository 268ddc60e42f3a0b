import { describe, expect, it } from 'vitest';
import { eventId, logOf, vicePrincipal, type LogLine } from '../events.fixture.ts';
import { fold } from '../fold.ts';
import { Instant, PlainDate } from '../time.ts';
import { builtInCalendars, defaultRulePack } from './defaults.ts';
import { ends, owed, packs } from './engine.fixture.ts';
import { obligationsOf } from './engine.ts';
import { RulePack } from './rule-pack.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const letter: LogLine = ['letter_received', '2026-09-14T03:00:00.000Z'];
const drafted: LogLine = ['plan_drafted', '2026-09-15T03:00:00.000Z'];
const signed: LogLine = ['plan_signed', '2026-09-16T03:00:00.000Z', {}, { recordedBy: vicePrincipal }];

describe('the week for the plan', () => {
  it('ends with the last millisecond of the seventh day after receipt, office time', () => {
    expect(owed([lead, letter], '2026-09-14T04:00:00.000Z', 'T_PLAN')).toEqual([
      expect.objectContaining({
        id: `${eventId(2)}:T_PLAN:case:1`,
        clause: 'QP-PLAN',
        packVersion: 'cn-qingpu-2026.2',
        ownerRole: 'psych_teacher',
        openedAt: '2026-09-14T03:00:00.000Z',
        dueAt: '2026-09-21T15:59:59.999Z',
        end: null,
      }),
    ]);
  });

  it.each([
    ['2026-09-21T15:59:59.999Z', 'done'],
    ['2026-09-21T16:00:00.000Z', 'done_late'],
  ])('submitted at %s it is %s', (at, end) => {
    const [plan] = owed([lead, judged, letter, drafted, signed, ['plan_submitted', at]], '2026-12-01T00:00:00.000Z', 'T_PLAN');
    expect(plan).toMatchObject({ end, endedAt: at, endedBy: eventId(6) });
  });

  it.each([
    ['2026-12-28T16:30:00.000Z', '2027-01-05T15:59:59.999Z', 'over the end of the year, from a receipt half past midnight in the office'],
    ['2028-02-25T02:00:00.000Z', '2028-03-03T15:59:59.999Z', 'over a leap day'],
    ['2027-02-25T02:00:00.000Z', '2027-03-04T15:59:59.999Z', 'over the end of a short February'],
  ])('received %s it is due %s (%s)', (received, due) => {
    expect(owed([lead, ['letter_received', received]], received, 'T_PLAN')[0]?.dueAt).toBe(due);
  });

  it('runs once for each letter, and one submission answers them all', () => {
    const submitted: LogLine = ['plan_submitted', '2026-09-20T03:00:00.000Z'];
    const second: LogLine = ['letter_received', '2026-09-18T03:00:00.000Z'];
    expect(ends(owed([lead, judged, letter, drafted, signed, second, submitted], '2026-09-30T00:00:00.000Z', 'T_PLAN'))).toEqual([
      'case#1 done 2026-09-20T03:00:00.000Z',
      'case#1 done 2026-09-20T03:00:00.000Z',
    ]);
  });

  it('is met by a plan that went after the receipt, though the receipt was entered later', () => {
    const late: LogLine = ['letter_received', '2026-09-14T03:00:00.000Z', {}, { recordedAt: '2026-09-20T03:00:00.000Z' }];
    const submitted: LogLine = ['plan_submitted', '2026-09-17T03:00:00.000Z'];
    expect(ends(owed([lead, judged, drafted, signed, submitted, late], '2026-09-30T00:00:00.000Z', 'T_PLAN'))).toEqual([
      'case#1 done 2026-09-17T03:00:00.000Z',
    ]);
  });
});

describe('filing and notices', () => {
  it('owes the centre and the office for minors one filing each within 24 hours of a high grade', () => {
    const filed: LogLine = ['case_filed', '2026-09-15T01:00:00.000Z', { to: ['center'] }];
    const duties = owed([lead, judged, filed], '2026-09-16T00:00:00.000Z', 'T_FILE');
    expect(ends(duties)).toEqual(['center#1 done 2026-09-15T01:00:00.000Z', 'minor_protection_office#1 open']);
    expect(duties.map(({ dueAt }) => dueAt)).toEqual(['2026-09-15T02:00:00.000Z', '2026-09-15T02:00:00.000Z']);
  });

  it('opens from a lead with immediate danger, and not again at the grade', () => {
    expect(ends(owed([['lead_recorded', '2026-09-14T01:00:00.000Z', { immediateDanger: true }], judged], '2026-09-14T03:00:00.000Z', 'T_FILE'))).toEqual([
      'center#1 open',
      'minor_protection_office#1 open',
    ]);
  });

  it('counts a notice to the guardian that was given shortly before the grade', () => {
    const told: LogLine = ['guardian_notified', '2026-09-14T01:30:00.000Z'];
    expect(ends(owed([lead, told, judged], '2026-09-14T03:00:00.000Z', 'T_GUARDIAN'))).toEqual(['case#1 done 2026-09-14T02:00:00.000Z']);
  });

  it('takes the letter for the principal as one more thing to tell them, not as told', () => {
    const told: LogLine = ['principal_notified', '2026-09-15T03:00:00.000Z'];
    expect(ends(owed([lead, letter], '2026-09-15T00:00:00.000Z', 'T_PRINCIPAL'))).toEqual(['case#1 open']);
    expect(owed([lead, letter], '2026-09-15T00:00:00.000Z', 'T_PRINCIPAL')[0]?.dueAt).toBe('2026-09-14T15:59:59.999Z');
    expect(ends(owed([lead, letter, told], '2026-09-16T00:00:00.000Z', 'T_PRINCIPAL'))).toEqual(['case#1 done_late 2026-09-15T03:00:00.000Z']);
    expect(ends(owed([lead, judged, letter, told], '2026-09-16T00:00:00.000Z', 'T_PRINCIPAL'))).toHaveLength(1);
    expect(fold(logOf(lead, letter)).principalNotifiedAt).toBeNull();
  });

  it('gives three days to tell the guardian of a medium grade, unless they were told in this loop', () => {
    const medium: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }];
    expect(owed([lead, medium], '2026-09-15T00:00:00.000Z', 'T_GUARDIAN')).toEqual([]);
    expect(owed([lead, medium], '2026-09-15T00:00:00.000Z', 'T_GUARDIAN_R2')).toMatchObject([
      { clause: 'SH-GUARDIAN', dueAt: '2026-09-17T15:59:59.999Z', end: null },
    ]);
    expect(ends(owed([lead, medium, ['guardian_notified', '2026-09-16T01:00:00.000Z']], '2026-09-20T00:00:00.000Z', 'T_GUARDIAN_R2'))).toEqual([
      'case#1 done 2026-09-16T01:00:00.000Z',
    ]);
    expect(owed([lead, ['guardian_notified', '2026-09-14T01:30:00.000Z'], medium], '2026-09-20T00:00:00.000Z', 'T_GUARDIAN_R2')).toEqual([]);
    expect(owed([lead, judged], '2026-09-15T00:00:00.000Z', 'T_GUARDIAN_R2')).toEqual([]);
  });

  it('asks for no filing of a medium grade', () => {
    expect(owed([lead, ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }]], '2026-09-14T03:00:00.000Z', 'T_FILE')).toEqual([]);
  });

  it('owes different things in a centre', () => {
    const duties = obligationsOf({
      events: logOf(lead, judged),
      packs,
      calendars: builtInCalendars,
      registerKind: 'center',
      now: Instant.parse('2026-09-14T03:00:00.000Z'),
    });
    expect(duties.filter(({ end }) => end === null).map(({ ruleId, ownerRole }) => `${ruleId} ${ownerRole}`)).toEqual([
      'T_CONFERENCE center_counselor',
      'T_FOLLOW_UP_R3 center_counselor',
      'T_GUARDIAN center_counselor',
      'T_LETTER center_counselor',
      'T_PHONE center_counselor',
      'T_SAFETY_PLAN_R3 center_counselor',
    ]);
  });
});

describe('follow-up by grade', () => {
  it('rolls on from each follow-up, stays open when overdue and is done late', () => {
    const duties = owed(
      [lead, judged, ['follow_up_held', '2026-09-18T01:00:00.000Z'], ['follow_up_held', '2026-09-28T01:00:00.000Z']],
      '2026-09-29T00:00:00.000Z',
      'T_FOLLOW_UP_R3',
    );
    expect(duties.map(({ occurrence, dueAt, end }) => [occurrence, dueAt, end])).toEqual([
      [1, '2026-09-21T15:59:59.999Z', 'done'],
      [2, '2026-09-25T15:59:59.999Z', 'done_late'],
      [3, '2026-10-05T15:59:59.999Z', null],
    ]);
  });

  it('goes on from the day that a leader excused ahead, and from the day of excusing what was overdue', () => {
    const red: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R4' }];
    const excusedAt = (at: string): readonly unknown[] => {
      const obligationId = `${eventId(2)}:T_FOLLOW_UP_R4:case:1`;
      const excuse: LogLine = ['obligation_excused', at, { obligationId }, { recordedBy: vicePrincipal }];
      return owed([lead, red, excuse], '2026-09-18T02:00:00.000Z', 'T_FOLLOW_UP_R4').map(({ end, dueAt }) => [end, dueAt.slice(0, 10)]);
    };
    expect(excusedAt('2026-09-14T05:00:00.000Z')).toEqual([
      ['excused', '2026-09-15'],
      [null, '2026-09-16'],
    ]);
    expect(excusedAt('2026-09-18T01:00:00.000Z')).toEqual([
      ['excused', '2026-09-15'],
      [null, '2026-09-19'],
    ]);
  });

  it('is planned anew when the grade changes', () => {
    const lowered: LogLine = ['grade_decided', '2026-09-20T01:00:00.000Z', { grade: 'R2', triggers: [] }];
    const duties = owed([lead, judged, lowered], '2026-09-21T00:00:00.000Z').filter(({ ruleId }) => ruleId.startsWith('T_FOLLOW_UP'));
    expect(duties.map(({ ruleId, end, dueAt }) => [ruleId, end, dueAt])).toEqual([
      ['T_FOLLOW_UP_R3', 'superseded', '2026-09-21T15:59:59.999Z'],
      ['T_FOLLOW_UP_R2', null, '2026-10-04T15:59:59.999Z'],
    ]);
  });

  it('visits a referred pupil weekly for a month and fortnightly then', () => {
    const visits = ['2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19'].map((day): LogLine => ['follow_up_held', `${day}T01:00:00.000Z`]);
    const duties = owed([lead, judged, ['referral_made', '2026-09-14T03:00:00.000Z'], ...visits], '2026-10-20T00:00:00.000Z', 'T_REFERRED_VISIT');
    expect(duties.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual(['2026-09-21', '2026-09-28', '2026-10-05', '2026-10-12', '2026-10-19', '2026-11-02']);
  });

  it('ends everything that is open when the case is closed, and owes only the archiving afterwards', () => {
    const duties = owed([lead, judged, ['case_closed', '2026-09-15T01:00:00.000Z']], '2026-12-30T00:00:00.000Z');
    expect(duties.filter(({ end }) => end !== 'superseded').map(({ ruleId, dueAt, end }) => [ruleId, dueAt, end])).toEqual([
      ['T_ARCHIVE', '2026-10-15T15:59:59.999Z', null],
    ]);
  });

  it('waits for the reply to the referral that it belongs to', () => {
    const replied: LogLine = ['referral_replied', '2026-09-20T03:00:00.000Z', { referralId: eventId(4) }];
    const duties = owed(
      [lead, judged, ['referral_made', '2026-09-14T03:00:00.000Z'], ['referral_made', '2026-09-15T03:00:00.000Z'], replied],
      '2026-09-21T00:00:00.000Z',
      'T_REFERRAL_REPLY',
    );
    expect(duties.map(({ openedBy, end }) => [openedBy, end])).toEqual([
      [eventId(3), null],
      [eventId(4), 'done'],
    ]);
  });
});

describe('school days', () => {
  const calm = (at: string): LogLine => ['lead_recorded', at, { crisisTypes: ['school_refusal'] }];

  it('gives the second screening five school days over the National Day holiday and its make-up Saturday', () => {
    expect(owed([calm('2026-09-29T01:00:00.000Z')], '2026-09-29T02:00:00.000Z', 'T_SECOND_SCREEN')[0]?.dueAt).toBe('2026-10-12T15:59:59.999Z');
  });

  it('falls back to calendar days where holidays are not announced', () => {
    expect(owed([calm('2026-12-30T01:00:00.000Z')], '2026-12-30T02:00:00.000Z', 'T_SECOND_SCREEN')[0]?.dueAt).toBe('2027-01-04T15:59:59.999Z');
  });
});

describe('packs and corrections', () => {
  const stricter = RulePack.parse({
    ...defaultRulePack,
    version: 'cn-qingpu-2027',
    rules: defaultRulePack.rules.map((rule) => (rule.id === 'T_PLAN' ? { ...rule, due: { days: 3, calendar: 'calendar' } } : rule)),
  });

  it('a new pack never rewrites what already runs', () => {
    const events = logOf(lead, letter, ['letter_received', '2026-09-16T03:00:00.000Z', {}, { rulePack: stricter.version }]);
    const duties = obligationsOf({
      events,
      packs: new Map([...packs, [stricter.version, stricter]]),
      calendars: builtInCalendars,
      registerKind: 'school',
      now: Instant.parse('2026-09-17T00:00:00.000Z'),
    });
    expect(duties.filter(({ ruleId }) => ruleId === 'T_PLAN').map(({ packVersion, dueAt }) => [packVersion, dueAt])).toEqual([
      ['cn-qingpu-2026.2', '2026-09-21T15:59:59.999Z'],
      ['cn-qingpu-2027', '2026-09-19T15:59:59.999Z'],
    ]);
  });

  it('a corrected receipt moves the due time', () => {
    const corrected: LogLine = [
      'correction_made',
      '2026-09-16T03:00:00.000Z',
      { targetId: eventId(2), field: 'happenedAt', was: '2026-09-14T03:00:00.000Z', shouldBe: '2026-09-15T03:00:00.000Z' },
    ];
    expect(owed([lead, letter, corrected], '2026-09-17T00:00:00.000Z', 'T_PLAN')[0]?.dueAt).toBe('2026-09-22T15:59:59.999Z');
  });

  it('a contact that turns out to have reached nobody no longer settles', () => {
    const lines: readonly LogLine[] = [
      lead,
      judged,
      ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-12') }],
      ['guardian_contacted', '2026-10-14T01:00:00.000Z'],
      ['correction_made', '2026-10-15T01:00:00.000Z', { targetId: eventId(4), field: 'reached', was: true, shouldBe: false }],
    ];
    expect(ends(owed(lines, '2026-10-16T00:00:00.000Z', 'T_LEAVE_CONTACT'))).toEqual(['guardian#1 open', 'pupil#1 open']);
  });

  it('a week that was missed stays missed when a correction would fill it', () => {
    const lines: readonly LogLine[] = [
      lead,
      judged,
      ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-12') }],
      ['guardian_contacted', '2026-10-14T01:00:00.000Z', { reached: false }],
      ['correction_made', '2026-10-23T01:00:00.000Z', { targetId: eventId(4), field: 'reached', was: false, shouldBe: true }],
    ];
    expect(ends(owed(lines, '2026-10-24T00:00:00.000Z', 'T_LEAVE_CONTACT'))[0]).toBe('guardian#1 missed 2026-10-19T15:59:59.999Z');
  });

  it('what only a wrong entry had opened ends as superseded by the correction, and what it had settled is owed again', () => {
    const lines: readonly LogLine[] = [
      lead,
      judged,
      ['pupil_contacted', '2026-09-16T01:00:00.000Z'],
      ['correction_made', '2026-09-17T01:00:00.000Z', { targetId: eventId(3), field: 'reached', was: true, shouldBe: false }],
    ];
    expect(ends(owed(lines, '2026-09-18T00:00:00.000Z', 'T_FOLLOW_UP_R3'))).toEqual(['case#1 open', 'case#2 superseded 2026-09-17T01:00:00.000Z']);
  });

  it('refuses to guess when the pack of an event is missing', () => {
    const events = logOf(['lead_recorded', '2026-09-14T01:00:00.000Z', {}, { rulePack: 'unknown' }]);
    expect(() => obligationsOf({ events, packs, calendars: builtInCalendars, registerKind: 'school', now: Instant.parse('2026-09-15T00:00:00.000Z') })).toThrow(
      'rule pack of an event is missing',
    );
  });
});
