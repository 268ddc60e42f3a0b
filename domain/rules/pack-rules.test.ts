/** The built-in rules, clock by clock: what opens each, when it is due, and what ends it. */
import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from '../events.fixture.ts';
import { PlainDate } from '../time.ts';
import { builtInRulePack, builtInRulePacks, defaultRulePack, newerBuiltIn } from './defaults.ts';
import { ends, owed } from './engine.fixture.ts';

const date = (text: string): PlainDate => PlainDate.parse(text);
const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const red: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R4' }];
const calm: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R0', outcome: 'not_crisis', triggers: [] }];
const submitted: readonly LogLine[] = [
  ['plan_drafted', '2026-09-15T01:00:00.000Z'],
  ['plan_signed', '2026-09-15T02:00:00.000Z'],
  ['plan_submitted', '2026-09-15T03:00:00.000Z'],
];
const letter: LogLine = ['letter_received', '2026-09-14T03:00:00.000Z'];
const leave: LogLine = ['leave_started', '2026-10-12T01:00:00.000Z', { from: date('2026-10-12') }];
const back = (how: 'returned' | 'trial' | 'withdrew'): LogLine => ['leave_ended', '2026-12-14T01:00:00.000Z', { how, until: date('2027-01-08') }];

describe('the built-in packs', () => {
  it('keep the first edition for registers that began with it', () => {
    expect(builtInRulePacks.map(({ version }) => version)).toEqual(['cn-qingpu-2026', 'cn-qingpu-2026.2']);
    expect(defaultRulePack.version).toBe('cn-qingpu-2026.2');
    const [first] = builtInRulePacks;
    const ids = new Set(defaultRulePack.rules.map(({ id }) => id));
    expect(first?.rules.filter(({ id }) => !ids.has(id))).toEqual([]);
    expect(first?.escalation).toEqual(defaultRulePack.escalation);
    expect(first?.followUpDays).toEqual({ R0: null, R1: 30, R2: 14, R3: 7, R4: 1 });
  });

  it('offer the newest edition to a register that only ever held older ones', () => {
    const offered = (...versions: readonly string[]) => newerBuiltIn(versions)?.version ?? null;
    expect(offered('cn-qingpu-2026')).toBe('cn-qingpu-2026.2');
    expect(offered('cn-qingpu-2026', 'district.1')).toBe('cn-qingpu-2026.2');
    expect(offered('cn-qingpu-2026.2')).toBe(null);
    // Left behind by its own choice: once in force, it is not offered again.
    expect(offered('cn-qingpu-2026', 'cn-qingpu-2026.2', 'district.1')).toBe(null);
    // A register that began with an edition which this program does not know is not offered an older one.
    expect(offered('cn-qingpu-2031')).toBe(null);
    expect(builtInRulePacks.map(({ version }) => builtInRulePack(version)?.version)).toEqual(builtInRulePacks.map(({ version }) => version));
    expect(builtInRulePack('cn-qingpu-2031')).toBe(null);
  });

  it('say of every clause where it stands, and use every one', () => {
    const used = new Set([...defaultRulePack.rules, ...defaultRulePack.office].map(({ clause }) => clause));
    expect([...used].sort()).toEqual(Object.keys(defaultRulePack.clauses).sort());
    expect(Object.values(defaultRulePack.clauses).filter(({ source, text }) => source.length < 4 || text.length < 10)).toEqual([]);
  });
});

type Row = readonly [rule: string, opening: readonly LogLine[], due: string, settling: LogLine];
const settlingAt = '2026-12-14T08:00:00.000Z';

