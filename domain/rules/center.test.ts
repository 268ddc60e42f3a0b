import { describe, expect, it } from 'vitest';
import { logOf, type LogLine } from '../events.fixture.ts';
import { fold } from '../fold.ts';
import { PackageId } from '../ids.ts';
import { Instant } from '../time.ts';
import { builtInCalendars } from './defaults.ts';
import { packs } from './engine.fixture.ts';
import { obligationsOf } from './engine.ts';

const now = Instant.parse('2026-09-15T00:00:00.000Z');

function owedByCenter(lines: readonly LogLine[]): readonly string[] {
  return obligationsOf({ events: logOf(...lines), packs, calendars: builtInCalendars, registerKind: 'center', now }).map(({ ruleId }) => ruleId);
}

describe('a case at the centre', () => {
  it('owes an interview when the centre found the pupil, and a look at the papers when a school reported it', () => {
    expect(owedByCenter([['lead_recorded', '2026-09-14T01:00:00.000Z']])).toEqual(['T_CENTER_EARLY_TALK']);
    expect(owedByCenter([['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['bullying'] }]])).toEqual(['T_CENTER_INTERVIEW']);
    const reported: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { sourceRefs: [{ kind: 'package', id: 'p' }] }];
    expect(owedByCenter([reported])).toEqual(['T_CENTER_REVIEW']);
    const again = (packageId: PackageId | null): readonly LogLine[] => [
      reported,
      ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', triggers: [] }],
      ['case_closed', '2026-09-14T03:00:00.000Z'],
      ['case_reopened', '2026-09-14T04:00:00.000Z', { packageId }],
    ];
    const reopened = (packageId: PackageId | null) => owedByCenter(again(packageId)).filter((rule) => /TALK|INTERVIEW|REVIEW/u.test(rule));
    expect(reopened(null)).toEqual(['T_CENTER_REVIEW', 'T_CENTER_EARLY_TALK']);
    expect(reopened(PackageId.parse('0198c5a0-0000-7000-8000-0000000000b1'))).toEqual(['T_CENTER_REVIEW', 'T_CENTER_REVIEW']);
  });

  it('goes through a report within three days, until it decided on the grade', () => {
    const reported: LogLine = ['lead_recorded', '2026-09-11T01:00:00.000Z', { sourceRefs: [{ kind: 'package', id: 'p' }] }];
    const review = (...more: readonly LogLine[]) =>
      obligationsOf({ events: logOf(reported, ...more), packs, calendars: builtInCalendars, registerKind: 'center', now }).filter(
        ({ ruleId }) => ruleId === 'T_CENTER_REVIEW',
      );
    expect(review(['interview_held', '2026-09-11T02:00:00.000Z'])).toMatchObject([
      { dueAt: '2026-09-14T15:59:59.999Z', end: null, ownerRole: 'center_counselor' },
    ]);
    expect(review(['grade_decided', '2026-09-14T02:00:00.000Z'])).toMatchObject([{ end: 'done' }]);
  });

  it('has telephoned the school when it says so, in an entry of its own or with the letter', () => {
    const phone = (line: LogLine) =>
      obligationsOf({
        events: logOf(['lead_recorded', '2026-09-14T01:00:00.000Z'], ['grade_decided', '2026-09-14T02:00:00.000Z'], line),
        packs,
        calendars: builtInCalendars,
        registerKind: 'center',
        now,
      })
        .filter(({ ruleId }) => ruleId === 'T_PHONE')
        .map(({ end }) => end);
    const letter = (phonedTo: string): LogLine => ['letter_sent', '2026-09-14T03:00:00.000Z', { phonedTo }];
    expect([phone(letter('')), phone(letter('已电话通知学校德育主任。')), phone(['principal_notified', '2026-09-14T03:00:00.000Z'])]).toEqual([
      [null],
      ['done'],
      ['done'],
    ]);
  });

  it('waits a week for what the school answers to a letter, and only the plan or a report ends the wait', () => {
    const sent: readonly LogLine[] = [
      ['lead_recorded', '2026-09-14T01:00:00.000Z'],
      ['grade_decided', '2026-09-14T02:00:00.000Z'],
      ['letter_sent', '2026-09-14T03:00:00.000Z'],
    ];
    const waits = (...more: readonly LogLine[]) =>
      obligationsOf({ events: logOf(...sent, ...more), packs, calendars: builtInCalendars, registerKind: 'center', now }).filter(
        ({ ruleId }) => ruleId === 'T_SCHOOL_REPLY',
      );
    expect(waits()).toMatchObject([{ dueAt: '2026-09-21T15:59:59.999Z', end: null, ownerRole: 'center_counselor' }]);
    expect(waits(['school_reply_recorded', '2026-09-14T04:00:00.000Z', { planReceived: false, measuresReceived: true }])).toMatchObject([{ end: null }]);
    expect(waits(['school_reply_recorded', '2026-09-14T04:00:00.000Z', { planReceived: true }])).toMatchObject([{ end: 'done' }]);
    expect(waits(['report_received', '2026-09-14T04:00:00.000Z'])).toMatchObject([{ end: 'done' }]);
    const calm: LogLine = ['grade_decided', '2026-09-14T04:00:00.000Z', { grade: 'R1', outcome: 'not_crisis', triggers: [] }];
    expect(waits(calm)).toMatchObject([{ end: 'superseded' }]);
  });

  it('counts as handed over once the letter left, and care after it as intervention', () => {
    const letter: readonly LogLine[] = [
      ['lead_recorded', '2026-09-14T01:00:00.000Z'],
      ['grade_decided', '2026-09-14T02:00:00.000Z'],
      ['letter_sent', '2026-09-14T03:00:00.000Z'],
    ];
    expect(fold(logOf(...letter)).stage).toBe('notified');
    expect(fold(logOf(...letter, ['guardian_contacted', '2026-09-14T04:00:00.000Z'])).stage).toBe('in_intervention');
  });

  it('that asks for nothing more is to be closed, though the pupil came out of hospital and is watched by the school', () => {
    const out: readonly LogLine[] = [
      ['lead_recorded', '2026-09-14T01:00:00.000Z'],
      ['hospital_admitted', '2026-09-14T02:00:00.000Z'],
      ['hospital_discharged', '2026-09-14T03:00:00.000Z'],
    ];
    const calm: LogLine = ['grade_decided', '2026-09-14T04:00:00.000Z', { grade: 'R1', outcome: 'not_crisis', triggers: [] }];
    const released: LogLine = ['grade_decided', '2026-09-14T04:00:00.000Z', { grade: 'R0', triggers: [] }];
    const seen: LogLine = ['follow_up_held', '2026-09-14T05:00:00.000Z'];
    expect(fold(logOf(...out, calm)).watchSince).not.toBe(null);
    const open = (...lines: readonly LogLine[]) =>
      obligationsOf({ events: logOf(...lines), packs, calendars: builtInCalendars, registerKind: 'center', now })
        .filter(({ end }) => end === null)
        .map(({ ruleId, ownerRole }) => [ruleId, ownerRole]);
    expect(open(...out, calm, seen)).toEqual([['T_CLOSE_CENTER', 'center_counselor']]);
    expect(open(...out, released, seen)).toEqual([['T_CLOSE_CENTER', 'center_counselor']]);
    expect(open(...out, calm, seen, ['watch_ended', '2026-09-14T06:00:00.000Z'])).toEqual([['T_CLOSE_CENTER', 'center_counselor']]);
    expect(open(...out, calm, seen, ['case_closed', '2026-09-14T07:00:00.000Z'])).toEqual([['T_ARCHIVE', 'center_counselor']]);
  });
});
