/** Whom a duty is about: the family that may not be told, who counts as seen, and who answers first. */
import { describe, expect, it } from 'vitest';
import { eventId, logOf, type LogLine } from '../events.fixture.ts';
import { Instant, PlainDate } from '../time.ts';
import { builtInCalendars } from './defaults.ts';
import { ends, owed, packs } from './engine.fixture.ts';
import { obligationsOf } from './engine.ts';
import type { Obligation } from './obligation.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];
const judged: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];
const leave: LogLine = ['leave_started', '2026-10-12T01:00:00.000Z', { from: PlainDate.parse('2026-10-12') }];
const allSuspected = (at: string): LogLine => ['mandatory_report_made', at, { guardianSuspects: ['all'] }];
const seen = (at: string, ...who: readonly ('pupil' | 'father' | 'hospital' | 'class_teacher')[]): LogLine => ['follow_up_held', at, { with: [...who] }];

function owedByCenter(lines: readonly LogLine[], now: string): readonly Obligation[] {
  return obligationsOf({ events: logOf(...lines), packs, calendars: builtInCalendars, registerKind: 'center', now: Instant.parse(now) });
}

describe('the weekly contact of a pupil on leave', () => {
  const contact = (lines: readonly LogLine[], now: string): readonly string[] => ends(owed(lines, now, 'T_LEAVE_CONTACT'));

  it('goes on with the pupil alone once every guardian is suspected', () => {
    expect(contact([lead, judged, leave, allSuspected('2026-10-14T01:00:00.000Z')], '2026-10-21T00:00:00.000Z')).toEqual([
      'guardian#1 superseded 2026-10-14T01:00:00.000Z',
      'pupil#1 open',
      'pupil#2 open',
    ]);
    const one: LogLine = ['mandatory_report_made', '2026-10-14T01:00:00.000Z', { guardianSuspects: ['father'] }];
    expect(contact([lead, judged, leave, one], '2026-10-15T00:00:00.000Z')).toEqual(['guardian#1 open', 'pupil#1 open']);
  });

  it('is never asked for with suspected guardians on a later leave', () => {
    expect(contact([lead, judged, allSuspected('2026-10-01T01:00:00.000Z'), leave], '2026-10-21T00:00:00.000Z')).toEqual(['pupil#1 open', 'pupil#2 open']);
  });

  it('is done by a follow-up with whom it is about', () => {
    const at = '2026-10-14T01:00:00.000Z';
    const after = (line: LogLine): readonly string[] => contact([lead, judged, leave, line], '2026-10-15T00:00:00.000Z');
    expect(after(seen(at, 'father'))).toEqual([`guardian#1 done ${at}`, 'pupil#1 open']);
    expect(after(seen(at, 'pupil'))).toEqual(['guardian#1 open', `pupil#1 done ${at}`]);
    expect(after(seen(at, 'pupil', 'father'))).toEqual([`guardian#1 done ${at}`, `pupil#1 done ${at}`]);
    expect(after(seen(at, 'hospital', 'class_teacher'))).toEqual(['guardian#1 open', 'pupil#1 open']);
  });
});

describe('a follow-up', () => {
  const graded = (grade: 'R1' | 'R2' | 'R3' | 'R4'): LogLine => ['grade_decided', '2026-09-14T02:00:00.000Z', { grade, triggers: [] }];
  it.each<[string, LogLine]>([
    ['T_FOLLOW_UP_R4', graded('R4')],
    ['T_FOLLOW_UP_R3', graded('R3')],
    ['T_FOLLOW_UP_R2', graded('R2')],
    ['T_FOLLOW_UP_R1', graded('R1')],
    ['T_REFERRED_VISIT', ['referral_made', '2026-09-14T03:00:00.000Z']],
    ['T_DISCHARGE_VISIT', ['hospital_discharged', '2026-09-14T03:00:00.000Z']],
    ['T_WATCH', ['leave_ended', '2026-09-14T03:00:00.000Z', { how: 'returned' }]],
    ['T_CONTACT_LOST', ['contact_lost', '2026-09-14T03:00:00.000Z']],
    ['T_UNREACHED', ['pupil_contacted', '2026-09-14T03:00:00.000Z', { reached: false }]],
  ])('with the hospital or the class teacher alone does not do %s', (rule, opener) => {
    const at = '2026-09-15T01:00:00.000Z';
    const tried: LogLine = ['pupil_contacted', '2026-09-14T02:30:00.000Z', { reached: false }];
    const first = (line: LogLine) => ends(owed([lead, tried, opener, line], '2026-09-15T02:00:00.000Z', rule))[0];
    expect(first(seen(at, 'hospital', 'class_teacher'))).toBe('case#1 open');
    expect(first(seen(at, 'hospital', 'father'))).toBe(`case#1 done ${at}`);
    expect(first(seen(at, 'pupil'))).toBe(`case#1 done ${at}`);
  });
});

