import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { eventId, logOf, vicePrincipal, type LogLine } from './events.fixture.ts';
import type { Payload } from './events/define-event.ts';
import { fold } from './fold.ts';
import { loweringNeedsOf } from './lowering-needs.ts';
import { after, followUpDays, tried } from './recording.fixture.ts';
import { Instant } from './time.ts';

const day = (number: number): string => `2026-10-${String(number).padStart(2, '0')}T01:00:00.000Z`;
const calm: LogLine = ['lead_recorded', day(1), { crisisTypes: ['eating'] }];
const judged: LogLine = ['grade_decided', day(1), { grade: 'R3' }];

/** A correction of the third entry, on the 20th. */
function corrected(field: string, was: unknown, shouldBe: unknown): LogLine {
  return [
    'correction_made',
    day(20),
    { targetId: eventId(3), field, was, shouldBe } as Payload & { targetId: ReturnType<typeof eventId>; field: string },
  ] as LogLine;
}

describe('a sign of danger', () => {
  const signs: readonly (readonly [LogLine, string, unknown, unknown])[] = [
    [['follow_up_held', day(10), { suicidalThoughts: 'yes', riskChange: 'same' }], 'suicidalThoughts', 'yes', 'no'],
    [['counselling_held', day(10), { incidents: ['self_harm'] }], 'incidents', ['self_harm'], []],
    [['pupil_contacted', day(10), { riskChange: 'up' }], 'riskChange', 'up', 'same'],
    [['guardian_contacted', day(10), { riskChange: 'up' }], 'riskChange', 'up', 'down'],
    [['lead_added', day(10), { crisisTypes: ['suicide_plan'] }], 'crisisTypes', ['suicide_plan'], ['bullying']],
    [['interview_held', day(10), { ideation: 'yes', selfHarm: 'no' }], 'ideation', 'yes', 'unknown'],
  ];

  it.each(signs)('may be taken back, and those that stand remain: %j', (sign, field, was, shouldBe) => {
    expect(after(calm, judged, sign).lastSignalAt).toBe(day(10));
    expect(after(calm, judged, sign, corrected(field, was, shouldBe))).toMatchObject({ lastSignalAt: null, signsKnownAt: day(20) });
    const earlier: LogLine = ['class_observed', day(5), { cues: ['farewell_words'] }];
    expect(after(calm, judged, sign, earlier, corrected(field, was, shouldBe))).toMatchObject({ lastSignalAt: day(5), signsKnownAt: day(20) });
    const later: LogLine = ['class_observed', day(15), { cues: ['farewell_words'] }];
    expect(after(calm, judged, sign, later, corrected(field, was, shouldBe)).lastSignalAt).toBe(day(15));
  });

  it.each<readonly [LogLine, string, unknown, unknown]>([
    [['pupil_contacted', day(10), { incidents: ['self_harm'] }], 'incidents', ['self_harm'], ['suicide_attempt']],
    [['lead_added', day(10), { crisisTypes: ['suicide_plan'] }], 'crisisTypes', ['suicide_plan'], ['suicidal_ideation']],
    [['lead_added', day(10), { crisisTypes: ['suicide_plan', 'bullying'] }], 'crisisTypes', ['suicide_plan', 'bullying'], ['suicide_plan']],
    [['follow_up_held', day(10), { suicidalThoughts: 'yes' }], 'method', 'face', 'phone'],
    [['guardian_contacted', day(10), { riskChange: 'up' }], 'reached', true, false],
    [['pupil_contacted', day(10), { suicidalThoughts: 'yes' }], 'reached', true, false],
    [['follow_up_held', day(10), { suicidalThoughts: 'yes' }], 'with', ['pupil'], ['mother']],
  ])('stays through a correction of something else, or to another sign: %j', (sign, field, was, shouldBe) => {
    expect(after(calm, judged, sign, corrected(field, was, shouldBe))).toMatchObject({ lastSignalAt: day(10), signsKnownAt: day(10) });
  });

  it('is the latest that the log as corrected holds, whatever is corrected', () => {
    const entry = fc.record({
      day: fc.integer({ min: 2, max: 19 }),
      suicidalThoughts: fc.constantFrom('yes', 'no', 'not_asked'),
      riskChange: fc.constantFrom('up', 'same'),
    });
    fc.assert(
      fc.property(fc.array(entry, { minLength: 1, maxLength: 6 }), fc.nat(5), fc.constantFrom('yes', 'no'), (entries, pick, shouldBe) => {
        const lines = entries.map(({ day: on, ...rest }): LogLine => ['follow_up_held', day(on), rest]);
        const index = pick % lines.length;
        const target = entries[index];
        if (target === undefined) return;
        const correction = corrected('suicidalThoughts', target.suicidalThoughts, shouldBe);
        const payload = { ...(correction[2] as Payload), targetId: eventId(index + 3) };
        const state = fold(logOf(calm, judged, ...lines, ['correction_made', day(20), payload]));
        const standing = entries.map((one, at) => (at === index ? { ...one, suicidalThoughts: shouldBe } : one));
        const days = standing.filter((one) => one.suicidalThoughts === 'yes' || one.riskChange === 'up').map((one) => one.day);
        expect(state.lastSignalAt).toBe(days.length === 0 ? null : day(Math.max(...days)));
      }),
    );
  });
});

