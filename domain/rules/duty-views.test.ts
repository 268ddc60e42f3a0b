/** What is said about duties: what an entry changed, why one stands, how far it escalated, how the clauses were kept. */
import { describe, expect, it } from 'vitest';
import { eventId, logOf, type LogLine } from '../events.fixture.ts';
import { Instant, PlainDate } from '../time.ts';
import { changesBetween } from './changes.ts';
import { complianceOf, type Kept } from './compliance.ts';
import { builtInRulePacks, defaultRulePack } from './defaults.ts';
import { owed, packs } from './engine.fixture.ts';
import { escalationOf } from './escalation.ts';
import { explain, type Reasons } from './explain.ts';
import { followUpDaysOf } from './rule-pack.ts';

const date = (text: string): PlainDate => PlainDate.parse(text);
const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];

describe('what an entry changed', () => {
  const changed = (lines: readonly LogLine[], last: LogLine): { opened: readonly string[]; ended: readonly string[]; moved: readonly string[] } => {
    const after = owed([...lines, last], last[1]);
    const { opened, ended, moved } = changesBetween(owed(lines, last[1]), after, packs);
    return {
      opened: opened.map(({ ruleId, slot }) => `${ruleId} ${slot}`).sort(),
      ended: ended.map(({ ruleId, end }) => `${ruleId} ${end}`).sort(),
      moved: moved.map(({ from, to }) => `${from.ruleId} ${from.dueAt} → ${to.ruleId} ${to.dueAt}`).sort(),
    };
  };

  it('is all that opened with the first entry', () => {
    expect(changesBetween([], owed([lead], lead[1]), packs)).toMatchObject({ opened: [{ ruleId: 'T_EARLY_TALK' }], ended: [], moved: [] });
  });

  it('names what was done and what follows', () => {
    const held: LogLine = ['follow_up_held', '2026-09-18T01:00:00.000Z'];
    expect(changed([lead, judged], held)).toEqual({ opened: ['T_FOLLOW_UP_R3 case'], ended: ['T_FOLLOW_UP_R3 done'], moved: [] });
  });

  it('takes what was found done at once for done', () => {
    const told: LogLine = ['guardian_notified', '2026-09-14T01:30:00.000Z'];
    expect(changed([lead, told], judged).ended).toEqual(['T_EARLY_TALK superseded', 'T_GUARDIAN done']);
  });

  it('says that a duty moved when another of its family stands in its place', () => {
    const raised: LogLine = ['grade_decided', '2026-09-15T02:00:00.000Z', { grade: 'R4' }];
    const { moved, ended } = changed([lead, judged], raised);
    expect(moved).toEqual([
      'T_FOLLOW_UP_R3 2026-09-21T15:59:59.999Z → T_FOLLOW_UP_R4 2026-09-16T15:59:59.999Z',
      'T_SAFETY_PLAN_R3 2026-09-17T15:59:59.999Z → T_SAFETY_PLAN_R4 2026-09-16T15:59:59.999Z',
    ]);
    expect(ended).toEqual([]);
  });

  it('says that a corrected entry moved what it had opened', () => {
    const corrected: LogLine = [
      'correction_made',
      '2026-09-16T03:00:00.000Z',
      { targetId: eventId(2), field: 'happenedAt', was: '2026-09-14T03:00:00.000Z', shouldBe: '2026-09-15T03:00:00.000Z' },
    ];
    expect(changed([lead, ['letter_received', '2026-09-14T03:00:00.000Z']], corrected).moved).toContain(
      'T_PLAN 2026-09-21T15:59:59.999Z → T_PLAN 2026-09-22T15:59:59.999Z',
    );
  });
});

