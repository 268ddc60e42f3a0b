import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chaseOf, missesInRow } from './chase.ts';
import { defaultRulePack } from './defaults.ts';

const packs = new Map([[defaultRulePack.version, defaultRulePack]]);
const week = { ruleId: 'T_LEAVE_CONTACT', slot: 'guardian', packVersion: defaultRulePack.version };

describe('a leader steps in', () => {
  it('from as many misses in a row as the pack of the open week names, and not before', () => {
    expect([0, 1, 2].map((missed) => chaseOf({ ...week, missed }, packs)?.role ?? null)).toEqual([null, null, 'vice_principal']);
  });

  it('who is the principal from one miss more', () => {
    expect([3, 5].map((missed) => chaseOf({ ...week, missed }, packs)?.role)).toEqual(['principal', 'principal']);
  });

  it('in no duty whose rule calls nobody, and in none of a pack that is not known', () => {
    expect(chaseOf({ ...week, ruleId: 'T_PLAN', missed: 9 }, packs)).toBeNull();
    expect(chaseOf({ ...week, packVersion: 'elsewhere', missed: 9 }, packs)).toBeNull();
  });

  it('after misses that nothing but a superseded week stands between', () => {
    const ends = fc.array(fc.constantFrom('missed', 'superseded', 'done', 'done_late', 'excused', null));
    fc.assert(
      fc.property(ends, (list) => {
        const counted = list.filter((end) => end !== null && end !== 'superseded');
        const held = counted.findLastIndex((end) => end !== 'missed');
        const duties = list.map((end) => ({ ...week, end }));
        expect(missesInRow(duties)(week)).toBe(counted.length - held - 1);
        expect(missesInRow(duties)({ ...week, slot: 'pupil' })).toBe(0);
      }),
    );
  });
});
