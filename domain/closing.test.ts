import { describe, expect, it } from 'vitest';
import { closeBlocksOf } from './closing.ts';
import { eventId, teacher, vicePrincipal, type LogLine } from './events.fixture.ts';
import { caseClosed } from './events/case-closed.ts';
import { lift } from './events/registry.ts';
import { after, tried, type Try } from './recording.fixture.ts';
import type { CloseBlock } from './refusal.ts';
import { Instant, PlainDate } from './time.ts';
import { closureKinds } from './vocabulary.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const calm: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', triggers: [] }];
/** Third and fourth entry: a conference that agreed, and its second signature. */
const agreed: LogLine = ['conference_held', '2026-11-20T01:00:00.000Z', { kind: 'closure', agreesToClose: true }];
const confirmed: LogLine = ['conference_confirmed', '2026-11-20T02:00:00.000Z', { conferenceId: eventId(3) }, { recordedBy: vicePrincipal }];
const ready = [lead, calm, agreed, confirmed] as const;
const closed: LogLine = ['case_closed', '2026-11-21T01:00:00.000Z', { conferenceId: eventId(3) }];
const conferenceId = eventId(3);

/** What stands in the way of closing after the log. */
function blocks(log: readonly LogLine[], { changes = {}, ...rest }: Try = {}): unknown {
  return tried(log, 'case_closed', { changes: { conferenceId, ...changes }, ...rest });
}
const blocked = (...reasons: readonly CloseBlock[]): unknown => ['CLOSE_BLOCKED', { reasons }];

