import { describe, expect, it } from 'vitest';
import { initialState } from './case-state.ts';
import { eventId, eventOf, logOf, teacher, vicePrincipal, type LogLine } from './events.fixture.ts';
import { definitionOf, type EventType } from './events/registry.ts';
import { fold } from './fold.ts';
import { allowedEvents, decide, isLate, type DecideInput } from './record.ts';
import { followUpDays } from './recording.fixture.ts';
import { Instant } from './time.ts';

const now = Instant.parse('2026-10-01T00:00:00.000Z');

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const seen: LogLine = ['interview_held', '2026-09-14T01:30:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const drafted: LogLine = ['plan_drafted', '2026-09-15T03:00:00.000Z'];
const signed: LogLine = ['plan_signed', '2026-09-16T03:00:00.000Z', {}, { recordedBy: vicePrincipal }];
const submitted: LogLine = ['plan_submitted', '2026-09-17T03:00:00.000Z'];
const onLeave: LogLine = ['leave_started', '2026-09-18T03:00:00.000Z'];
const calm: LogLine = ['grade_decided', '2026-09-20T02:00:00.000Z', { grade: 'R1' }];
const low: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', triggers: [] }];
const agreed: LogLine = ['conference_held', '2026-09-20T01:00:00.000Z', { agreesToClose: true }];
const confirmed: LogLine = ['conference_confirmed', '2026-09-20T02:00:00.000Z', { conferenceId: eventId(3) }, { recordedBy: vicePrincipal }];
const died: LogLine = ['pupil_died', '2026-09-20T01:00:00.000Z'];
const closed: LogLine = ['case_closed', '2026-09-21T02:00:00.000Z'];

type Changes = { readonly [key: string]: unknown };

/** Result of recording the type's example, with changes to payload and circumstances: 'ok' or the code with its params. */
function record(
  log: readonly LogLine[],
  type: string,
  { changes = {}, ...circumstances }: Partial<DecideInput> & { changes?: Changes | undefined } = {},
): unknown {
  const definition = definitionOf(type);
  const result = decide({
    state: fold(logOf(...log)),
    type,
    payload: { ...definition?.example, ...changes },
    role: definition?.recordedBy.includes('psych_teacher') === true ? 'psych_teacher' : 'vice_principal',
    userId: definition?.recordedBy.includes('psych_teacher') === true ? teacher : vicePrincipal,
    registerKind: 'school',
    happenedAt: Instant.parse('2026-09-30T01:00:00.000Z'),
    now,
    openObligations: [],
    followUpDays,
    ...circumstances,
  });
  return result.ok ? 'ok' : [result.error.code, result.error.params];
}

const duty = { id: 'duty', ruleId: 'T_FOLLOW_UP_R1', dueAt: Instant.parse('2026-09-29T00:00:00.000Z'), snoozedTo: null };

describe('recording an event', () => {
  const allowed: readonly (readonly [EventType, readonly LogLine[], Changes?, Partial<DecideInput>?])[] = [
    ['lead_recorded', []],
    ['interview_held', [lead]],
    ['grade_decided', [lead]],
    ['grade_decided', [lead, judged], { grade: 'R4', participants: ['沈老师'] }],
    ['grade_decided', [lead, seen], { grade: 'R1', outcome: 'not_crisis', triggers: [] }],
    ['case_filed', [lead]],
    ['guardian_notified', [lead], { opinion: 'refused_to_sign', witnesses: ['门卫', '邻居何女士'] }],
    ['principal_notified', [lead]],
    ['letter_received', [lead]],
    ['letter_received', [lead], {}, { happenedAt: Instant.parse('2026-09-13T01:00:00.000Z') }],
    ['report_received', [lead], {}, { registerKind: 'center', role: 'center_counselor', happenedAt: Instant.parse('2026-09-13T01:00:00.000Z') }],
    ['report_received', [lead, judged, closed], {}, { registerKind: 'center', role: 'center_head' }],
    ['letter_sent', [lead, judged], {}, { registerKind: 'center', role: 'center_head' }],
    ['plan_drafted', [lead, judged]],
    ['plan_drafted', [lead, judged, drafted], { reason: '补充午休看护。' }],
    ['plan_returned', [lead, judged, drafted]],
    ['plan_signed', [lead, judged, drafted]],
    ['plan_submitted', [lead, judged, drafted, signed]],
    ['plan_submitted', [lead, judged, drafted, signed, submitted]],
    ['guardian_contacted', [lead]],
    ['pupil_contacted', [lead]],
    ['follow_up_held', [lead]],
    ['referral_made', [lead]],
    ['referral_replied', [lead, ['referral_made', '2026-09-15T01:00:00.000Z']], { referralId: eventId(2) }],
    ['leave_started', [lead]],
    ['leave_started', [lead], { from: '2025-09-29' }],
    ['lead_recorded', [], {}, { happenedAt: Instant.parse('2014-09-22T00:00:00.000Z') }],
    ['interview_held', [lead], {}, { lastRecordedAt: Instant.parse('2026-10-01T00:05:00.000Z') }],
    ['interview_held', [lead], {}, { lastRecordedAt: Instant.parse('2027-10-01T00:00:00.000Z'), clockConfirmed: true }],
    ['leave_ended', [lead, onLeave], { how: 'withdrew', on: '2026-10-12', assessmentId: null, until: null }],
    ['case_closed', [lead, low, agreed, confirmed], { conferenceId: eventId(3) }],
    ['case_closed', [lead, judged, onLeave, died], { kind: 'deceased', conferenceId: null }, { openObligations: [duty] }],
    ['case_reopened', [lead, judged, closed]],
    ['obligation_excused', [lead], { obligationId: 'duty' }, { openObligations: [duty] }],
  ];
  it.each(allowed.map((row) => ({ row })))('$row.0 is allowed ($#)', ({ row: [type, log, changes, circumstances] }) => {
    expect(record(log, type, { changes, ...circumstances })).toBe('ok');
  });

  const refused: readonly (readonly [
    code: string,
    type: string,
    log: readonly LogLine[],
    changes?: Changes,
    circumstances?: Partial<DecideInput>,
    params?: unknown,
  ])[] = [
    ['EVENT_UNKNOWN', 'constructor', [lead]],
    ['CASE_ALREADY_OPENED', 'lead_recorded', [lead]],
    ['CASE_NOT_OPENED', 'interview_held', []],
    ['NOT_ALLOWED', 'interview_held', [lead], {}, { role: 'office_admin' }, { role: 'office_admin' }],
    ['WRONG_REGISTER', 'letter_sent', [lead], {}, {}, { registerKind: 'school' }],
    ['CASE_CLOSED', 'interview_held', [lead, judged, closed]],
    ['CASE_CLOSED', 'letter_received', [lead, judged, closed]],
    ['CASE_CLOSED', 'interview_held', [lead, judged, closed, ['case_archived', '2026-09-22T02:00:00.000Z']]],
    ['WRONG_STAGE', 'plan_drafted', [lead], {}, {}, { stage: 'lead' }],
    [
      'WRONG_STAGE',
      'referral_made',
      [lead, ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R0', outcome: 'not_crisis' }]],
      {},
      {},
      { stage: 'not_crisis' },
    ],
    ['WRONG_STAGE', 'case_reopened', [lead], {}, {}, { stage: 'lead' }],
    ['IN_THE_FUTURE', 'interview_held', [lead], {}, { happenedAt: Instant.parse('2026-10-01T00:05:00.001Z') }],
    ['TOO_LONG_AGO', 'lead_recorded', [], {}, { happenedAt: Instant.parse('2014-09-21T23:59:59.999Z') }],
    ['TOO_LONG_AGO', 'letter_received', [lead], {}, { happenedAt: Instant.parse('0226-09-14T01:00:00.000Z') }],
    [
      'CLOCK_SET_BACK',
      'interview_held',
      [lead],
      {},
      { lastRecordedAt: Instant.parse('2026-10-01T00:05:00.001Z') },
      { lastRecordedAt: '2026-10-01T00:05:00.001Z' },
    ],
    ['BEFORE_OPENING', 'interview_held', [lead], {}, { happenedAt: Instant.parse('2026-09-14T00:59:59.999Z') }],
    ['LOWERING_NEEDS_CONFERENCE', 'grade_decided', [lead, judged], { grade: 'R2' }, {}, { missing: 'conference' }],
    ['OUTCOME_NEEDS_LOW_GRADE', 'grade_decided', [lead], { grade: 'R2', outcome: 'not_crisis' }],
    ['NOT_INTERVIEWED', 'grade_decided', [lead], { grade: 'R1', outcome: 'not_crisis', triggers: [] }],
    ['TRIGGER_NEEDS_HIGH_GRADE', 'grade_decided', [lead], { grade: 'R1', outcome: 'not_crisis', triggers: ['suicidal_tendency'] }],
    ['TRIGGER_NEEDS_HIGH_GRADE', 'grade_decided', [lead], { grade: 'R2', triggers: ['severe_self_harm'] }],
    ['WITNESSES_MISSING', 'guardian_notified', [lead], { opinion: 'refused_to_sign', witnesses: ['门卫'] }],
    ['WITNESSES_MISSING', 'guardian_notified', [lead], { opinion: 'refused_to_sign', witnesses: ['门卫', '门卫'] }],
    ['WITNESSES_MISSING', 'guardian_notified', [lead], { by: ['沈老师'], opinion: 'refused_to_sign', witnesses: ['沈老师', '门卫'] }],
    ['WITNESSES_MISSING', 'guardian_notified', [lead], { by: ['沈老师'], opinion: 'refused_to_sign', witnesses: ['沈老师（心理教师）', '门卫'] }],
    ['WITNESSES_MISSING', 'guardian_notified', [lead], { by: ['沈老师(心理)'], opinion: 'refused_to_sign', witnesses: ['沈 老师', '门卫'] }],
    ['WITNESSES_MISSING', 'guardian_notified', [lead], { opinion: 'refused_to_sign', witnesses: ['门卫', '门卫（王师傅）'] }],
    ['REASON_MISSING', 'plan_drafted', [lead, judged, drafted]],
    ['PLAN_NOT_DRAFTED', 'plan_signed', [lead, judged]],
    ['PLAN_NOT_DRAFTED', 'plan_returned', [lead, judged, drafted, signed]],
    ['PLAN_VERSION_STALE', 'plan_signed', [lead, judged, drafted], { planVersion: 2 }, {}, { version: 1 }],
    ['PLAN_VERSION_STALE', 'plan_submitted', [lead, judged, drafted, signed], { planVersion: 2 }, {}, { version: 1 }],
    ['AUTHOR_CANNOT_SIGN', 'plan_signed', [lead, judged, drafted], {}, { userId: teacher }],
    ['PLAN_NOT_DRAFTED', 'plan_submitted', [lead, judged]],
    ['PLAN_NOT_SIGNED', 'plan_submitted', [lead, judged, drafted]],
    [
      'PLAN_NOT_SIGNED',
      'plan_submitted',
      [lead, judged, drafted, signed, ['plan_drafted', '2026-09-17T03:00:00.000Z', { reason: '修订' }]],
      { planVersion: 2 },
    ],
    ['REFERRAL_UNKNOWN', 'referral_replied', [lead]],
    ['ALREADY_ON_LEAVE', 'leave_started', [lead, onLeave]],
    ['LEAVE_TOO_FAR', 'leave_started', [lead], { from: '1826-10-12' }, {}, { days: 366 }],
    ['LEAVE_TOO_FAR', 'leave_started', [lead], { from: '2025-09-28' }, {}, { days: 366 }],
    ['LEAVE_TOO_FAR', 'leave_started', [lead], { from: '2027-10-02' }, {}, { days: 366 }],
    ['LEAVE_DATES_REVERSED', 'leave_started', [lead], { until: '2026-10-11' }],
    ['NOT_ON_LEAVE', 'leave_ended', [lead]],
    ['LEAVE_DATES_REVERSED', 'leave_ended', [lead, onLeave], { on: '2026-10-11' }],
    ['CLOSE_BLOCKED', 'case_closed', [lead], {}, {}, { reasons: ['NOT_GRADED'] }],
    [
      'CLOSE_BLOCKED',
      'case_closed',
      [lead, judged, ['referral_made', '2026-09-15T01:00:00.000Z'], onLeave],
      {},
      { openObligations: [duty] },
      { reasons: ['GRADE_TOO_HIGH', 'REFERRAL_WITHOUT_REPLY', 'OBLIGATION_OVERDUE', 'PLAN_NOT_SUBMITTED', 'STILL_ON_LEAVE', 'CONFERENCE_MISSING'] },
    ],
    ['CLOSE_BLOCKED', 'case_closed', [lead, judged, calm], {}, {}, { reasons: ['PLAN_NOT_SUBMITTED', 'CONFERENCE_MISSING'] }],
    ['OBLIGATION_NOT_OPEN', 'obligation_excused', [lead], { obligationId: 'other' }, { openObligations: [duty] }],
  ];
  it.each(refused.map((row) => ({ row })))('$row.0: $row.1 ($#)', ({ row: [code, type, log, changes, circumstances, params = {}] }) => {
    expect(record(log, type, { changes, ...circumstances })).toEqual([code, params]);
  });

  it('names the place and the rule of a bad payload, never what was typed', () => {
    expect(record([lead], 'guardian_contacted', { changes: { method: '密语', reached: 'yes', extra: '张三' } })).toEqual([
      'PAYLOAD_INVALID',
      {
        issues: [
          { path: 'method', rule: 'invalid_value' },
          { path: 'reached', rule: 'invalid_type' },
          { path: '', rule: 'unrecognized_keys' },
        ],
      },
    ]);
  });

  it('allows late entries and shows them', () => {
    expect(isLate(eventOf({ type: 'interview_held', payload: null, happenedAt: '2026-09-14T01:00:00.000Z', recordedAt: '2026-09-15T01:00:00.000Z' }))).toBe(
      false,
    );
    expect(isLate(eventOf({ type: 'interview_held', payload: null, happenedAt: '2026-09-14T01:00:00.000Z', recordedAt: '2026-09-15T01:00:00.001Z' }))).toBe(
      true,
    );
  });

  it('offers a role what it may record', () => {
    expect(allowedEvents(initialState, 'psych_teacher', 'school')).toEqual(['lead_recorded']);
    expect(allowedEvents(fold(logOf(lead, judged, drafted)), 'vice_principal', 'school')).toContain('plan_signed');
    expect(allowedEvents(fold(logOf(lead, judged, drafted)), 'psych_teacher', 'school')).not.toContain('plan_signed');
    expect(allowedEvents(fold(logOf(lead, judged)), 'office_admin', 'school')).toEqual([]);
  });
});