describe('why a duty stands', () => {
  const reasons = (lines: readonly LogLine[], rule: string, occurrence = 1): Reasons | null => {
    const obligation = owed(lines, '2026-12-01T00:00:00.000Z', rule).find((duty) => duty.occurrence === occurrence);
    return obligation === undefined ? null : explain({ obligation, events: logOf(...lines), packs });
  };

  it('names the conditions that the opening entry met, and how the due moment was counted', () => {
    expect(reasons([lead, judged], 'T_FILE')).toMatchObject({
      openedBy: { id: eventId(2) },
      because: ['grade=R3', 'crisis=true'],
      due: { basis: 'hours', amount: 24 },
      endedBy: null,
      settledBy: ['case_filed'],
    });
  });

  it.each<readonly [string, readonly LogLine[], Reasons['due']]>([
    ['T_EM_PSYCH', [lead, ['emergency_started', '2026-09-15T01:00:00.000Z']], { basis: 'minutes', amount: 60 }],
    ['T_SECOND_SCREEN', [['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['bullying'] }]], { basis: 'school_days', amount: 5 }],
    ['T_CONFERENCE', [lead, judged], { basis: 'week', amount: 30 }],
    ['T_LEAVE_CONTACT', [lead, judged, ['leave_started', '2026-10-12T01:00:00.000Z', { from: date('2026-10-12') }]], { basis: 'week', amount: 7 }],
    ['T_DECISION', [lead, judged, ['conference_held', '2026-10-09T01:00:00.000Z']], { basis: 'named_day', amount: 3 }],
    ['T_EM_REVIEW', [lead, ['emergency_ended', '2026-09-26T01:00:00.000Z']], { basis: 'named_day', amount: 2 }],
    ['T_EM_REVIEW', [lead, ['emergency_ended', '2026-09-26T01:00:00.000Z', { reviewOn: null }]], { basis: 'calendar_days', amount: 7 }],
  ])('counts %s in its own way', (rule, lines, due) => {
    expect(reasons(lines, rule)?.due).toEqual(due);
  });

  it('names the month of a reassessment and the days of a rolling duty', () => {
    const march = owed([lead, judged], '2027-03-02T00:00:00.000Z', 'T_REASSESS')[0];
    expect(march === undefined ? null : explain({ obligation: march, events: logOf(lead, judged), packs })?.due).toEqual({ basis: 'month', amount: 3 });
    const held: LogLine = ['pupil_contacted', '2026-09-18T01:00:00.000Z'];
    expect(reasons([lead, judged, held], 'T_FOLLOW_UP_R3', 2)).toMatchObject({
      openedBy: { id: eventId(3) },
      because: ['reached=true'],
      due: { basis: 'rolling', amount: 7 },
    });
  });

  it('shows what was tried: nobody reached, put off, waited for; not what was about another duty', () => {
    const obligationId = `${eventId(3)}:T_LEAVE_CONTACT:guardian:1`;
    const lines: readonly LogLine[] = [
      lead,
      judged,
      ['leave_started', '2026-10-12T01:00:00.000Z', { from: date('2026-10-12') }],
      ['guardian_contacted', '2026-10-13T01:00:00.000Z', { reached: false }],
      ['pupil_contacted', '2026-10-14T01:00:00.000Z'],
      ['obligation_waiting', '2026-10-15T01:00:00.000Z', { obligationId, waitingFor: 'guardian', chaseOn: date('2026-10-16') }],
      ['obligation_snoozed', '2026-10-15T02:00:00.000Z', { obligationId: 'another', until: date('2026-10-16') }],
      ['guardian_contacted', '2026-10-17T01:00:00.000Z'],
      ['guardian_contacted', '2026-10-18T01:00:00.000Z', { reached: false }],
    ];
    const [first] = owed(lines, '2026-10-19T00:00:00.000Z', 'T_LEAVE_CONTACT').filter(({ slot }) => slot === 'guardian');
    const why = first === undefined ? null : explain({ obligation: first, events: logOf(...lines), packs });
    expect(why?.tried.map(({ id }) => id)).toEqual([eventId(4), eventId(6)]);
    expect(why?.endedBy?.id).toBe(eventId(8));
    expect(why?.settledBy).toEqual(['guardian_contacted', 'family_meeting_held', 'follow_up_held']);
  });

  it('shows no entry of a later week for a week that was missed', () => {
    const lines: readonly LogLine[] = [
      lead,
      judged,
      ['leave_started', '2026-10-12T01:00:00.000Z', { from: date('2026-10-12') }],
      ['guardian_contacted', '2026-10-18T01:00:00.000Z', { reached: false }],
      ['guardian_contacted', '2026-10-25T01:00:00.000Z'],
    ];
    expect(reasons(lines, 'T_LEAVE_CONTACT')?.tried.map(({ id }) => id)).toEqual([eventId(4)]);
  });

  it('knows nothing of a duty whose rule or opening entry it was not given', () => {
    const [obligation] = owed([lead], '2026-09-15T00:00:00.000Z');
    if (obligation === undefined) throw new Error('a lead opens a duty');
    expect(explain({ obligation, events: [], packs })).toBeNull();
    expect(explain({ obligation, events: logOf(lead), packs: new Map() })).toBeNull();
  });
});

describe('escalation', () => {
  const dueAt = Instant.parse('2026-09-14T00:00:00.000Z');
  const level = (now: string, grade: 'R2' | 'R4', escalation = defaultRulePack.escalation): string =>
    escalationOf({ end: null, dueAt }, { now: Instant.parse(now), grade, pack: { escalation } });

  it.each([
    ['2026-09-14T00:00:00.000Z', 'R4', 'owner'],
    ['2026-09-14T00:00:00.001Z', 'R2', 'vice_principal'],
    ['2026-09-14T00:00:00.001Z', 'R4', 'vice_principal'],
    ['2026-09-14T23:59:59.999Z', 'R4', 'vice_principal'],
    ['2026-09-15T00:00:00.000Z', 'R4', 'principal'],
    ['2026-09-16T23:59:59.999Z', 'R2', 'vice_principal'],
    ['2026-09-17T00:00:00.000Z', 'R2', 'principal'],
  ] as const)('at %s with %s: %s', (now, grade, expected) => {
    expect(level(now, grade)).toBe(expected);
  });

  it('lets a district give the owner time, and spares nobody in a red case unless it says so', () => {
    const patient = { ...defaultRulePack.escalation, vicePrincipalAfterHours: 24 };
    expect(level('2026-09-14T12:00:00.000Z', 'R2', patient)).toBe('owner');
    expect(level('2026-09-14T12:00:00.000Z', 'R4', patient)).toBe('vice_principal');
    expect(level('2026-09-14T12:00:00.000Z', 'R4', { ...patient, redAtOnce: false })).toBe('owner');
  });

  it('concerns nobody once the duty has ended', () => {
    const late = { now: Instant.parse('2026-10-14T00:00:00.000Z'), grade: 'R4', pack: defaultRulePack } as const;
    expect(escalationOf({ end: 'missed', dueAt }, late)).toBe('owner');
  });
});

describe('compliance', () => {
  const kept = (day: string, end: Kept['end'], clause = 'A'): Kept => {
    const endedAt = end === null ? null : Instant.parse(`${day}T08:00:00.000Z`);
    return { clause, dueAt: Instant.parse(`${day}T15:59:59.999Z`), end, endedAt };
  };
  const span = { from: date('2026-09-01'), to: date('2026-09-30'), now: Instant.parse('2026-09-20T00:00:00.000Z') };

  it('counts what was due in the span, and rates what was owed and is over', () => {
    const duties = [
      kept('2026-09-01', 'done'),
      kept('2026-09-30', 'done'),
      kept('2026-09-02', 'done_late'),
      kept('2026-09-03', 'missed'),
      kept('2026-09-04', 'excused'),
      kept('2026-09-05', 'superseded'),
      kept('2026-09-19', null),
      kept('2026-09-20', null),
      kept('2026-08-31', 'missed'),
      kept('2026-10-01', 'missed'),
    ];
    expect(complianceOf(duties, span)).toEqual([
      { clause: 'A', done: 2, doneLate: 1, missed: 1, excused: 1, superseded: 1, lapsed: 0, open: 1, openOverdue: 1, onTime: 0.4 },
    ]);
  });

  it('does not forget a duty that was overdue when an entry superseded it', () => {
    const late = { ...kept('2026-09-02', 'superseded'), endedAt: Instant.parse('2026-09-04T08:00:00.000Z') };
    const duties = [kept('2026-09-01', 'done'), late, kept('2026-09-05', 'superseded')];
    expect(complianceOf(duties, span)).toMatchObject([{ done: 1, superseded: 1, lapsed: 1, onTime: 0.5 }]);
  });

  it('gives no rate where nothing was owed, and one row for each clause in order', () => {
    expect(complianceOf([kept('2026-09-04', 'excused', 'B'), kept('2026-09-25', null)], span).map(({ clause, onTime }) => [clause, onTime])).toEqual([
      ['A', null],
      ['B', null],
    ]);
    expect(complianceOf([], span)).toEqual([]);
  });
});

describe('the follow-up cycle', () => {
  it('is that of the pack', () => {
    expect(builtInRulePacks.map((pack) => followUpDaysOf(pack).R3)).toEqual([7, 7]);
    expect(followUpDaysOf({ ...defaultRulePack, followUpDays: { ...defaultRulePack.followUpDays, R3: 5 } }).R3).toBe(5);
  });
});