describe('closing a case', () => {
  it('is possible when nothing is owed and a conference agreed', () => {
    expect(blocks(ready)).toBe('ok');
    expect(after(...ready, closed)).toMatchObject({ stage: 'closed', attendance: 'at_school', closedAt: '2026-11-21T01:00:00.000Z' });
  });

  const open: readonly (readonly [CloseBlock, readonly LogLine[]])[] = [
    ['STILL_ON_LEAVE', [['leave_started', '2026-10-12T01:00:00.000Z']]],
    ['IN_HOSPITAL', [['hospital_admitted', '2026-09-24T01:00:00.000Z']]],
    [
      'TRIAL_RUNNING',
      [
        ['leave_started', '2026-10-12T01:00:00.000Z'],
        ['leave_ended', '2026-10-20T01:00:00.000Z', { how: 'trial', until: PlainDate.parse('2026-11-20') }],
      ],
    ],
    ['EMERGENCY_RUNNING', [['emergency_started', '2026-10-12T01:00:00.000Z']]],
    ['HANDOVER_OPEN', [['case_handed_over', '2026-10-12T01:00:00.000Z']]],
    ['AFFECTED_NOT_SEEN', [['affected_pupil_added', '2026-10-12T01:00:00.000Z']]],
    ['REFERRAL_WITHOUT_REPLY', [['referral_made', '2026-10-12T01:00:00.000Z']]],
  ];
  it.each(open)('is refused: %s', (block, entries) => {
    expect(
      closeBlocksOf(after(lead, calm, ...entries), { registerKind: 'school', openObligations: [], now: Instant.parse('2026-12-01T00:00:00.000Z') }),
    ).toEqual([block]);
  });

  it('is refused while a return is under way, and while grade, plan or duties are open', () => {
    const applied = after(lead, calm, ['leave_started', '2026-10-12T01:00:00.000Z'], ['return_applied', '2026-10-13T01:00:00.000Z']);
    const now = Instant.parse('2026-12-01T00:00:00.000Z');
    const nothing = { registerKind: 'school', openObligations: [], now } as const;
    expect(closeBlocksOf(applied, nothing)).toEqual(['STILL_ON_LEAVE', 'RETURN_UNDER_WAY']);
    expect(closeBlocksOf(after(lead), nothing)).toEqual(['NOT_GRADED']);
    const high = after(lead, ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R3', triggers: [] }]);
    expect(closeBlocksOf(high, nothing)).toEqual(['GRADE_TOO_HIGH', 'PLAN_NOT_SUBMITTED']);
    expect(closeBlocksOf(high, { ...nothing, registerKind: 'center' })).toEqual(['GRADE_TOO_HIGH']);
    const movedAway = { ...high, transfer: { eventId: eventId(9), on: PlainDate.parse('2026-10-01'), confirmedAt: Instant.parse('2026-10-09T02:00:00.000Z') } };
    expect(closeBlocksOf(movedAway, nothing)).toEqual([]);
    expect(closeBlocksOf({ ...movedAway, transfer: { ...movedAway.transfer, confirmedAt: null } }, nothing)).toEqual(['GRADE_TOO_HIGH', 'PLAN_NOT_SUBMITTED']);
    const closing = { id: 'close', ruleId: 'T_CLOSE', dueAt: Instant.parse('2026-11-30T00:00:00.000Z'), snoozedTo: null };
    expect(blocks(ready, { openObligations: [closing] })).toBe('ok');
    const duty = { id: 'duty', ruleId: 'T_FOLLOW_UP_R1', dueAt: Instant.parse('2026-11-30T00:00:00.000Z'), snoozedTo: null };
    expect(closeBlocksOf(after(lead, calm), { ...nothing, openObligations: [duty] })).toEqual(['OBLIGATION_OVERDUE']);
    expect(closeBlocksOf(after(lead, calm), { ...nothing, openObligations: [{ ...duty, dueAt: now }] })).toEqual([]);
  });
});

describe('a referral that blocks closing', () => {
  const at = '2026-10-12T01:00:00.000Z';
  const nothing = { registerKind: 'school', openObligations: [], now: Instant.parse('2026-12-01T00:00:00.000Z') } as const;
  const made = (urgency: 'urgent' | 'soon'): LogLine => ['referral_made', at, { urgency }];
  const update = (status: 'accepted' | 'declined' | 'revoked' | 'no_show'): LogLine => [
    'referral_updated',
    '2026-10-13T01:00:00.000Z',
    { referralId: eventId(3), status },
  ];
  const of = (...entries: readonly LogLine[]): readonly CloseBlock[] => closeBlocksOf(after(lead, calm, ...entries), nothing);

  it('owes its slip while it is open or accepted', () => {
    expect(of(made('soon'), update('accepted'))).toEqual(['REFERRAL_WITHOUT_REPLY']);
    expect(of(made('urgent'), update('accepted'))).toEqual(['REFERRAL_WITHOUT_REPLY']);
    for (const status of ['declined', 'revoked', 'no_show'] as const) expect(of(made('soon'), update(status))).toEqual([]);
  });

  it('and is urgent needs something after it when no hospital took it', () => {
    expect(of(made('urgent'))).toEqual(['REFERRAL_WITHOUT_REPLY', 'URGENT_REFERRAL_NOT_RECEIVED']);
    for (const status of ['declined', 'revoked', 'no_show'] as const) {
      expect(of(made('urgent'), update(status))).toEqual(['URGENT_REFERRAL_NOT_RECEIVED']);
      const again: LogLine = ['referral_made', '2026-10-14T01:00:00.000Z', { urgency: 'soon' }];
      const declined: LogLine = ['referral_updated', '2026-10-15T01:00:00.000Z', { referralId: eventId(5), status: 'declined' }];
      expect(of(made('urgent'), update(status), again)).toEqual(['REFERRAL_WITHOUT_REPLY']);
      expect(of(made('urgent'), update(status), again, declined)).toEqual([]);
      expect(of(made('urgent'), update(status), ['diagnosis_reported', '2026-10-14T01:00:00.000Z'])).toEqual([]);
    }
    expect(of(made('urgent'), ['referral_replied', '2026-10-14T01:00:00.000Z', { referralId: eventId(3), diagnosis: '' }])).toEqual([]);
  });
});

describe('the conference behind a closing', () => {
  const byConference = ['goals_reached', 'guardian_refused', 'lost_contact', 'handed_over', 'graduated'];

  it.each(closureKinds.filter((kind) => kind !== 'deceased'))('%s', (kind) => {
    const owed: readonly CloseBlock[] = [
      ...(byConference.includes(kind) ? (['CONFERENCE_MISSING'] as const) : []),
      ...(kind === 'transferred' ? (['TRANSFER_NOT_CONFIRMED'] as const) : []),
    ];
    const expected = owed.length === 0 ? 'ok' : blocked(...owed);
    expect(blocks([lead, calm], { changes: { kind, conferenceId: null } })).toEqual(expected);
  });

  it('is asked for at R3 and above also where another school took the pupil over', () => {
    const moved: LogLine = ['pupil_transferred', '2026-11-18T01:00:00.000Z'];
    const received: LogLine = ['transfer_confirmed', '2026-11-19T01:00:00.000Z'];
    const center: Try = { registerKind: 'center', role: 'center_head' };
    for (const grade of ['R4', 'R3', 'R2', 'R1'] as const) {
      const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade, triggers: [] }];
      const alone = blocks([lead, judged, moved, received], { ...center, changes: { kind: 'transferred', conferenceId: null } });
      expect(alone).toEqual(grade >= 'R3' ? blocked('CONFERENCE_MISSING') : 'ok');
      const two = [lead, judged, agreed, confirmed, moved, received] as const;
      expect(blocks(two, { ...center, changes: { kind: 'transferred' } })).toBe('ok');
    }
  });

  it('agreed to close, was signed by two and came after the latest sign of danger', () => {
    const changes = { conferenceId };
    expect(blocks([lead, calm, agreed], { changes })).toEqual(blocked('CONFERENCE_MISSING'));
    const silent: LogLine = ['conference_held', '2026-11-20T01:00:00.000Z', { agreesToClose: false }];
    expect(blocks([lead, calm, silent, confirmed], { changes })).toEqual(blocked('CONFERENCE_MISSING'));
    expect(blocks(ready, { changes: { conferenceId: eventId(4) } })).toEqual(blocked('CONFERENCE_MISSING'));
    expect(blocks([...ready, ['hospital_escorted', '2026-11-20T03:00:00.000Z']], { changes })).toEqual(blocked('CONFERENCE_MISSING'));
    expect(blocks([...ready, ['hospital_escorted', '2026-11-19T03:00:00.000Z']], { changes })).toBe('ok');
    const twice: LogLine = ['conference_confirmed', '2026-11-20T02:00:00.000Z', { conferenceId: eventId(3) }, { recordedBy: teacher }];
    expect(blocks([lead, calm, agreed, twice], { changes })).toEqual(blocked('CONFERENCE_MISSING'));
  });

  it('of an earlier loop counts no more', () => {
    const again: LogLine = ['case_reopened', '2026-12-01T01:00:00.000Z', { immediateDanger: false }];
    const judged: LogLine = ['grade_decided', '2026-12-02T01:00:00.000Z', { grade: 'R1', triggers: [] }];
    expect(blocks([...ready, closed, again, judged])).toEqual(blocked('CONFERENCE_MISSING'));
  });

  it('is not asked for where the case was no crisis', () => {
    const none: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R0', outcome: 'not_crisis', triggers: [] }];
    expect(blocks([lead, none], { changes: { conferenceId: null } })).toBe('ok');
  });
});

