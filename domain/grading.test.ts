import { describe, expect, it } from 'vitest';
import { eventId, teacher, vicePrincipal, type LogLine } from './events.fixture.ts';
import { after, tried, type Try } from './recording.fixture.ts';
import { Instant } from './time.ts';
import { crisisTypes, type CrisisType } from './vocabulary.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const seen: LogLine = ['follow_up_held', '2026-09-20T02:00:00.000Z'];
const met: LogLine = ['conference_held', '2026-09-21T01:00:00.000Z', { grade: 'R2', decisions: [] }];
const confirmed: LogLine = ['conference_confirmed', '2026-09-21T01:30:00.000Z', { conferenceId: eventId(4) }, { recordedBy: vicePrincipal }];
/** Everything that a lowering from R3 to R2 asks for, one week after the decision. */
const proved: readonly LogLine[] = [lead, judged, seen, met, confirmed];

const at = (text: string): Instant => Instant.parse(text);

function lowering(log: readonly LogLine[], changes: Try['changes'] = {}, happenedAt = '2026-09-21T02:00:00.000Z'): unknown {
  return tried(log, 'grade_decided', {
    changes: { grade: 'R2', triggers: [], participants: ['沈老师', '周副校长'], conferenceId: eventId(4), ...changes },
    happenedAt: at(happenedAt),
  });
}

describe('raising a grade', () => {
  it('takes one person, at once', () => {
    expect(tried([lead, judged], 'grade_decided', { changes: { grade: 'R4', participants: ['沈老师'] } })).toBe('ok');
    const state = after(lead, judged, ['grade_decided', '2026-09-15T02:00:00.000Z', { grade: 'R4' }]);
    expect(state).toMatchObject({ grade: 'R4', previousGrade: 'R3', gradeSince: '2026-09-15T02:00:00.000Z' });
  });

  it('counts the cycle from when the grade changed, not from when it was decided again', () => {
    expect(after(lead, judged, ['grade_decided', '2026-09-18T02:00:00.000Z']).gradeSince).toBe('2026-09-14T02:00:00.000Z');
  });

  it('counts the cycle from a day before it was written down, however long ago it is said to have happened', () => {
    const since = (recordedAt: string): unknown => after(lead, ['grade_decided', '2026-09-14T02:00:00.000Z', {}, { recordedAt }]).gradeSince;
    expect(since('2026-09-15T02:00:00.000Z')).toBe('2026-09-14T02:00:00.000Z');
    expect(since('2026-09-21T02:00:00.000Z')).toBe('2026-09-20T02:00:00.000Z');
    const late: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', {}, { recordedAt: '2026-09-21T00:30:00.000Z' }];
    expect(lowering([lead, late, ['follow_up_held', '2026-09-20T02:00:00.000Z'], met, confirmed])).toEqual([
      'CYCLE_NOT_COMPLETE',
      { days: 7, since: '2026-09-20T00:30:00.000Z' },
    ]);
  });

  it('by a diagnosis needs one: a finding, a letter of the centre, or the centre itself', () => {
    const changes = { grade: 'R4', triggers: ['moderate_depression_diagnosed'] };
    expect(tried([lead, judged], 'grade_decided', { changes })).toEqual(['DIAGNOSIS_MISSING', {}]);
    expect(tried([lead, judged, ['diagnosis_reported', '2026-09-15T01:00:00.000Z']], 'grade_decided', { changes })).toBe('ok');
    expect(tried([lead, judged, ['letter_received', '2026-09-15T01:00:00.000Z']], 'grade_decided', { changes })).toBe('ok');
    expect(tried([lead, judged], 'grade_decided', { changes, registerKind: 'center', role: 'center_head' })).toBe('ok');
    const referred: LogLine = ['referral_made', '2026-09-15T01:00:00.000Z'];
    const replied = (diagnosis: string): LogLine => ['referral_replied', '2026-09-16T01:00:00.000Z', { referralId: eventId(3), diagnosis }];
    expect(tried([lead, judged, referred, replied('')], 'grade_decided', { changes })).toEqual(['DIAGNOSIS_MISSING', {}]);
    expect(tried([lead, judged, referred, replied('中度抑郁发作')], 'grade_decided', { changes })).toBe('ok');
  });
});

