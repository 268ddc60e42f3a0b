import { describe, expect, it } from 'vitest';
import { seeded } from './random.ts';

function draw(seed: number): readonly number[] {
  const random = seeded(seed);
  return Array.from({ length: 200 }, () => random.int(1, 6));
}

describe('seeded chance', () => {
  it('tells the same with the same seed and otherwise with another', () => {
    expect(draw(7)).toEqual(draw(7));
    expect(draw(7)).not.toEqual(draw(8));
  });

  it('reaches both ends of a span and nothing beyond', () => {
    expect(new Set(draw(3))).toEqual(new Set([1, 2, 3, 4, 5, 6]));
  });
});
