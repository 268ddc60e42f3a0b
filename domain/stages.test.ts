import { describe, expect, it } from 'vitest';
import type { CaseState } from './case-state.ts';
import { eventOf, idText, logOf, vicePrincipal, type LogLine } from './events.fixture.ts';
import { fold } from './fold.ts';
import { UserId } from './ids.ts';
import { tried } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const drafted: LogLine = ['plan_drafted', '2026-09-15T03:00:00.000Z'];
const signed: LogLine = ['plan_signed', '2026-09-16T03:00:00.000Z', {}, { recordedBy: vicePrincipal }];
const submitted: LogLine = ['plan_submitted', '2026-09-17T03:00:00.000Z'];
const onLeave: LogLine = ['leave_started', '2026-09-18T03:00:00.000Z'];
const closed: LogLine = ['case_closed', '2026-09-21T02:00:00.000Z'];

describe('stages', () => {
  const path: readonly (readonly [LogLine, CaseState['stage']])[] = [
    [lead, 'lead'],
    [['interview_held', '2026-09-14T01:30:00.000Z'], 'interviewed'],
    [judged, 'assessed'],
    [['case_filed', '2026-09-14T03:00:00.000Z'], 'filed'],
    [['guardian_notified', '2026-09-14T04:00:00.000Z'], 'notified'],
    [['letter_received', '2026-09-14T05:00:00.000Z'], 'notified'],
    [drafted, 'plan_drafting'],
    [['plan_returned', '2026-09-15T04:00:00.000Z'], 'plan_drafting'],
    [['plan_drafted', '2026-09-15T05:00:00.000Z', { reason: '补充' }], 'plan_drafting'],
    [signed, 'plan_signed'],
    [submitted, 'plan_submitted'],
    [['follow_up_held', '2026-09-18T01:00:00.000Z'], 'in_intervention'],
    [onLeave, 'in_intervention'],
    [['leave_ended', '2026-09-19T01:00:00.000Z'], 'returned_watch'],
    [closed, 'closed'],
    [['case_reopened', '2026-09-25T01:00:00.000Z'], 'lead'],
  ];
  it('follow the ring along the main path', () => {
    expect(path.map((_step, index) => fold(logOf(...path.slice(0, index + 1).map(([line]) => line))).stage)).toEqual(path.map(([, stage]) => stage));
  });

  it('a reopened case starts loop two with the last grade and without the papers of the first', () => {
    const state = fold(logOf(...path.map(([line]) => line)));
    expect(state).toMatchObject({
      loop: 2,
      grade: 'R3',
      outcome: null,
      plan: null,
      letter: null,
      filedAt: null,
      channels: ['class_teacher', 'parent_visit'],
      openedAt: '2026-09-14T01:00:00.000Z',
    });
  });

  it('shows the way back from leave, and the watch after it', () => {
    const cared: readonly LogLine[] = [lead, judged, ['letter_sent', '2026-09-17T03:00:00.000Z'], ['follow_up_held', '2026-09-18T01:00:00.000Z'], onLeave];
    const applied: LogLine = ['return_applied', '2026-11-20T03:00:00.000Z'];
    const back: LogLine = ['leave_ended', '2026-12-01T01:00:00.000Z'];
    const watched: LogLine = ['watch_ended', '2027-01-11T01:00:00.000Z'];
    const stageAfter = (...further: readonly LogLine[]): CaseState['stage'] => fold(logOf(...cared, ...further)).stage;
    expect([stageAfter(), stageAfter(applied), stageAfter(applied, back), stageAfter(applied, back, watched)]).toEqual([
      'in_intervention',
      'return_assessing',
      'returned_watch',
      'in_intervention',
    ]);
  });

  it('shows a lowered grade, and the archive after the closing', () => {
    const followed: readonly LogLine[] = [lead, judged, ['letter_sent', '2026-09-17T03:00:00.000Z'], ['follow_up_held', '2026-09-18T01:00:00.000Z']];
    const lowered: LogLine = ['grade_decided', '2026-10-01T03:00:00.000Z', { grade: 'R2', triggers: [] }];
    expect(fold(logOf(...followed, lowered)).stage).toBe('downgraded');
    expect(fold(logOf(lead, judged, closed, ['case_archived', '2026-10-21T02:00:00.000Z'])).stage).toBe('archived');
  });

  it('a purged event moves the head and nothing else', () => {
    const before = fold(logOf(lead));
    const purged = eventOf({ type: 'grade_decided', payload: null, seq: 2 });
    const after = fold([...logOf(lead), purged]);
    expect(after).toEqual({ ...before, version: 2, headHash: purged.hash });
  });

  it('another person than the teacher may sign, whoever that is', () => {
    const other = UserId.parse(idText(0xa9));
    expect(tried([lead, judged, drafted], 'plan_signed', { userId: other, role: 'principal' })).toBe('ok');
  });
});
