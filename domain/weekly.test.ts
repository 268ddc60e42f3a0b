import { describe, expect, it } from 'vitest';
import { eventId, logOf, type LogLine } from './events.fixture.ts';
import { defaultCalendar, defaultRulePack } from './rules/defaults.ts';
import { obligationsOf } from './rules/engine.ts';
import { Instant, PlainDate } from './time.ts';
import { isZeroReport, weeklyReport, type WeeklyCase, type WeeklyReport } from './weekly.ts';

const monday = PlainDate.parse('2026-10-12');
const now = Instant.parse('2026-10-19T01:00:00.000Z');
const packs = new Map([[defaultRulePack.version, defaultRulePack]]);

function caseOf(...lines: readonly LogLine[]): WeeklyCase {
  const events = logOf(...lines);
  return { events, obligations: obligationsOf({ events, packs, calendar: defaultCalendar, registerKind: 'school', now }) };
}

function reportOf(...cases: readonly WeeklyCase[]): WeeklyReport {
  return weeklyReport({ cases, monday, now });
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
      lines: [{ gradeBefore: 'R2', grade: 'R2', added: false, released: false, measures: [], nextDue: { ruleId: 'T_FOLLOW_UP_R2' } }],
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
});