describe('setting a case aside as no crisis', () => {
  const changes = { grade: 'R1', outcome: 'not_crisis', triggers: [] };
  const of = (...log: readonly LogLine[]): unknown => tried(log, 'grade_decided', { changes });
  const found = (crisisType: CrisisType, immediateDanger = false): LogLine => [
    'lead_recorded',
    '2026-09-14T01:00:00.000Z',
    { crisisTypes: [crisisType], immediateDanger },
  ];

  it.each(crisisTypes)('takes an interview where life may be at stake: %s', (crisisType) => {
    const grave = crisisType === 'self_harm' || crisisType.startsWith('suicid');
    expect(of(found(crisisType))).toEqual(grave ? ['NOT_INTERVIEWED', {}] : 'ok');
    expect(of(found(crisisType), ['interview_held', '2026-09-14T02:00:00.000Z'])).toBe('ok');
    expect(of(found(crisisType), ['risk_interview_held', '2026-09-14T02:00:00.000Z'])).toBe('ok');
  });

  it('takes one after a report of danger at once, and one of this loop', () => {
    expect(of(found('other', true))).toEqual(['NOT_INTERVIEWED', {}]);
    expect(of(found('other', true), ['interview_held', '2026-09-14T02:00:00.000Z'])).toBe('ok');
    const before: readonly LogLine[] = [
      found('other'),
      ['interview_held', '2026-09-14T02:00:00.000Z'],
      ['case_closed', '2026-09-21T02:00:00.000Z', { kind: 'deceased' }],
    ];
    expect(of(...before, ['case_reopened', '2026-09-25T01:00:00.000Z', { immediateDanger: true }])).toEqual(['NOT_INTERVIEWED', {}]);
    expect(of(...before, ['case_reopened', '2026-09-25T01:00:00.000Z', { immediateDanger: false }])).toBe('ok');
  });
});