describe('the first response', () => {
  const dues = (duties: readonly Obligation[]): readonly string[] => duties.map(({ ruleId, dueAt }) => `${ruleId} ${dueAt.slice(0, 10)}`);
  // A Friday.
  const hotline: LogLine = ['lead_recorded', '2026-09-18T01:00:00.000Z', { channel: 'hotline' }];
  const calm: LogLine = ['lead_recorded', '2026-09-18T01:00:00.000Z', { crisisTypes: ['school_refusal'] }];
  const packaged: LogLine = ['lead_recorded', '2026-09-18T01:00:00.000Z', { sourceRefs: [{ kind: 'package', id: 'p' }] }];

  it('of the centre to its hotline is due the next day, and that of a call about a known pupil too', () => {
    expect(dues(owedByCenter([hotline], '2026-09-18T02:00:00.000Z'))).toEqual(['T_HOTLINE_TALK 2026-09-19']);
    const again: LogLine = ['lead_added', '2026-09-20T01:00:00.000Z', { channel: 'hotline' }];
    const duties = owedByCenter([calm, again], '2026-09-20T02:00:00.000Z');
    expect(dues(duties)).toEqual(['T_CENTER_INTERVIEW 2026-09-24', 'T_HOTLINE_TALK 2026-09-21']);
    const talked: LogLine = ['interview_held', '2026-09-19T01:00:00.000Z'];
    expect(owedByCenter([hotline, talked], '2026-09-19T02:00:00.000Z')[0]).toMatchObject({ ruleId: 'T_HOTLINE_TALK', end: 'done', endedBy: eventId(2) });
  });

  it('of the centre to other leads, and of a school to its own, keeps its five school days', () => {
    expect(dues(owedByCenter([calm], '2026-09-18T02:00:00.000Z'))).toEqual(['T_CENTER_INTERVIEW 2026-09-24']);
    expect(dues(owed([calm], '2026-09-18T02:00:00.000Z'))).toEqual(['T_SECOND_SCREEN 2026-09-24']);
  });

  it('to a word about self-harm or suicide, or to a case that is opened again, is due the next day, a Saturday too', () => {
    const types = ['self_harm', 'suicidal_ideation', 'suicide_plan', 'suicide_attempt'] as const;
    for (const type of types) {
      const line: LogLine = ['lead_recorded', '2026-09-18T01:00:00.000Z', { crisisTypes: ['bullying', type] }];
      expect(dues(owed([line], '2026-09-18T02:00:00.000Z'))).toEqual(['T_EARLY_TALK 2026-09-19']);
      expect(dues(owedByCenter([line], '2026-09-18T02:00:00.000Z'))).toEqual(['T_CENTER_EARLY_TALK 2026-09-19']);
    }
    expect(dues(owed([hotline], '2026-09-18T02:00:00.000Z'))).toEqual(['T_EARLY_TALK 2026-09-19']);
    const again: readonly LogLine[] = [
      ['lead_recorded', '2026-09-16T01:00:00.000Z'],
      ['grade_decided', '2026-09-16T02:00:00.000Z', { grade: 'R0', outcome: 'not_crisis', triggers: [] }],
      ['case_closed', '2026-09-16T03:00:00.000Z'],
      ['case_reopened', '2026-09-18T01:00:00.000Z'],
    ];
    const open = (duties: readonly Obligation[]) => dues(duties.filter(({ end }) => end === null));
    expect(open(owed(again, '2026-09-18T02:00:00.000Z'))).toEqual(['T_EARLY_TALK 2026-09-19']);
    expect(open(owedByCenter(again, '2026-09-18T02:00:00.000Z'))).toEqual(['T_CENTER_EARLY_TALK 2026-09-19']);
  });

  it('of a school to a case that came by package is due in two days', () => {
    expect(dues(owed([packaged], '2026-09-18T02:00:00.000Z'))).toEqual(['T_LETTER_TALK 2026-09-20']);
    expect(dues(owedByCenter([packaged], '2026-09-18T02:00:00.000Z'))).toEqual(['T_CENTER_REVIEW 2026-09-21']);
  });

  it('of a school to a letter counts from its receipt, also where the case was opened before it came', () => {
    const letter: LogLine = ['letter_received', '2026-09-21T01:00:00.000Z'];
    const talks = (...lines: readonly LogLine[]) => dues(owed(lines, '2026-09-21T02:00:00.000Z', 'T_LETTER_TALK'));
    expect(talks(calm, letter)).toEqual(['T_LETTER_TALK 2026-09-23']);
    expect(talks(calm, ['interview_held', '2026-09-19T01:00:00.000Z'], letter)).toEqual([]);
  });
});

describe('a pupil who left for another school', () => {
  it('is contacted and watched by this one until the other confirmed the receipt', () => {
    const moved: LogLine = ['pupil_transferred', '2026-10-18T01:00:00.000Z'];
    const received: LogLine = ['transfer_confirmed', '2026-10-19T01:00:00.000Z'];
    const running = ['T_LEAVE_CONTACT', 'T_WATCH', 'T_TRIAL_REVIEW', 'T_HOSPITAL_CONTACT', 'T_FOLLOW_UP_R3', 'T_CONFERENCE'];
    const until = PlainDate.parse('2026-11-08');
    const lives: readonly (readonly LogLine[])[] = [
      [lead, judged],
      [lead, judged, leave],
      [lead, judged, ['hospital_admitted', '2026-10-12T01:00:00.000Z']],
      [lead, judged, leave, ['leave_ended', '2026-10-17T01:00:00.000Z', { how: 'trial', until }]],
    ];
    const of = (lines: readonly LogLine[]) =>
      owed(lines, '2026-10-20T02:00:00.000Z').filter(
        ({ ruleId, endedBy, end }) => running.includes(ruleId) && (end === null || endedBy === eventId(lines.length)),
      );
    const between = lives.flatMap((life) => of([...life, moved]));
    expect(new Set(between.map(({ end }) => end))).toEqual(new Set([null]));
    expect(new Set(between.map(({ ruleId }) => ruleId))).toEqual(new Set(running));
    const left = lives.flatMap((life) => of([...life, moved, received]));
    expect(new Set(left.map(({ end }) => end))).toEqual(new Set(['superseded']));
    expect(new Set(left.map(({ ruleId }) => ruleId))).toEqual(new Set(running));
    for (const life of lives) {
      const open = owed([...life, moved, received], '2026-10-20T02:00:00.000Z').filter(({ end, dueAt }) => end === null && dueAt > received[1]);
      expect(open.map(({ ruleId }) => ruleId)).toContain('T_CLOSE');
    }
  });
});