describe('what a kind of closing asks for', () => {
  it('checks everything before the goals count as reached', () => {
    const { checklist } = caseClosed.example;
    for (const key of Object.keys(checklist)) {
      expect(blocks(ready, { changes: { checklist: { ...checklist, [key]: false } } })).toEqual(blocked('CHECKLIST_INCOMPLETE'));
      expect(blocks(ready, { changes: { checklist: { ...checklist, [key]: false }, kind: 'guardian_refused' } })).toBe('ok');
    }
  });

  it('waits for the receipt of a transfer, and the pupil stays gone', () => {
    const moved: LogLine = ['pupil_transferred', '2026-10-01T01:00:00.000Z'];
    const received: LogLine = ['transfer_confirmed', '2026-10-02T01:00:00.000Z'];
    expect(blocks([lead, calm, moved], { changes: { kind: 'transferred' } })).toEqual(blocked('TRANSFER_NOT_CONFIRMED'));
    expect(blocks([lead, calm, moved, received], { changes: { kind: 'transferred' } })).toBe('ok');
    const left = [lead, calm, moved, received, ['case_closed', '2026-10-03T01:00:00.000Z', { kind: 'transferred' }]] as const;
    expect(after(...left)).toMatchObject({ stage: 'closed', attendance: 'transferred' });
    expect(after(...left, ['case_reopened', '2026-11-03T01:00:00.000Z'])).toMatchObject({ attendance: 'at_school', transfer: null });
  });

  it('asks after a death for nothing but the death on record', () => {
    const death: LogLine = ['pupil_died', '2026-11-02T01:00:00.000Z'];
    const red: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R4' }];
    const running: LogLine = ['emergency_started', '2026-11-01T01:00:00.000Z'];
    expect(blocks([lead, red, running], { changes: { kind: 'deceased' } })).toEqual(blocked('DEATH_NOT_RECORDED'));
    expect(blocks([lead, red, running, death], { changes: { kind: 'deceased' } })).toBe('ok');
    expect(after(lead, red, running, death, ['case_closed', '2026-11-03T01:00:00.000Z', { kind: 'deceased' }])).toMatchObject({
      stage: 'closed',
      attendance: 'deceased',
      emergency: null,
    });
  });

  it('lifts a closing of before conferences were named, with nothing checked', () => {
    const { conferenceId: _none, checklist: _unknown, ...old } = caseClosed.example;
    const checklist = { goalsChecked: false, papersComplete: false, guardianTold: false, aftercareAgreed: false };
    expect(lift(caseClosed, { version: 1, payload: old })).toEqual({ version: 2, payload: { ...old, conferenceId: null, checklist } });
  });
});

