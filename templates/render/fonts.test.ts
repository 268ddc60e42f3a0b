import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openFonts } from './fonts.ts';

const fonts = openFonts();

function rangeOf(first: number, last: number): string {
  return Array.from({ length: last - first + 1 }, (_, index) => String.fromCodePoint(first + index)).join('');
}

describe('the faces', () => {
  it('are the ones that the coverage file describes', () => {
    const coverage: unknown = JSON.parse(readFileSync(new URL('fonts/coverage.json', import.meta.url), 'utf8'));
    for (const [file, { sha256 }] of Object.entries(coverage as Record<string, { sha256: string }>)) {
      const bytes = readFileSync(new URL(`fonts/${file}`, import.meta.url));
      expect(bytes.readUInt32BE(0)).toBe(0x00010000);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
  });

  it('cover GB 18030-2022 level 2: the basic block and Extension A', () => {
    expect(fonts.split(rangeOf(0x4e00, 0x9fa5), 'song')).toHaveLength(1);
    expect(fonts.firstMissing(rangeOf(0x3400, 0x4db5))).toBeUndefined();
  });

  it('cover level 3, Extensions B to F, with the rare face', () => {
    for (const [first, last] of [
      [0x20000, 0x2a6d6],
      [0x2a700, 0x2b734],
      [0x2b740, 0x2b81d],
      [0x2b820, 0x2cea1],
      [0x2ceb0, 0x2ebe0],
    ] as const)
      expect(fonts.firstMissing(rangeOf(first, last))).toBeUndefined();
  });

  it('set rare characters of a heading in the body face and only the rarest in the rare face', () => {
    expect(fonts.split('马𠮷𪚥女', 'hei')).toEqual([
      { font: 'hei', text: '马' },
      { font: 'song', text: '𠮷' },
      { font: 'rare', text: '𪚥' },
      { font: 'hei', text: '女' },
    ]);
  });

  it('have what forms need', () => {
    for (const face of ['song', 'songBold', 'hei', 'kai'] as const) expect(fonts.split('□☑☐√〔2026〕—“”·①→＿', face)).toHaveLength(1);
  });
});