describe('lowering a grade', () => {
  it('rests on two signatures and one full cycle without signals', () => {
    expect(lowering(proved)).toBe('ok');
  });

  it('needs a conference of this cycle that is named', () => {
    const missing = ['LOWERING_NEEDS_CONFERENCE', { missing: 'conference' }];
    expect(lowering(proved, { conferenceId: null })).toEqual(missing);
    expect(lowering(proved, { conferenceId: eventId(3) })).toEqual(missing);
    // Minutes of before the raising are no proof for what came after it.
    const raised: LogLine = ['grade_decided', '2026-09-21T03:00:00.000Z', { grade: 'R4' }];
    expect(lowering([...proved, raised, ['follow_up_held', '2026-09-23T01:00:00.000Z']], {}, '2026-09-25T01:00:00.000Z')).toEqual(missing);
    expect(lowering(proved, {}, '2026-09-21T00:59:00.000Z')).toEqual(missing);
  });

  it('needs a conference that agreed on this very grade', () => {
    expect(lowering(proved, { grade: 'R1' })).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'grade' }]);
    const silent: LogLine = ['conference_held', '2026-09-21T01:00:00.000Z', { grade: null, decisions: [] }];
    expect(lowering([lead, judged, seen, silent, confirmed])).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'grade' }]);
  });

  it('needs two people, each with their own key', () => {
    const missing = ['LOWERING_NEEDS_CONFERENCE', { missing: 'signatures' }];
    expect(lowering([lead, judged, seen, met])).toEqual(missing);
    const again: LogLine = ['conference_confirmed', '2026-09-21T01:30:00.000Z', { conferenceId: eventId(4) }, { recordedBy: teacher }];
    expect(lowering([lead, judged, seen, met, again])).toEqual(missing);
  });

  it('needs every day of the cycle', () => {
    const early: LogLine = ['conference_held', '2026-09-20T03:00:00.000Z', { grade: 'R2', decisions: [] }];
    const log = [lead, judged, seen, early, confirmed];
    expect(lowering(log, {}, '2026-09-21T01:59:59.999Z')).toEqual(['CYCLE_NOT_COMPLETE', { days: 7, since: '2026-09-14T02:00:00.000Z' }]);
    expect(lowering(log, {}, '2026-09-21T02:00:00.000Z')).toBe('ok');
  });

  it('needs that somebody looked at the pupil within the cycle', () => {
    const refused = ['CYCLE_WITHOUT_PUPIL', { days: 7, since: '2026-09-14T02:00:00.000Z' }];
    const unseen: LogLine = ['pupil_contacted', '2026-09-20T02:00:00.000Z', { reached: false }];
    expect(lowering([lead, judged, unseen, met, confirmed])).toEqual(refused);
    expect(lowering([lead, judged, ['pupil_contacted', '2026-09-20T02:00:00.000Z'], met, confirmed])).toBe('ok');
    expect(lowering([lead, judged, ['guardian_contacted', '2026-09-20T02:00:00.000Z'], met, confirmed])).toEqual(refused);
    const told: LogLine = ['follow_up_held', '2026-09-20T02:00:00.000Z', { with: ['mother', 'class_teacher'] }];
    expect(lowering([lead, judged, told, met, confirmed])).toEqual(refused);
    const asked = { ideation: 'wish_to_be_dead', behaviour: 'lifetime' } as const;
    expect(lowering([lead, judged, ['counselling_held', '2026-09-20T02:00:00.000Z'], met, confirmed])).toBe('ok');
    expect(lowering([lead, judged, ['risk_interview_held', '2026-09-20T02:00:00.000Z', asked], met, confirmed])).toBe('ok');
  });

  it('needs it within the cycle that ends with the decision, however long the grade stands', () => {
    const days = (at: string): unknown => lowering(proved, {}, at);
    expect(days('2026-09-27T02:00:00.000Z')).toBe('ok');
    expect(days('2026-10-19T02:00:00.000Z')).toEqual(['CYCLE_WITHOUT_PUPIL', { days: 7, since: '2026-10-12T02:00:00.000Z' }]);
    const again: LogLine = ['follow_up_held', '2026-10-18T02:00:00.000Z'];
    expect(lowering([...proved, again], {}, '2026-10-19T02:00:00.000Z')).toBe('ok');
  });

  it('needs that no follow-up is overdue', () => {
    const owed = (ruleId: string, dueAt: string): unknown =>
      tried(proved, 'grade_decided', {
        changes: { grade: 'R2', triggers: [], conferenceId: eventId(4) },
        happenedAt: at('2026-09-21T02:00:00.000Z'),
        now: at('2026-09-21T02:00:00.000Z'),
        openObligations: [{ id: 'duty', ruleId, dueAt: at(dueAt), snoozedTo: null }],
      });
    expect(owed('T_FOLLOW_UP_R3', '2026-09-20T15:59:59.999Z')).toEqual(['FOLLOW_UP_OVERDUE', {}]);
    expect(owed('T_FOLLOW_UP_R3', '2026-09-21T15:59:59.999Z')).toBe('ok');
    expect(owed('T_OBSERVE', '2026-09-20T15:59:59.999Z')).toBe('ok');
  });

  it('starts the cycle anew with a sign of danger', () => {
    const signal: LogLine = ['pupil_contacted', '2026-09-18T02:00:00.000Z', { suicidalThoughts: 'yes' }];
    expect(lowering([lead, judged, signal, met, confirmed])).toEqual(['CYCLE_NOT_COMPLETE', { days: 7, since: '2026-09-18T02:00:00.000Z' }]);
  });

  it('counts the days of the grade that stands, and none where it has none', () => {
    const followUpDays = { R4: 1, R3: 3, R2: 14, R1: 30, R0: null };
    const changes = { grade: 'R2', triggers: [], conferenceId: eventId(4) };
    const early: LogLine = ['conference_held', '2026-09-17T01:00:00.000Z', { grade: 'R2', decisions: [] }];
    const log: readonly LogLine[] = [lead, judged, ['follow_up_held', '2026-09-16T01:00:00.000Z'], early, confirmed];
    expect(tried(log, 'grade_decided', { changes, happenedAt: at('2026-09-17T02:00:00.000Z'), followUpDays })).toBe('ok');
    expect(tried(log, 'grade_decided', { changes, happenedAt: at('2026-09-17T02:00:00.000Z'), followUpDays: { ...followUpDays, R3: null } })).toBe('ok');
    expect(lowering(log, {}, '2026-09-17T02:00:00.000Z')).toEqual(['CYCLE_NOT_COMPLETE', { days: 7, since: '2026-09-14T02:00:00.000Z' }]);
  });

  it('is also to set a crisis aside at the same grade', () => {
    const low: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', triggers: [] }];
    expect(lowering([lead, low], { grade: 'R1', outcome: 'not_crisis', conferenceId: null })).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'conference' }]);
    expect(tried([lead, low], 'grade_decided', { changes: { grade: 'R1', triggers: [] } })).toBe('ok');
  });

  it('never is the first decision of a loop, unless R3 or R4 outlived the loop before', () => {
    const log: readonly LogLine[] = [
      lead,
      ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R2', triggers: [] }],
      ['case_closed', '2026-09-21T02:00:00.000Z', { kind: 'deceased' }],
      ['case_reopened', '2026-09-25T01:00:00.000Z'],
    ];
    expect(lowering(log, { grade: 'R1', conferenceId: null })).toBe('ok');
    const high: readonly LogLine[] = log.map((line) => (line[0] === 'grade_decided' ? judged : line));
    expect(lowering(high, { grade: 'R1', conferenceId: null })).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'conference' }]);
  });

  it('marks the case as downgraded until it is raised again', () => {
    const lowered: LogLine = ['grade_decided', '2026-09-21T02:00:00.000Z', { grade: 'R2', triggers: [], conferenceId: eventId(4) }];
    const handed: readonly LogLine[] = [...proved, lowered];
    expect(after(...handed)).toMatchObject({ grade: 'R2', downgradedAt: '2026-09-21T02:00:00.000Z', gradeSince: '2026-09-21T02:00:00.000Z' });
    const further: LogLine = ['grade_decided', '2026-10-21T02:00:00.000Z', { grade: 'R1', triggers: [] }];
    expect(after(...handed, further).downgradedAt).toBe('2026-09-21T02:00:00.000Z');
    expect(after(...handed, ['grade_decided', '2026-09-22T02:00:00.000Z', { grade: 'R3' }]).downgradedAt).toBeNull();
    const red: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R4' }];
    expect(after(lead, red, judged).downgradedAt).toBeNull();
  });
});

