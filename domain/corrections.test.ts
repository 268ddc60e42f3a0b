import { describe, expect, it } from 'vitest';
import { eventId, idText, logOf, teacher, type LogLine } from './events.fixture.ts';
import { fold } from './fold.ts';
import { tried, type Try } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z'];

describe('corrections', () => {
  const [target] = logOf(lead);
  const correct = (changes: Try['changes'], at = target): unknown =>
    tried([lead], 'correction_made', { changes: { targetId: eventId(1), field: 'foundAt', was: '教室', shouldBe: '操场', ...changes }, target: at ?? null });

  it.each([
    ['ok', {}],
    [['NOT_CORRECTABLE', { field: 'pupilId' }], { field: 'pupilId' }],
    [['CORRECTION_STALE', { field: 'foundAt' }], { was: '礼堂' }],
    [['CORRECTION_INVALID', { field: 'foundAt' }], { shouldBe: 7 }],
    [['CORRECTION_INVALID', { field: 'foundAt' }], { shouldBe: '教室' }],
    [['TARGET_UNKNOWN', {}], { targetId: idText(99) }],
  ])('%j for %j', (expected, changes) => {
    expect(correct(changes)).toEqual(expected);
  });

  it('act on the state while the wrong entry stays in the log', () => {
    const log = logOf(lead, [
      'correction_made',
      '2026-09-15T01:00:00.000Z',
      { targetId: eventId(1), field: 'channel', was: 'class_teacher', shouldBe: 'hotline' },
    ]);
    const state = fold(log);
    expect(state.channels).toEqual(['hotline']);
    expect(log[0]?.payload).toMatchObject({ channel: 'class_teacher' });
    expect(state.corrections).toEqual([
      { eventId: eventId(2), targetId: eventId(1), field: 'channel', recordedAt: '2026-09-15T01:00:00.000Z', recordedBy: teacher },
    ]);
  });
});
