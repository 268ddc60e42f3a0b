import { describe, expect, it } from 'vitest';
import { registerKinds } from '../../../domain/vocabulary.ts';
import { packageKinds } from './manifest.ts';
import { mayTravel } from './ways.ts';

describe('the ways of packages', () => {
  it('are four', () => {
    const all = packageKinds.flatMap((kind) => registerKinds.flatMap((from) => registerKinds.map((to) => [kind, from, to] as const)));
    expect(all.filter((way) => mayTravel(...way)).map((way) => way.join(' '))).toEqual([
      'submission school center',
      'receipt school center',
      'receipt center school',
      'letter center school',
    ]);
  });
});