describe('a conference', () => {
  it('stands in the loop with its recorder as first signer', () => {
    expect(after(...proved).conferences).toEqual([
      { id: eventId(4), heldAt: '2026-09-21T01:00:00.000Z', grade: 'R2', agreesToClose: false, signers: [teacher, vicePrincipal] },
    ]);
  });

  it('is confirmed by others, once each', () => {
    const changes = { conferenceId: eventId(4) };
    expect(tried([lead, judged, seen, met], 'conference_confirmed', { changes, userId: vicePrincipal, role: 'vice_principal' })).toBe('ok');
    expect(tried([lead, judged, seen, met], 'conference_confirmed', { changes })).toEqual(['ALREADY_CONFIRMED', {}]);
    expect(tried(proved, 'conference_confirmed', { changes, userId: vicePrincipal })).toEqual(['ALREADY_CONFIRMED', {}]);
    expect(tried([lead, judged], 'conference_confirmed', { changes })).toEqual(['CONFERENCE_UNKNOWN', {}]);
  });

  it('gives what it decided to somebody who can do it, and not for yesterday', () => {
    const decisions = (ownerRole: string, dueOn: string): Try => ({
      changes: { decisions: [{ what: '调整座位。', ownerRole, dueOn }] },
      happenedAt: at('2026-09-21T01:00:00.000Z'),
    });
    expect(tried([lead], 'conference_held', decisions('class_teacher', '2026-09-21'))).toBe('ok');
    expect(tried([lead], 'conference_held', decisions('class_teacher', '2026-09-20'))).toEqual(['DUE_BEFORE_OPENING', {}]);
    expect(tried([lead], 'conference_held', decisions('center_head', '2026-09-21'))).toEqual(['OWNER_ROLE_UNSUITABLE', {}]);
    expect(tried([lead], 'conference_held', decisions('auditor', '2026-09-21'))).toEqual(['OWNER_ROLE_UNSUITABLE', {}]);
    const center: Try = { registerKind: 'center', role: 'center_head' };
    expect(tried([lead], 'conference_held', { ...decisions('center_counselor', '2026-09-21'), ...center })).toBe('ok');
    expect(tried([lead], 'conference_held', { ...decisions('class_teacher', '2026-09-21'), ...center })).toEqual(['OWNER_ROLE_UNSUITABLE', {}]);
  });
});