describe('after closing', () => {
  const archived: LogLine = ['case_archived', '2026-12-21T01:00:00.000Z'];

  it('the case is archived, once', () => {
    expect(tried([...ready, closed], 'case_archived')).toBe('ok');
    expect(after(...ready, closed, archived)).toMatchObject({ stage: 'archived', archivedAt: '2026-12-21T01:00:00.000Z' });
    expect(tried(ready, 'case_archived')).toMatchObject(['WRONG_STAGE', {}]);
    expect(tried([...ready, closed, archived], 'case_archived')).toEqual(['CASE_CLOSED', {}]);
  });

  it('the case is reopened with its people and its grade, closed or archived', () => {
    expect(tried([...ready, closed], 'case_reopened')).toBe('ok');
    expect(tried([...ready, closed, archived], 'case_reopened')).toBe('ok');
    const assigned: LogLine = ['case_assigned', '2026-11-21T02:00:00.000Z'];
    const before = after(...ready, closed, assigned, archived);
    const again = after(...ready, closed, assigned, archived, ['case_reopened', '2026-12-22T01:00:00.000Z', { immediateDanger: true }]);
    expect(again).toMatchObject({
      stage: 'lead',
      loop: 2,
      ownerId: before.ownerId,
      assignees: before.assignees,
      grade: 'R1',
      conferences: [],
      closedAt: null,
      archivedAt: null,
      lastSignalAt: '2026-12-22T01:00:00.000Z',
    });
    expect(before.assignees).toHaveLength(1);
    expect(after(...ready, closed, ['case_reopened', '2026-12-22T01:00:00.000Z', { immediateDanger: false }]).lastSignalAt).toBeNull();
  });
});