describe('a closing after a sign was taken back', () => {
  const sign: LogLine = ['follow_up_held', day(10), { suicidalThoughts: 'yes', riskChange: 'same' }];
  const low: LogLine = ['grade_decided', day(1), { grade: 'R2', triggers: [] }];
  const agreed = (on: number): LogLine => ['conference_held', day(on), { grade: null, agreesToClose: true, decisions: [] }];
  const confirmed = (seq: number, on: number): LogLine => ['conference_confirmed', day(on), { conferenceId: eventId(seq) }, { recordedBy: vicePrincipal }];
  const taken = corrected('suicidalThoughts', 'yes', 'no');
  const closing = (log: readonly LogLine[], seq: number): unknown => tried(log, 'case_closed', { changes: { conferenceId: eventId(seq) } });

  it('rests on minutes of people who knew of it', () => {
    const before: readonly LogLine[] = [calm, low, sign, agreed(9), confirmed(4, 9), taken];
    expect(closing(before, 4)).toEqual(['CLOSE_BLOCKED', { reasons: ['CONFERENCE_MISSING'] }]);
    expect(closing([...before, agreed(21), confirmed(7, 21)], 7)).toBe('ok');
  });

  it.each<readonly [string, LogLine]>([
    ['brought by a correction', corrected('suicidalThoughts', 'no', 'yes')],
    ['entered late', ['pupil_contacted', day(4), { suicidalThoughts: 'yes' }, { recordedAt: day(20) }]],
  ])('rests on no minutes that did not know of a sign %s', (_how, entry) => {
    const log: readonly LogLine[] = [calm, low, ['follow_up_held', day(3), { suicidalThoughts: 'no', riskChange: 'same' }], agreed(15), confirmed(4, 15)];
    expect(closing(log, 4)).toBe('ok');
    expect(closing([...log, entry], 4)).toEqual(['CLOSE_BLOCKED', { reasons: ['CONFERENCE_MISSING'] }]);
  });
});