const rows: readonly Row[] = [
  ['T_EARLY_TALK', [lead], '2026-09-15T15:59:59.999Z', ['risk_interview_held', '2026-09-15T01:00:00.000Z']],
  ['T_CLOSE', [lead, calm], '2026-10-16T15:59:59.999Z', ['case_closed', '2026-10-12T01:00:00.000Z']],
  [
    'T_PLAN_REVISED',
    [lead, judged, ...submitted, ['plan_drafted', '2026-09-25T01:00:00.000Z', { reason: '复诊后调整。' }]],
    '2026-10-02T15:59:59.999Z',
    ['plan_submitted', '2026-09-29T01:00:00.000Z', { planVersion: 2 }],
  ],
  ['T_GRADE', [lead, ['interview_held', '2026-09-14T02:00:00.000Z']], '2026-09-15T15:59:59.999Z', ['grade_decided', '2026-09-15T01:00:00.000Z']],
  [
    'T_LETTER_TALK',
    [['lead_recorded', '2026-09-14T01:00:00.000Z', { sourceRefs: [{ kind: 'package', id: 'p' }] }]],
    '2026-09-16T15:59:59.999Z',
    ['interview_held', '2026-09-15T01:00:00.000Z'],
  ],
  ['T_MEASURES', [lead, letter], '2026-09-21T15:59:59.999Z', ['measures_reported', '2026-09-18T01:00:00.000Z']],
  ['T_RISK_REVIEW', [lead, red], '2026-09-15T15:59:59.999Z', ['risk_interview_held', '2026-09-15T01:00:00.000Z']],
  ['T_CONFERENCE', [lead, judged], '2026-10-14T15:59:59.999Z', ['conference_held', '2026-10-09T01:00:00.000Z']],
  ['T_NEW_LEAD', [lead, judged, ['lead_added', '2026-09-15T01:00:00.000Z']], '2026-09-18T15:59:59.999Z', ['interview_held', '2026-09-16T01:00:00.000Z']],
  ['T_OBSERVE', [lead, judged], '2026-09-21T15:59:59.999Z', ['class_observed', '2026-09-18T01:00:00.000Z']],
  ['T_SAFETY_PLAN_R4', [lead, red], '2026-09-15T15:59:59.999Z', ['safety_plan_made', '2026-09-15T01:00:00.000Z']],
  ['T_SAFETY_PLAN_R3', [lead, judged], '2026-09-17T15:59:59.999Z', ['safety_plan_made', '2026-09-15T01:00:00.000Z']],
  [
    'T_ESCORT_WRITTEN',
    [lead, ['hospital_escorted', '2026-09-15T03:00:00.000Z']],
    '2026-09-16T03:00:00.000Z',
    ['kin_notified_in_writing', '2026-09-15T09:00:00.000Z'],
  ],
  ['T_HOSP_72H', [lead, ['hospital_escorted', '2026-09-15T03:00:00.000Z']], '2026-09-18T03:00:00.000Z', ['hospital_admitted', '2026-09-16T09:00:00.000Z']],
  [
    'T_DISCHARGE_VISIT',
    [lead, judged, ['hospital_discharged', '2026-10-20T03:00:00.000Z']],
    '2026-10-23T15:59:59.999Z',
    ['counselling_held', '2026-10-22T01:00:00.000Z'],
  ],
  [
    'T_HOSPITAL_CONTACT',
    [lead, judged, ['hospital_admitted', '2026-09-24T03:00:00.000Z']],
    '2026-10-01T15:59:59.999Z',
    ['guardian_contacted', '2026-09-30T01:00:00.000Z'],
  ],
  [
    'T_RETURN_ASSESS',
    [lead, judged, leave, ['return_applied', '2026-11-23T03:00:00.000Z']],
    '2026-11-30T15:59:59.999Z',
    ['return_assessed', '2026-11-27T01:00:00.000Z'],
  ],
  [
    'T_RETURN_REVIEW',
    [lead, judged, leave, ['return_assessed', '2026-11-27T03:00:00.000Z', { conclusion: 'deferred', reviewOn: date('2026-12-11') }]],
    '2026-12-11T15:59:59.999Z',
    ['return_assessed', '2026-12-10T01:00:00.000Z'],
  ],
  [
    'T_APPEAL',
    [lead, judged, leave, ['return_appealed', '2026-11-30T03:00:00.000Z']],
    '2026-12-07T15:59:59.999Z',
    ['return_appeal_decided', '2026-12-02T01:00:00.000Z'],
  ],
  ['T_REENTRY_PLAN', [lead, judged, leave, back('returned')], '2026-12-17T15:59:59.999Z', ['reentry_plan_made', settlingAt]],
  ['T_TRIAL_REVIEW', [lead, judged, leave, back('trial')], '2027-01-08T15:59:59.999Z', ['trial_ended', settlingAt]],
  ['T_WATCH', [lead, judged, leave, back('returned')], '2026-12-21T15:59:59.999Z', ['counselling_held', settlingAt]],
  [
    'T_REFERRAL_AGAIN',
    [lead, judged, ['referral_updated', '2026-09-16T03:00:00.000Z', { status: 'declined' }]],
    '2026-09-19T15:59:59.999Z',
    ['referral_made', '2026-09-17T01:00:00.000Z'],
  ],
  ['T_HANDOVER', [lead, ['case_handed_over', '2026-09-16T03:00:00.000Z']], '2026-09-18T15:59:59.999Z', ['handover_accepted', '2026-09-17T01:00:00.000Z']],
  [
    'T_EM_CENTER',
    [lead, ['emergency_started', '2026-09-16T03:00:00.000Z']],
    '2026-09-17T03:00:00.000Z',
    ['case_filed', '2026-09-16T05:00:00.000Z', { to: ['center'] }],
  ],
  [
    'T_EM_REVIEW',
    [lead, ['emergency_ended', '2026-09-16T03:00:00.000Z', { reviewOn: null }]],
    '2026-09-23T15:59:59.999Z',
    ['conference_held', '2026-09-18T05:00:00.000Z', { kind: 'emergency' }],
  ],
  [
    'T_MANDATORY',
    [['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['victimization'] }]],
    '2026-09-14T03:00:00.000Z',
    ['mandatory_report_made', '2026-09-14T02:00:00.000Z'],
  ],
  [
    'T_MANDATORY_ANSWER',
    [lead, ['mandatory_report_made', '2026-09-16T03:00:00.000Z']],
    '2026-09-23T15:59:59.999Z',
    ['mandatory_report_answered', '2026-09-18T03:00:00.000Z', { reportId: eventId(2) }],
  ],
  [
    'T_POSTVENTION',
    [lead, ['affected_pupil_added', '2026-09-16T03:00:00.000Z']],
    '2026-09-19T15:59:59.999Z',
    ['affected_pupil_seen', '2026-09-18T03:00:00.000Z', { affectedId: eventId(2) }],
  ],
  [
    'T_CONTACT_LOST',
    [lead, judged, ['contact_lost', '2026-09-16T03:00:00.000Z']],
    '2026-09-17T15:59:59.999Z',
    ['guardian_contacted', '2026-09-17T03:00:00.000Z'],
  ],
  [
    'T_TRANSFER_RECEIPT',
    [lead, judged, ['pupil_transferred', '2026-09-16T03:00:00.000Z']],
    '2026-09-30T15:59:59.999Z',
    ['transfer_confirmed', '2026-09-20T03:00:00.000Z'],
  ],
  ['T_ARCHIVE', [lead, judged, ['case_closed', '2026-09-16T03:00:00.000Z']], '2026-10-16T15:59:59.999Z', ['case_archived', '2026-09-20T03:00:00.000Z']],
];

describe('each clock of the loop', () => {
  it.each(rows)('%s opens, is due and is done', (rule, opening, due, settling) => {
    const opened = owed(opening, opening.at(-1)?.[1] ?? '', rule);
    expect(opened.map(({ dueAt, end }) => [dueAt, end])).toEqual([[due, null]]);
    const [first] = owed([...opening, settling], '2027-01-31T00:00:00.000Z', rule);
    expect(first).toMatchObject({ id: opened[0]?.id, end: 'done', endedAt: settling[1], dueAt: due });
  });

  it('covers what the second edition adds, apart from what is counted in minutes, months and items, and owed by the centre alone', () => {
    const older = new Set(builtInRulePacks[0]?.rules.map(({ id }) => id));
    const elsewhere = [
      'T_DECISION',
      'T_CONFIRM_MINUTES',
      'T_EM_GUARDIAN',
      'T_EM_PRINCIPAL',
      'T_EM_PSYCH',
      'T_EM_BUREAU',
      'T_REASSESS',
      'T_UNREACHED',
      'T_PHONE',
      'T_HOTLINE_TALK',
      'T_CENTER_EARLY_TALK',
      'T_CENTER_REVIEW',
      'T_SCHOOL_REPLY',
      'T_CLOSE_CENTER',
      // Told at once: told-at-once.test.ts.
      'T_PSYCHOSIS_NOTICE',
      'T_EM_HEAD',
      // Days that an entry names: named-days.test.ts.
      'T_NEXT_TALK',
      'T_NEXT_FOLLOW_UP',
      'T_NEXT_CONFERENCE',
      'T_NEXT_MEETING',
      'T_NEXT_VISIT',
      'T_RETURN_APPLY',
      'T_LEAVE_END',
    ];
    const added = defaultRulePack.rules.map(({ id }) => id).filter((id) => !older.has(id) && !elsewhere.includes(id));
    expect(rows.map(([id]) => id).sort()).toEqual(added.sort());
  });
});

describe('danger', () => {
  it('that comes with a further lead opens the same clocks as with the first', () => {
    const further: LogLine = ['lead_added', '2026-09-16T01:00:00.000Z', { immediateDanger: true }];
    const opened = owed([lead, further], '2026-09-16T02:00:00.000Z').filter(({ openedBy }) => openedBy === eventId(2));
    expect(opened.map(({ ruleId, slot }) => `${ruleId} ${slot}`).sort()).toEqual([
      'T_FILE center',
      'T_FILE minor_protection_office',
      'T_GUARDIAN case',
      'T_PRINCIPAL case',
      'T_URGENT_TALK case',
    ]);
  });

  it('seen by a class teacher is answered the same day by a new talk, not by that of yesterday', () => {
    const talk = (at: string): LogLine => ['interview_held', at];
    const urgent: LogLine = ['class_observed', '2026-09-16T01:00:00.000Z', { urgent: true }];
    const lines = [lead, talk('2026-09-15T08:00:00.000Z'), urgent];
    expect(ends(owed(lines, '2026-09-16T02:00:00.000Z', 'T_URGENT_TALK'))).toEqual(['case#1 open']);
    expect(ends(owed([...lines, talk('2026-09-16T06:00:00.000Z')], '2026-09-17T02:00:00.000Z', 'T_URGENT_TALK'))).toEqual([
      'case#1 done 2026-09-16T06:00:00.000Z',
    ]);
  });

  it('from the family keeps the notice to the guardian from being asked', () => {
    const reported: LogLine = ['mandatory_report_made', '2026-09-14T01:30:00.000Z', { guardianSuspects: ['all'] }];
    expect(owed([lead, reported, judged], '2026-09-14T03:00:00.000Z', 'T_GUARDIAN')).toEqual([]);
    const later: LogLine = ['mandatory_report_made', '2026-09-14T02:30:00.000Z', { guardianSuspects: ['all'] }];
    expect(owed([lead, judged, later], '2026-09-14T03:00:00.000Z', 'T_GUARDIAN')).toMatchObject([{ end: 'superseded', endedBy: eventId(3) }]);
    const one: LogLine = ['mandatory_report_made', '2026-09-14T02:30:00.000Z', { guardianSuspects: ['father'] }];
    expect(owed([lead, judged, one], '2026-09-14T03:00:00.000Z', 'T_GUARDIAN')).toMatchObject([{ end: null }]);
  });
});

describe('care', () => {
  it('reviews a red case daily until the grade changes, and opens nothing more with the entry that changes it', () => {
    const lowered: LogLine = ['grade_decided', '2026-09-16T01:00:00.000Z', { grade: 'R3' }];
    expect(ends(owed([lead, red, ['risk_interview_held', '2026-09-15T01:00:00.000Z'], lowered], '2026-09-17T00:00:00.000Z', 'T_RISK_REVIEW'))).toEqual([
      'case#1 done 2026-09-15T01:00:00.000Z',
      'case#2 done 2026-09-16T01:00:00.000Z',
    ]);
  });

  it('watches in class only while the pupil is there', () => {
    const lines = [lead, judged, leave, back('returned')];
    expect(owed(lines, '2026-12-15T00:00:00.000Z', 'T_OBSERVE').map(({ openedBy, end, ownerRole }) => [openedBy, end, ownerRole])).toEqual([
      [eventId(2), 'superseded', 'class_teacher'],
      [eventId(4), null, 'class_teacher'],
    ]);
    expect(owed([lead, judged, leave, back('withdrew')], '2026-12-15T00:00:00.000Z', 'T_WATCH')).toEqual([]);
  });

  it('counsels weekly for four weeks after a return and fortnightly then', () => {
    const visits = ['12-21', '12-28'].map((day): LogLine => ['counselling_held', `2026-${day}T01:00:00.000Z`]);
    const later = ['2027-01-04', '2027-01-11'].map((day): LogLine => ['counselling_held', `${day}T01:00:00.000Z`]);
    const duties = owed([lead, judged, leave, back('returned'), ...visits, ...later], '2027-01-12T00:00:00.000Z', 'T_WATCH');
    expect(duties.map(({ dueAt }) => dueAt.slice(0, 10))).toEqual(['2026-12-21', '2026-12-28', '2027-01-04', '2027-01-11', '2027-01-25']);
  });

  it('calls the vice principal after two attempts in a row that reached nobody', () => {
    const tried = (at: string): LogLine => ['guardian_contacted', at, { reached: false }];
    const lines = [lead, judged, tried('2026-09-16T01:00:00.000Z'), tried('2026-09-17T01:00:00.000Z')];
    expect(owed(lines.slice(0, 3), '2026-09-18T00:00:00.000Z', 'T_UNREACHED')).toEqual([]);
    expect(owed(lines, '2026-09-18T00:00:00.000Z', 'T_UNREACHED')).toMatchObject([
      { ownerRole: 'vice_principal', dueAt: '2026-09-18T15:59:59.999Z', end: null },
    ]);
  });

  it('does not wait for the reply to a referral that the hospital declined, and asks for another way', () => {
    const lines: readonly LogLine[] = [
      lead,
      judged,
      ['referral_made', '2026-09-14T03:00:00.000Z'],
      ['referral_made', '2026-09-14T04:00:00.000Z'],
      ['referral_updated', '2026-09-15T03:00:00.000Z', { referralId: eventId(3), status: 'declined' }],
    ];
    expect(owed(lines, '2026-09-16T00:00:00.000Z', 'T_REFERRAL_REPLY').map(({ end }) => end)).toEqual(['superseded', null]);
    expect(owed(lines, '2026-09-16T00:00:00.000Z', 'T_REFERRAL_AGAIN').map(({ end }) => end)).toEqual([null]);
  });

  it('ends with the death of the pupil, and leaves what the office owes', () => {
    const died: LogLine = ['pupil_died', '2026-10-18T01:00:00.000Z'];
    const open = owed([lead, red, leave, died], '2026-10-21T00:00:00.000Z').filter(({ end }) => end === null);
    expect(open.map(({ ruleId }) => ruleId).sort()).toEqual(['T_CLOSE', 'T_FILE', 'T_FILE', 'T_PRINCIPAL']);
  });
});
