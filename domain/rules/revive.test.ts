import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from '../events.fixture.ts';
import { PlainDate } from '../time.ts';
import { owed } from './engine.fixture.ts';
import { isOpen } from './obligation.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const orange: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R3', triggers: [] }];
const referred: LogLine = ['referral_made', '2026-09-15T01:00:00.000Z', { urgency: 'soon' }];
const onLeave: LogLine = ['leave_started', '2026-09-15T02:00:00.000Z', { from: PlainDate.parse('2026-09-15'), until: null }];
const dead: LogLine = ['pupil_died', '2026-09-18T01:00:00.000Z', { on: PlainDate.parse('2026-09-18') }];
const withdrawn = (day: string): LogLine => ['death_withdrawn', `${day}T01:00:00.000Z`];
const openAt = (log: readonly LogLine[], now: string): readonly string[] =>
  owed(log, now)
    .filter(isOpen)
    .map(({ ruleId, slot, dueAt }) => `${ruleId} ${slot} ${dueAt.slice(0, 10)}`)
    .toSorted();

describe('a death that was recorded in error', () => {
  it('gives back what it ended, due when it was, by the end of the day at the earliest', () => {
    const log = [lead, orange, referred, onLeave];
    const before = openAt(log, '2026-09-18T00:00:00.000Z');
    expect(openAt([...log, dead], '2026-09-18T02:00:00.000Z').some((duty) => duty.startsWith('T_LEAVE_CONTACT'))).toBe(false);
    const after = openAt([...log, dead, withdrawn('2026-09-19')], '2026-09-19T02:00:00.000Z');
    expect(after.filter((duty) => !before.includes(duty)).every((duty) => duty.endsWith('2026-09-19') || duty.startsWith('T_GRADE'))).toBe(true);
    expect(before.map((duty) => duty.split(' ').slice(0, 2).join(' ')).filter((one) => !after.some((duty) => duty.startsWith(one)))).toEqual([]);
    expect(after).toEqual(expect.arrayContaining(['T_LEAVE_CONTACT guardian 2026-09-22', 'T_LEAVE_CONTACT pupil 2026-09-22']));
  });

  it('leaves the answer to a referral settle what is owed again', () => {
    const replied: LogLine = ['referral_replied', '2026-09-20T01:00:00.000Z', { referralId: eventId(3) }];
    const all = owed([lead, orange, referred, dead, withdrawn('2026-09-19'), replied], '2026-09-21T00:00:00.000Z', 'T_REFERRAL_REPLY');
    expect(all.map(({ end }) => end)).toEqual(['superseded', 'done']);
  });

  it('counts no week that nobody could keep, and goes on with the weeks of the leave', () => {
    const weeks = owed([lead, orange, onLeave, dead, withdrawn('2026-10-08')], '2026-10-16T00:00:00.000Z', 'T_LEAVE_CONTACT').filter(
      ({ slot }) => slot === 'pupil',
    );
    expect(weeks.map(({ occurrence, end, dueAt }) => [occurrence, end, dueAt.slice(0, 10)])).toEqual([
      [1, 'superseded', '2026-09-22'],
      [4, 'missed', '2026-10-13'],
      [5, null, '2026-10-20'],
    ]);
  });

  it('changes nothing of what ended, and gives nothing back in another loop but the weeks of a leave', () => {
    const closed: LogLine = ['case_closed', '2026-09-18T02:00:00.000Z', { kind: 'deceased' }];
    const reopened: LogLine = ['case_reopened', '2026-09-19T00:00:00.000Z', { immediateDanger: false }];
    const open = openAt([lead, orange, referred, onLeave, dead, closed, reopened, withdrawn('2026-09-19')], '2026-09-24T02:00:00.000Z');
    expect(open.filter((duty) => duty.startsWith('T_REFERRAL_REPLY'))).toEqual([]);
    expect(open.filter((duty) => duty.startsWith('T_LEAVE_CONTACT'))).toEqual(['T_LEAVE_CONTACT guardian 2026-09-29', 'T_LEAVE_CONTACT pupil 2026-09-29']);
  });
});

describe('what rests where life comes to be at stake', () => {
  const id = (rule: string): string => owed([lead, orange, referred], '2026-09-15T02:00:00.000Z', rule).find(isOpen)?.id ?? '';
  const rests: readonly LogLine[] = [
    ['obligation_snoozed', '2026-09-16T01:00:00.000Z', { obligationId: id('T_FILE'), until: PlainDate.parse('2026-09-22') }],
    ['obligation_waiting', '2026-09-16T02:00:00.000Z', { obligationId: id('T_REFERRAL_REPLY'), chaseOn: PlainDate.parse('2026-09-30') }],
  ];
  const resting = (...more: readonly LogLine[]) =>
    owed([lead, orange, referred, ...rests, ...more], '2026-09-18T02:00:00.000Z').filter((duty) => duty.snoozedTo !== null || duty.chaseOn !== null);

  it('rests no longer from a raise to R4, an emergency or a word of immediate danger on, and not again after a lowering', () => {
    expect(
      resting()
        .map(({ ruleId }) => ruleId)
        .toSorted(),
    ).toEqual(['T_FILE', 'T_REFERRAL_REPLY']);
    const red: LogLine = ['grade_decided', '2026-09-17T01:00:00.000Z', { grade: 'R4', triggers: [] }];
    expect(resting(red)).toEqual([]);
    expect(resting(red, ['grade_decided', '2026-09-18T01:00:00.000Z', { grade: 'R3', triggers: [] }])).toEqual([]);
    expect(resting(['emergency_started', '2026-09-17T01:00:00.000Z'])).toEqual([]);
    expect(resting(['lead_added', '2026-09-17T01:00:00.000Z', { immediateDanger: true }])).toEqual([]);
    expect(resting(['grade_decided', '2026-09-17T01:00:00.000Z', { grade: 'R3', triggers: [] }]).length).toBe(2);
  });
});
