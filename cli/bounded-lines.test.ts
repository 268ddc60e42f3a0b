import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boundedLines } from './bounded-lines.ts';

async function linesOf(chunks: readonly string[], longest: number): Promise<readonly (string | null)[]> {
  const lines: (string | null)[] = [];
  for await (const line of boundedLines(Readable.from(chunks), longest)) lines.push(line);
  return lines;
}

describe('lines of a sitting', () => {
  it('are read as they end, and one that is too long is named and skipped', async () => {
    expect(await linesOf(['ab\ncd', 'e\n', '1234', '56', '78\nok\n', 'end'], 5)).toEqual(['ab', 'cde', null, 'ok', 'end']);
    expect(await linesOf(['123456'], 5)).toEqual([null]);
  });

  it('are the same however the stream is cut', async () => {
    const text = fc.stringMatching(/^[ab\n]{0,40}$/);
    await fc.assert(
      fc.asyncProperty(text, fc.integer({ min: 1, max: 9 }), async (whole, size) => {
        const chunks = whole.match(new RegExp(`[^]{1,${size}}`, 'g')) ?? [];
        const lines = whole.split('\n').map((line) => (line.length > 4 ? null : line));
        expect(await linesOf(chunks, 4)).toEqual(lines.at(-1) === '' ? lines.slice(0, -1) : lines);
      }),
    );
  });
});
