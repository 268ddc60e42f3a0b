import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from '../events.fixture.ts';
import type { Payload } from '../events/define-event.ts';
import type { EventType } from '../events/registry.ts';
import { enter, live, mayRecord, owedIn, type Life, type Step } from '../lives.fixture.ts';
import { dateOf, PlainDate } from '../time.ts';
import { registerKinds } from '../vocabulary.ts';
import { nextMove } from '../way-out.fixture.ts';
import { owed } from './engine.fixture.ts';
import { isOpen, type Obligation } from './obligation.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const orange: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R3', triggers: [] }];
const referred: LogLine = ['referral_made', '2026-09-15T01:00:00.000Z', { urgency: 'soon' }];
const onLeave: LogLine = ['leave_started', '2026-09-15T02:00:00.000Z', { from: PlainDate.parse('2026-09-15'), until: null }];
const dead: LogLine = ['pupil_died', '2026-09-18T01:00:00.000Z', { on: PlainDate.parse('2026-09-18') }];
const withdrawn = (day: string): LogLine => ['death_withdrawn', `${day}T01:00:00.000Z`];
const ofWeeks: ReadonlySet<string> = new Set(['T_LEAVE_CONTACT', 'T_CONFERENCE', 'T_REASSESS']);
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

describe('what happened while a death stood in error', () => {
  const early: LogLine = ['pupil_died', '2026-09-15T01:00:00.000Z', { on: PlainDate.parse('2026-09-15') }];
  const rulesAfter = (...between: readonly LogLine[]): readonly string[] =>
    openAt([lead, orange, early, ...between, withdrawn('2026-09-18')], '2026-09-18T02:00:00.000Z').map((duty) => duty.split(' ')[0] ?? '');

  it('is done: the guardian was told, the plan was drafted', () => {
    expect(rulesAfter()).toContain('T_GUARDIAN');
    const told: LogLine = ['guardian_notified', '2026-09-16T01:00:00.000Z', { opinion: 'agrees' }];
    const after = rulesAfter(told, ['plan_drafted', '2026-09-16T02:00:00.000Z']);
    expect(after).not.toContain('T_GUARDIAN');
    expect(after).toContain('T_PLAN_SIGN');
  });

  it('ends what it would have ended: no crisis, or another school took the pupil over', () => {
    const none: LogLine = ['grade_decided', '2026-09-16T01:00:00.000Z', { grade: 'R0', outcome: 'not_crisis', triggers: [] }];
    expect(rulesAfter(none)).toEqual(['T_CLOSE', 'T_GRADE']);
    const gone: LogLine = ['pupil_transferred', '2026-09-15T00:30:00.000Z'];
    const after = rulesAfter(gone, ['transfer_confirmed', '2026-09-16T01:00:00.000Z']);
    expect(after).toContain('T_CLOSE');
    expect(after.filter((rule) => ['T_FOLLOW_UP_R3', 'T_PLAN_GRADE', 'T_CONFERENCE', 'T_SAFETY_PLAN_R3'].includes(rule))).toEqual([]);
  });

  it('entered after the withdrawal counts from the day on which the duty first stood', () => {
    const told: LogLine = ['guardian_notified', '2026-09-17T01:00:00.000Z', {}, { recordedAt: '2026-09-18T03:00:00.000Z' }];
    const all = owed([lead, orange, early, withdrawn('2026-09-18'), told], '2026-09-19T00:00:00.000Z', 'T_GUARDIAN');
    expect(all.map(({ end }) => end)).toEqual(['superseded', 'done']);
  });

  it('brings no clock of an old loop into the new one', () => {
    const closed: LogLine = ['case_closed', '2026-09-18T02:00:00.000Z', { kind: 'deceased' }];
    const reopened: LogLine = ['case_reopened', '2026-09-19T00:00:00.000Z', { immediateDanger: false }];
    const log = [lead, orange, early, closed, reopened, withdrawn('2026-09-20')];
    expect(owed(log, '2027-10-05T02:00:00.000Z').filter(({ ruleId, end }) => ['T_REASSESS', 'T_CONFERENCE'].includes(ruleId) && end !== 'superseded')).toEqual(
      [],
    );
  });

  const steps = fc.array(fc.record<Step>({ pick: fc.nat(100_000), answers: fc.nat(1_000_000), afterHours: fc.constantFrom(0, 1, 5, 26, 80) }), {
    maxLength: 20,
  });
  const entries: readonly (readonly [EventType, Payload?])[] = [
    ['guardian_notified'],
    ['principal_notified'],
    ['case_filed'],
    ['plan_drafted'],
    ['lead_added', { immediateDanger: false, crisisTypes: ['bullying'] }],
    ['lead_added', { immediateDanger: true }],
    ['grade_decided', { grade: 'R0', outcome: 'not_crisis', triggers: [], conferenceId: null }],
    ['grade_decided', { grade: 'R3', outcome: 'crisis', triggers: [], conferenceId: null }],
    ['grade_decided', { grade: 'R4', outcome: 'crisis', triggers: [], conferenceId: null }],
    ['conference_held', { kind: 'review', grade: null }],
    ['transfer_confirmed'],
    ['emergency_started'],
    ['emergency_ended'],
    ['guardian_contacted'],
    ['follow_up_held'],
  ];
  const meanwhile = fc.array(fc.record({ entry: fc.constantFrom(...entries), afterHours: fc.constantFrom(0, 3, 30, 200) }), { maxLength: 5 });
  const entered = (life: Life, [type, changes = {}]: (typeof entries)[number], afterHours: number): Life => {
    const next = enter(life, { type, changes, by: mayRecord(type, 'leader', life.registerKind) ? 'leader' : 'counsellor', afterHours });
    return next.ok ? next.value : life;
  };
  const names = (duties: readonly Obligation[]): readonly string[] => duties.map(({ ruleId, slot }) => `${ruleId} ${slot}`).toSorted();

  it('leaves what the same life would owe without the two entries, and nobody owes it before the end of the day', () => {
    let seen = 0;
    fc.assert(
      fc.property(steps, fc.constantFrom(...registerKinds), meanwhile, (tries, registerKind, between) => {
        const before = live(tries, registerKind, nextMove);
        const dead = entered(before, ['pupil_died', { on: dateOf(before.now) }], 1);
        const during = between.reduce((life, { entry, afterHours }) => entered(life, entry, afterHours), dead);
        const back = entered(during, ['death_withdrawn'], 1);
        if (dead === before || back === during) return;
        seen += between.length;
        const [death, withdrawal] = [dead.log.length, back.log.length];
        const alive = { ...back, log: back.log.filter(({ seq }) => seq !== death && seq !== withdrawal) };
        const judged = ({ ruleId }: Obligation): boolean => ruleId !== 'T_GRADE';
        // What was over before the withdrawal and still in its grace could not be kept.
        const isRunning = ({ ruleId, dueAt }: Obligation): boolean => !ofWeeks.has(ruleId) || dueAt >= back.now;
        expect(names(owedIn(back).filter(judged).filter(isRunning))).toEqual(names(owedIn(alive).filter(judged).filter(isRunning)));
        expect(
          owedIn(back)
            .filter(({ dueAt }) => dateOf(dueAt) < dateOf(back.now))
            .filter(({ id }) => !owedIn(during).some((duty) => duty.id === id)),
        ).toEqual([]);
      }),
      { numRuns: 150 },
    );
    expect(seen).toBeGreaterThan(50);
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