describe('a lowering after a sign was taken back', () => {
  const sign: LogLine = ['follow_up_held', day(10), { suicidalThoughts: 'yes', riskChange: 'same' }];
  const met = (on: number): LogLine => ['conference_held', day(on), { grade: 'R2', decisions: [] }];
  const confirmed = (seq: number, on: number): LogLine => ['conference_confirmed', day(on), { conferenceId: eventId(seq) }, { recordedBy: vicePrincipal }];
  const lowering = (log: readonly LogLine[], seq: number): unknown =>
    tried(log, 'grade_decided', { changes: { grade: 'R2', outcome: 'crisis', triggers: [], conferenceId: eventId(seq) }, happenedAt: Instant.parse(day(25)) });
  const taken = corrected('suicidalThoughts', 'yes', 'no');

  it('rests on minutes of two people who knew of it, never on those of before', () => {
    const before: readonly LogLine[] = [calm, judged, sign, met(9), confirmed(4, 9), taken, ['follow_up_held', day(19)]];
    expect(lowering(before, 4)).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'conference' }]);
    const needs = (log: readonly LogLine[]) => loweringNeedsOf(after(...log), { now: Instant.parse(day(25)), followUpDays, openObligations: [] });
    expect(needs(before)).toEqual(['conference']);
    const again: readonly LogLine[] = [...before, met(21), confirmed(8, 21)];
    expect(lowering(again, 8)).toBe('ok');
    expect(needs(again)).toEqual([]);
  });

  it.each(['face', 'class'])('rests on no older minutes either when a sign is said to have been seen earlier (%s)', (place) => {
    const seen: LogLine = place === 'face' ? sign : ['class_observed', day(10), { urgent: true }];
    const moved = corrected('happenedAt', day(10), day(2));
    const log: readonly LogLine[] = [calm, judged, seen, ['follow_up_held', day(19)], met(9), confirmed(5, 9), moved];
    expect(after(...log)).toMatchObject({ lastSignalAt: day(2), signsKnownAt: day(20) });
    expect(lowering(log, 5)).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'conference' }]);
  });

  it('rests on no older minutes when a sign is said to have been seen later, and leaves them alone when it was no sign', () => {
    expect(after(calm, judged, sign, corrected('happenedAt', day(10), day(12)))).toMatchObject({ lastSignalAt: day(12), signsKnownAt: day(20) });
    expect(after(calm, judged, ['follow_up_held', day(10)], corrected('happenedAt', day(10), day(2))).signsKnownAt).toBeNull();
  });

  const quiet: LogLine = ['follow_up_held', day(3), { suicidalThoughts: 'no', riskChange: 'same' }];
  const again: LogLine = ['follow_up_held', day(18), { suicidalThoughts: 'no', riskChange: 'same' }];
  const unknowing: readonly LogLine[] = [calm, judged, quiet, met(15), confirmed(4, 15), again];

  it.each<readonly [string, LogLine]>([
    ['a correction brings', corrected('suicidalThoughts', 'no', 'yes')],
    ['a correction brings', corrected('incidents', [], ['self_harm'])],
    ['somebody enters late', ['pupil_contacted', day(4), { suicidalThoughts: 'yes', riskChange: 'up' }, { recordedAt: day(20) }]],
    ['somebody enters late', ['class_observed', day(4), { urgent: true }, { recordedAt: day(20) }]],
  ])('rests on no minutes that did not know of a sign which %s', (_how, entry) => {
    expect(lowering(unknowing, 4)).toBe('ok');
    const log = [...unknowing, entry];
    expect(after(...log).signsKnownAt).toBe(day(20));
    expect(lowering(log, 4)).toEqual(['LOWERING_NEEDS_CONFERENCE', { missing: 'conference' }]);
    expect(lowering([...log, met(21), confirmed(8, 21)], 8)).toBe('ok');
  });

  it('counts what an earlier correction brought when its day is corrected', () => {
    const brought = corrected('suicidalThoughts', 'no', 'yes');
    const moved: LogLine = ['correction_made', day(22), { targetId: eventId(3), field: 'happenedAt', was: day(3), shouldBe: day(2) }];
    expect(after(calm, judged, quiet, brought, moved)).toMatchObject({ lastSignalAt: day(2), signsKnownAt: day(22) });
  });

  it('counts its cycle from the signs that stand, and asks for no more in the next loop', () => {
    expect(lowering([calm, judged, ['follow_up_held', day(18), { suicidalThoughts: 'yes', riskChange: 'same' }], taken, met(21), confirmed(5, 21)], 5)).toBe(
      'ok',
    );
    const next = after(calm, judged, sign, taken, ['case_closed', day(22)], ['case_reopened', day(23)]);
    expect(next.signsKnownAt).toBeNull();
  });
});
