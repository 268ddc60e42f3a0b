import { describe, expect, it } from 'vitest';
import { eventId, logOf, type LogLine } from './events.fixture.ts';
import { builtInCalendars, defaultRulePack } from './rules/defaults.ts';
import { obligationsOf } from './rules/engine.ts';
import { Instant, PlainDate } from './time.ts';
import { nextPaper, type WeekPaper } from './weekly-coverage.ts';
import { isZeroReport } from './weekly-figures.ts';
import type { WeeklyCase } from './weekly-view.ts';
import { weeklyReport, type WeeklyInput, type WeeklyReport } from './weekly.ts';

const monday = PlainDate.parse('2026-10-12');
const now = Instant.parse('2026-10-19T01:00:00.000Z');
const packs = new Map([[defaultRulePack.version, defaultRulePack]]);

function caseOf(...lines: readonly LogLine[]): WeeklyCase {
  const events = logOf(...lines);
  return { events, obligations: obligationsOf({ events, packs, calendars: builtInCalendars, registerKind: 'school', now }) };
}

function reportOf(...cases: readonly WeeklyCase[]): WeeklyReport {
  return reportAfter([], { cases, monday, asOf: now });
}

/** The report that would be made now, after these papers. */
function reportAfter(papers: readonly WeekPaper[], of: Pick<WeeklyInput, 'cases' | 'monday' | 'asOf'>): WeeklyReport {
  const next = nextPaper(papers, { kind: 'report', monday: of.monday, asOf: of.asOf });
  return weeklyReport({ ...of, papers: [...papers, next], own: [next.id] });
}

function paper(start: string, asOf: Instant): WeekPaper {
  return { id: start, kind: 'report', monday: PlainDate.parse(start), asOf, inForce: true, withdrawn: [] };
}

/** The figures that are not zero. */
function figures(...cases: readonly WeeklyCase[]): Readonly<Record<string, number>> {
  return Object.fromEntries(Object.entries(reportOf(...cases).figures).filter(([, count]) => count !== 0));
}

const oldLead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const medium: LogLine = ['grade_decided', '2026-10-05T02:00:00.000Z', { grade: 'R2', triggers: [] }];

