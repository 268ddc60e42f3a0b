/** Days that an entry names for what comes next: each is owed on its day, and a newer entry that names another day replaces it. */
import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from '../events.fixture.ts';
import { PlainDate } from '../time.ts';
import { owed } from './engine.fixture.ts';

const date = (text: string): PlainDate => PlainDate.parse(text);
const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const at = '2026-10-12T03:00:00.000Z';
const later = '2026-10-20T03:00:00.000Z';
const end = '2027-01-31T00:00:00.000Z';

type Named = PlainDate | null;
type Row = readonly [rule: string, opener: (day: Named) => LogLine, settling: LogLine];
const rows: readonly Row[] = [
  ['T_NEXT_TALK', (nextReviewOn) => ['risk_interview_held', at, { nextReviewOn }], ['risk_interview_held', later, { nextReviewOn: null }]],
  ['T_NEXT_FOLLOW_UP', (nextOn) => ['follow_up_held', at, { nextOn }], ['follow_up_held', later]],
  ['T_NEXT_CONFERENCE', (nextOn) => ['conference_held', at, { nextOn }], ['conference_held', later, { kind: 'review', nextOn: null }]],
  ['T_NEXT_MEETING', (nextOn) => ['family_meeting_held', at, { nextOn }], ['family_meeting_held', later]],
  ['T_NEXT_VISIT', (nextVisitOn) => ['referral_replied', at, { nextVisitOn }], ['diagnosis_reported', later]],
  ['T_NEXT_VISIT', (nextVisitOn) => ['hospital_discharged', at, { nextVisitOn }], ['referral_replied', later]],
];

describe('a day named for the next time', () => {
  it.each(rows)('%s is owed on that day', (rule, opener, settling) => {
    const lines = [lead, judged, opener(date('2026-10-26'))];
    expect(owed(lines, later, rule)).toMatchObject([{ end: null, dueAt: '2026-10-26T15:59:59.999Z', ownerRole: 'psych_teacher' }]);
    expect(owed([...lines, settling], end, rule)).toMatchObject([{ end: 'done', endedAt: later }]);
    const calm: LogLine = ['grade_decided', later, { grade: 'R1', outcome: 'not_crisis', triggers: [] }];
    expect(owed([...lines, calm], end, rule)).toMatchObject([{ end: 'superseded' }]);
  });

  it.each(rows)('%s is not owed where none is named, and never due before the entry', (rule, opener) => {
    expect(owed([lead, judged, opener(null)], end, rule)).toEqual([]);
    expect(owed([lead, judged, opener(date('2026-10-01'))], at, rule)).toMatchObject([{ dueAt: '2026-10-12T15:59:59.999Z' }]);
  });

  it('gives way to the day that a newer entry names, also where that entry settles nothing', () => {
    const first: LogLine = ['follow_up_held', at, { nextOn: date('2026-10-26') }];
    const teacher: LogLine = ['follow_up_held', later, { with: ['class_teacher'], nextOn: date('2026-11-02') }];
    expect(owed([lead, judged, first, teacher], later, 'T_NEXT_FOLLOW_UP').map(({ end: how, dueAt }) => [how, dueAt.slice(0, 10)])).toEqual([
      ['superseded', '2026-10-26'],
      [null, '2026-11-02'],
    ]);
    const silent: LogLine = ['follow_up_held', later, { with: ['class_teacher'], nextOn: null }];
    expect(owed([lead, judged, first, silent], later, 'T_NEXT_FOLLOW_UP')).toMatchObject([{ end: null }]);
  });

  it('asks for no meeting with a family that is suspected as a whole', () => {
    const meeting: LogLine = ['family_meeting_held', at, { nextOn: date('2026-10-26') }];
    const reported: LogLine = ['mandatory_report_made', later, { guardianSuspects: ['all'] }];
    expect(owed([lead, judged, meeting, reported], later, 'T_NEXT_MEETING')).toMatchObject([{ end: 'superseded', endedBy: eventId(4) }]);
  });
});

describe('the review of an emergency', () => {
  const over = (day: string | null): LogLine => ['emergency_ended', '2026-09-16T03:00:00.000Z', { reviewOn: day === null ? null : date(day) }];

  it.each([
    ['2026-09-18', '2026-09-18'],
    ['2026-09-28', '2026-09-28'],
    [null, '2026-09-23'],
  ])('named for %s is due on %s', (day, due) => {
    expect(owed([lead, over(day)], '2026-09-16T04:00:00.000Z', 'T_EM_REVIEW')).toMatchObject([{ dueAt: `${due}T15:59:59.999Z` }]);
  });
});

describe('the end of a leave', () => {
  const leave = (until: string | null): LogLine => ['leave_started', at, { from: date('2026-10-12'), until: until === null ? null : date(until) }];
  const day = (rule: string, until: string | null, ...lines: readonly LogLine[]): unknown =>
    owed([lead, judged, leave(until), ...lines], end, rule).map(({ dueAt, end: how }) => [dueAt.slice(0, 10), how]);

  it('is noticed: the return is applied for fifteen days before, and something follows on the last day', () => {
    expect([day('T_RETURN_APPLY', '2027-01-11'), day('T_LEAVE_END', '2027-01-11')]).toEqual([[['2026-12-27', null]], [['2027-01-11', null]]]);
    expect([day('T_RETURN_APPLY', null), day('T_LEAVE_END', null)]).toEqual([[], []]);
    // A leave shorter than that is asked about on its first day.
    expect(day('T_RETURN_APPLY', '2026-10-20')).toEqual([['2026-10-12', null]]);
  });

  it('is settled by the application, and by the assessment or the end of the leave', () => {
    const applied: LogLine = ['return_applied', '2026-12-20T03:00:00.000Z'];
    const back: LogLine = ['leave_ended', '2027-01-08T03:00:00.000Z'];
    expect(day('T_RETURN_APPLY', '2027-01-11', applied)).toEqual([['2026-12-27', 'done']]);
    expect(day('T_LEAVE_END', '2027-01-11', applied, back)).toEqual([['2027-01-11', 'done']]);
    expect(day('T_LEAVE_END', '2027-01-11', ['return_assessed', '2027-01-05T03:00:00.000Z'])).toEqual([['2027-01-11', 'done']]);
  });
});
