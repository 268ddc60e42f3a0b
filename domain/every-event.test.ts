/** Every kind of event may be recorded somewhere, and nowhere by somebody who has no business with it. */
import { describe, expect, it } from 'vitest';
import { eventId, logOf, vicePrincipal, type LogLine } from './events.fixture.ts';
import { definitionOf, eventTypes, type EventType } from './events/registry.ts';
import { after, tried, type Try } from './recording.fixture.ts';
import { Instant } from './time.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const calm: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', triggers: [] }];
const drafted: LogLine = ['plan_drafted', '2026-09-15T03:00:00.000Z'];
const signed: LogLine = ['plan_signed', '2026-09-16T03:00:00.000Z', {}, { recordedBy: vicePrincipal }];
const away: LogLine = ['leave_started', '2026-09-18T03:00:00.000Z'];
const applied: LogLine = ['return_applied', '2026-11-20T03:00:00.000Z'];
const deferred: LogLine = ['return_assessed', '2026-11-21T03:00:00.000Z', { conclusion: 'deferred' }];
const closed: LogLine = ['case_closed', '2026-11-21T02:00:00.000Z'];
const agreed: LogLine = ['conference_held', '2026-11-20T01:00:00.000Z', { agreesToClose: true }];
const confirmed: LogLine = ['conference_confirmed', '2026-11-20T02:00:00.000Z', { conferenceId: eventId(3) }, { recordedBy: vicePrincipal }];

const duty = { id: 'duty', ruleId: 'T_REFERRAL_REPLY', dueAt: Instant.parse('2027-01-05T00:00:00.000Z'), snoozedTo: null };
const withDuty = (changes: Try['changes'] = {}): Try => ({ changes: { obligationId: 'duty', ...changes }, openObligations: [duty] });
const center: Try = { registerKind: 'center', role: 'center_head' };
const [target] = logOf(lead);

/** Where more than an open case is asked for: what went before, and what differs from the example. */
const places: Partial<Record<EventType, readonly [log: readonly LogLine[], how?: Try]>> = {
  lead_recorded: [[]],
  letter_sent: [[lead, judged], center],
  report_received: [[lead], center],
  school_reply_recorded: [[lead, judged], center],
  plan_drafted: [[lead, judged]],
  plan_returned: [[lead, judged, drafted]],
  plan_signed: [[lead, judged, drafted]],
  plan_submitted: [[lead, judged, drafted, signed]],
  measures_reported: [[lead, judged]],
  conference_held: [[lead], { changes: { decisions: [] } }],
  handover_accepted: [[lead, ['case_handed_over', '2026-09-15T01:00:00.000Z', { toUserId: vicePrincipal }]], { userId: vicePrincipal }],
  conference_confirmed: [[lead, judged, agreed], { changes: { conferenceId: eventId(3) }, role: 'vice_principal', userId: vicePrincipal }],
  consent_withdrawn: [[lead, ['consent_given', '2026-09-15T01:00:00.000Z', { kind: 'recording' }]], { changes: { kind: 'recording' } }],
  case_unsealed: [[lead, ['case_sealed', '2026-09-15T01:00:00.000Z']]],
  decision_carried_out: [[lead], withDuty()],
  obligation_excused: [[lead], withDuty()],
  obligation_snoozed: [[lead], withDuty({ until: '2027-01-02' })],
  obligation_waiting: [[lead], withDuty({ chaseOn: '2027-01-02' })],
  referral_updated: [[lead, ['referral_made', '2026-09-15T01:00:00.000Z']], { changes: { referralId: eventId(2) } }],
  referral_replied: [[lead, ['referral_made', '2026-09-15T01:00:00.000Z']], { changes: { referralId: eventId(2) } }],
  hospital_discharged: [[lead, judged, ['hospital_admitted', '2026-09-24T01:00:00.000Z']]],
  return_applied: [[lead, judged, away]],
  return_assessed: [[lead, judged, away, applied]],
  return_appealed: [[lead, judged, away, applied, deferred]],
  return_appeal_decided: [[lead, judged, away, applied, deferred, ['return_appealed', '2026-11-22T03:00:00.000Z']]],
  reentry_plan_made: [[lead, judged]],
  leave_ended: [
    [lead, judged, away, applied, ['return_assessed', '2026-11-21T03:00:00.000Z', { conclusion: 'agreed' }]],
    { changes: { how: 'returned', assessmentId: eventId(5), until: null } },
  ],
  trial_ended: [[lead, judged, away, ['leave_ended', '2026-12-01T01:00:00.000Z', { how: 'trial' }]]],
  watch_ended: [[lead, judged, away, ['leave_ended', '2026-12-01T01:00:00.000Z', { how: 'returned' }]]],
  emergency_step_taken: [[lead, ['emergency_started', '2026-09-15T01:00:00.000Z']]],
  emergency_ended: [[lead, ['emergency_started', '2026-09-15T01:00:00.000Z']]],
  mandatory_report_answered: [[lead, ['mandatory_report_made', '2026-09-15T01:00:00.000Z']], { changes: { reportId: eventId(2) } }],
  affected_pupil_seen: [[lead, ['affected_pupil_added', '2026-09-15T01:00:00.000Z']], { changes: { affectedId: eventId(2) } }],
  pupil_transferred: [[lead], { changes: { on: '2026-12-30' } }],
  transfer_confirmed: [[lead, ['pupil_transferred', '2026-09-15T01:00:00.000Z']], { changes: { on: '2026-12-30' } }],
  death_withdrawn: [[lead, ['pupil_died', '2026-09-15T01:00:00.000Z']]],
  case_closed: [[lead, calm, agreed, confirmed], { changes: { conferenceId: eventId(3) } }],
  case_archived: [[lead, calm, agreed, confirmed, closed]],
  case_reopened: [[lead, calm, agreed, confirmed, closed]],
  hold_lifted: [[lead, ['hold_placed', '2026-09-15T01:00:00.000Z']]],
  correction_made: [[lead], { changes: { targetId: eventId(1), field: 'foundAt', was: '教室', shouldBe: '操场' }, target: target ?? null }],
};

describe('every kind of event', () => {
  it.each(eventTypes)('%s may be recorded somewhere', (type) => {
    const [log, how] = places[type] ?? [[lead]];
    expect(tried(log, type, how)).toBe('ok');
  });

  it.each(eventTypes)('%s is refused before the case is open, and to who has no business with it', (type) => {
    const [log, how] = places[type] ?? [[lead]];
    expect(tried(log, type, { ...how, role: 'office_admin' })).toEqual(['NOT_ALLOWED', { role: 'office_admin' }]);
    const opens = definitionOf(type).stages === 'none';
    expect(tried(opens ? [lead] : [], type, how)).toEqual([opens ? 'CASE_ALREADY_OPENED' : 'CASE_NOT_OPENED', {}]);
  });

  it.each(eventTypes)('%s leaves a stage in which something may still be recorded', (type) => {
    const [log, how] = places[type] ?? [[lead]];
    const line = [type, '2026-12-30T01:00:00.000Z', how?.changes ?? {}] as LogLine; // the row is of this type
    const { stage } = after(...log, line);
    const further = eventTypes.filter((next) => definitionOf(next).stages !== 'none' && definitionOf(next).stages.includes(stage));
    expect(further).toEqual(expect.arrayContaining([stage === 'closed' || stage === 'archived' ? 'case_reopened' : 'case_closed']));
  });
});