describe('weekly report', () => {
  it('of no cases is a zero report', () => {
    expect(reportOf()).toMatchObject({ from: '2026-10-12', to: '2026-10-18', lines: [], zero: true });
    expect(figures()).toEqual({});
  });

  it('of a quiet week counts who is registered, and is a zero report', () => {
    const quiet = caseOf(oldLead, medium);
    expect(figures(quiet)).toEqual({ registered: 1, registeredR2: 1 });
    expect(reportOf(quiet)).toMatchObject({
      zero: true,
      lines: [{ gradeBefore: 'R2', grade: 'R2', added: false, released: false, measures: [], nextDue: { ruleId: 'T_GUARDIAN_R2' } }],
    });
  });

  it('counts a new case with everything that was done in the week', () => {
    const fresh = caseOf(
      ['lead_recorded', '2026-10-12T01:00:00.000Z', { crisisTypes: ['self_harm', 'suicidal_ideation'] }],
      ['grade_decided', '2026-10-12T02:00:00.000Z'],
      ['guardian_notified', '2026-10-12T03:00:00.000Z', { opinion: 'declines' }],
      ['letter_received', '2026-10-12T04:00:00.000Z'],
      ['referral_made', '2026-10-13T01:00:00.000Z'],
      ['referral_replied', '2026-10-15T01:00:00.000Z', { referralId: eventId(5), visitedOn: PlainDate.parse('2026-10-14'), treatment: 'inpatient' }],
      ['follow_up_held', '2026-10-18T15:00:00.000Z', { incidents: ['suicide_attempt'] }],
    );
    expect(figures(fresh)).toEqual({
      registered: 1,
      registeredR3: 1,
      newLeads: 1,
      added: 1,
      hospitalVisits: 1,
      inpatients: 1,
      selfHarm: 1,
      suicideAttempts: 1,
      referralsMade: 1,
      repliesReceived: 1,
      guardiansNotCooperating: 1,
    });
    expect(reportOf(fresh).lines[0]?.measures).toContainEqual({ type: 'referral_made', count: 1 });
    expect(reportOf(fresh).zero).toBe(false);
  });

  it.each([
    ['raised', { grade: 'R3', triggers: [] }, { registered: 1, registeredR3: 1, raised: 1 }],
    ['lowered', { grade: 'R1', triggers: [] }, { registered: 1, registeredR1: 1, lowered: 1 }],
    ['released', { grade: 'R0', outcome: 'not_crisis', triggers: [] }, { released: 1 }],
  ] as const)('counts a grade that was %s', (_name, changes, expected) => {
    const decided: LogLine = ['grade_decided', '2026-10-14T02:00:00.000Z', { ...changes, triggers: [] }];
    expect(figures(caseOf(oldLead, medium, decided))).toEqual(expected);
  });

  it('counts plans and contacts that were owed, and those that were done', () => {
    const onLeave = caseOf(
      oldLead,
      medium,
      ['letter_received', '2026-10-06T01:00:00.000Z'],
      ['leave_started', '2026-10-07T01:00:00.000Z', { from: PlainDate.parse('2026-10-07') }],
      ['guardian_contacted', '2026-10-13T01:00:00.000Z'],
    );
    expect(figures(onLeave)).toEqual({ registered: 1, registeredR2: 1, onLeave: 1, plansDue: 1, plansOverdue: 1, contactsDue: 2, contactsDone: 1 });
  });

  it('takes what happened in the week though it was recorded after it, and leaves out what came later', () => {
    const late = caseOf(
      oldLead,
      medium,
      ['pupil_contacted', '2026-10-18T15:59:59.999Z', { incidents: ['self_harm'] }, { recordedAt: '2026-10-19T00:30:00.000Z' }],
      ['pupil_contacted', '2026-10-18T16:00:00.000Z', { incidents: ['self_harm'] }],
    );
    expect(reportOf(late).figures.selfHarm).toBe(1);
  });

  it('is no zero report after a single lead, however small', () => {
    const { figures: counted } = reportOf(caseOf(['lead_recorded', '2026-10-14T01:00:00.000Z', { crisisTypes: [] }]));
    expect(isZeroReport(counted)).toBe(false);
  });

  it('counts between two reports what neither Friday knew, and everything once', () => {
    const friday = (day: string) => Instant.parse(`2026-10-${day}T07:30:00.000Z`);
    const first = paper('2026-10-12', friday('16'));
    const second = paper('2026-10-19', friday('23'));
    const weekend = caseOf(
      oldLead,
      medium,
      ['follow_up_held', '2026-10-16T06:00:00.000Z', { incidents: [] }],
      ['pupil_contacted', '2026-10-16T08:00:00.000Z', { incidents: ['suicide_attempt'] }],
      ['grade_decided', '2026-10-18T03:00:00.000Z', { grade: 'R4', triggers: [] }],
      ['pupil_contacted', '2026-10-14T02:00:00.000Z', { incidents: ['self_harm'] }, { recordedAt: '2026-10-20T01:00:00.000Z' }],
      ['pupil_contacted', '2026-10-21T02:00:00.000Z', { incidents: [] }],
    );
    const after = (asOf: Instant, papers: readonly WeekPaper[], start: string) =>
      reportAfter(papers, { cases: [weekend], monday: PlainDate.parse(start), asOf });
    const one = after(friday('16'), [], '2026-10-12');
    expect([one.zero, one.figures.suicideAttempts, one.figures.registeredR2, one.figures.carriedOver]).toEqual([true, 0, 1, 0]);
    const two = after(friday('23'), [first], '2026-10-19');
    expect(two.zero).toBe(false);
    expect(two.figures).toMatchObject({ suicideAttempts: 1, selfHarm: 1, raised: 1, registeredR4: 1, registeredR2: 0, carriedOver: 3 });
    expect(two.lines[0]).toMatchObject({
      gradeBefore: 'R2',
      grade: 'R4',
      carriedOver: 3,
      measures: [
        { type: 'pupil_contacted', count: 3 },
        { type: 'grade_decided', count: 1 },
      ],
    });
    const three = after(friday('30'), [first, second], '2026-10-26');
    expect([three.zero, three.figures.carriedOver, three.figures.suicideAttempts]).toEqual([true, 0, 0]);
  });

  it('made after its week leaves the days since to the next one', () => {
    const log = caseOf(oldLead, medium, ['pupil_contacted', '2026-10-20T02:00:00.000Z', { incidents: ['self_harm'] }]);
    const made = paper('2026-10-12', Instant.parse('2026-10-21T02:00:00.000Z'));
    expect(reportAfter([], { cases: [log], monday, asOf: made.asOf }).figures.selfHarm).toBe(0);
    const next = reportAfter([made], { cases: [log], monday: PlainDate.parse('2026-10-19'), asOf: Instant.parse('2026-10-23T07:00:00.000Z') });
    expect([next.figures.selfHarm, next.figures.carriedOver]).toEqual([1, 0]);
  });

  it('takes a case closed on Saturday out of the register in the next report', () => {
    const closed = caseOf(oldLead, ['grade_decided', '2026-10-05T02:00:00.000Z', { grade: 'R1', triggers: [] }], ['case_closed', '2026-10-17T02:00:00.000Z']);
    const next = reportAfter([paper('2026-10-12', Instant.parse('2026-10-16T07:00:00.000Z'))], {
      cases: [closed],
      monday: PlainDate.parse('2026-10-19'),
      asOf: Instant.parse('2026-10-23T07:00:00.000Z'),
    });
    expect(next.figures).toMatchObject({ registered: 0, released: 1, carriedOver: 1 });
    expect(next.lines).toHaveLength(1);
  });

  it('counts a pupil until the other school has them, and no longer though the case is not closed yet', () => {
    const red: LogLine = ['grade_decided', '2026-10-05T02:00:00.000Z', { grade: 'R4', triggers: [] }];
    const moved: LogLine = ['pupil_transferred', '2026-10-12T02:00:00.000Z'];
    const received: LogLine = ['transfer_confirmed', '2026-10-14T02:00:00.000Z'];
    expect(figures(caseOf(oldLead, red, moved))).toMatchObject({ registered: 1, registeredR4: 1 });
    const gone = figures(caseOf(oldLead, red, moved, received));
    expect([gone['registered'], gone['registeredR4'], gone['released']]).toEqual([undefined, undefined, 1]);
    expect(reportOf(caseOf(oldLead, red, moved, received)).lines).toMatchObject([{ released: true }]);
  });

  it('counts a stay in hospital from admission to discharge, and a visit told twice once', () => {
    const visitedOn = PlainDate.parse('2026-10-13');
    const stay: readonly LogLine[] = [
      oldLead,
      medium,
      ['diagnosis_reported', '2026-10-13T06:00:00.000Z', { visitedOn, treatment: 'outpatient' }],
      ['referral_made', '2026-10-12T01:00:00.000Z'],
      ['referral_replied', '2026-10-14T01:00:00.000Z', { referralId: eventId(4), visitedOn, treatment: 'not_stated' }],
      ['hospital_admitted', '2026-10-14T03:00:00.000Z', { admittedOn: PlainDate.parse('2026-10-14') }],
    ];
    expect(figures(caseOf(...stay))).toMatchObject({ hospitalVisits: 1, inpatients: 1, repliesReceived: 1 });
    const discharged: LogLine = ['hospital_discharged', '2026-10-16T03:00:00.000Z', { dischargedOn: PlainDate.parse('2026-10-16') }];
    expect(figures(caseOf(...stay, discharged))['inpatients']).toBeUndefined();
  });

  it('counts what sessions, emergencies and further leads tell of, and a part-time return', () => {
    const told = caseOf(
      ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['self_harm'] }],
      medium,
      ['counselling_held', '2026-10-12T02:00:00.000Z', { incidents: ['self_harm'] }],
      ['emergency_started', '2026-10-13T02:00:00.000Z', { kind: 'attempt' }],
      ['lead_added', '2026-10-13T04:00:00.000Z', { crisisTypes: ['self_harm'] }],
      ['lead_added', '2026-10-13T05:00:00.000Z', { crisisTypes: ['suicide_attempt'] }],
      ['emergency_ended', '2026-10-13T06:00:00.000Z'],
      ['emergency_started', '2026-10-14T02:00:00.000Z', { kind: 'self_injury' }],
      ['leave_started', '2026-10-14T03:00:00.000Z', { from: PlainDate.parse('2026-10-14') }],
      ['leave_ended', '2026-10-16T03:00:00.000Z', { how: 'part_time', until: PlainDate.parse('2026-11-16') }],
    );
    expect(figures(told)).toMatchObject({ selfHarm: 2, suicideAttempts: 2, newLeads: 2, returned: 1 });
  });

  it('says what is still to be looked at', () => {
    const late: LogLine = ['pupil_contacted', '2026-10-13T02:00:00.000Z', { incidents: [] }, { recordedAt: '2026-10-15T02:00:00.000Z' }];
    const { checks } = reportOf(caseOf(oldLead, medium, ['letter_received', '2026-10-06T01:00:00.000Z'], ['plan_drafted', '2026-10-07T01:00:00.000Z'], late));
    const codes = new Map(checks.map(({ code, count }) => [code, count]));
    expect([codes.get('ENTRIES_LATE'), codes.get('PLANS_OVERDUE'), codes.get('PLANS_UNSIGNED'), codes.has('DUTIES_OPEN')]).toEqual([1, 1, 1, true]);
    expect(reportOf().checks).toEqual([]);
  });
});
