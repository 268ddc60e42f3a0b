import { describe, expect, it } from 'vitest';
import { instantOfWall, parseTyped, parseWall, wallText } from './wall-time.ts';

describe('moments of the wall clock', () => {
  it.each([
    ['2026-11-21 14:30', '2026-11-21 14:30'],
    ['2026/1/2 8:05', '2026-01-02 08:05'],
    ['2026.03.09', '2026-03-09 00:00'],
    ['2024-02-29', '2024-02-29 00:00'],
  ])('reads %s', (text, wall) => {
    const at = parseWall(text);
    expect(at === null ? null : wallText(at)).toBe(wall);
  });

  it.each(['', '2026-02-30', '2026-13-01', '2026-11-21 24:00', '2026-11-21 10:60', '21.11.2026', '明天'])('refuses %j', (text) => {
    expect(parseWall(text)).toBeNull();
  });

  it('is eight hours ahead of UTC, across midnight too', () => {
    expect(instantOfWall(new Date('2026-11-22T03:10:00.000Z'))).toBe('2026-11-21T19:10:00.000Z');
  });

  it.each([
    ['2026-11-21 08:15', true, '2026-11-21 08:15'],
    ['2026/1/2 8:05', true, '2026-01-02 08:05'],
    ['2026-11-21', false, '2026-11-21 00:00'],
    ['2026.3.09', false, '2026-03-09 00:00'],
    ['2026-3-9', false, '2026-03-09 00:00'],
  ])('understands %s as it is typed only once it is whole', (text, toTheMinute, wall) => {
    const understood = Array.from({ length: text.length }, (_end, index) => parseTyped(text.slice(0, index + 1), toTheMinute));
    expect(understood.map((at) => (at === null ? null : wallText(at)))).toEqual([...Array.from({ length: text.length - 1 }, () => null), wall]);
  });
});
