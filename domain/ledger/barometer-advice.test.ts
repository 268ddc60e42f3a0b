import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PupilId } from '../ids.ts';
import { barometerAdvice, barometerStep, barometerSteps } from './barometer-advice.ts';
import { peerSigns, weathers } from './weather.ts';

const low = { mood: 'rain', signs: [], urgent: false } as const;
const calm = { mood: 'sunny', signs: [], urgent: false } as const;
const rank = (step: (typeof barometerSteps)[number]): number => barometerSteps.indexOf(step);

describe('the barometer rule', () => {
  it.each([
    [0, 'none'],
    [1, 'none'],
    [2, 'peer_talk'],
    [3, 'report'],
    [6, 'report'],
    [7, 'counselling_room'],
    [30, 'counselling_room'],
  ] as const)('asks on day %i of low mood for %s', (days, step) => {
    expect(barometerStep({ ...low, days })).toBe(step);
    expect(barometerStep({ ...low, mood: 'overcast', days })).toBe(step);
  });

  it.each([
    [14, 'none'],
    [15, 'check_calm'],
  ] as const)('asks after %i calm days for %s', (days, step) => expect(barometerStep({ ...calm, days })).toBe(step));

  it('waits for no day where life may be endangered', () => {
    expect(barometerStep({ ...calm, days: 0, urgent: true })).toBe('at_once');
    expect(barometerStep({ ...calm, days: 0, signs: ['hints'] })).toBe('at_once');
    expect(barometerStep({ ...calm, days: 0, signs: ['self_harm_marks'] })).toBe('at_once');
  });

  it('never asks for less when it lasts longer', () => {
    const mention = { mood: fc.constantFrom(...weathers), signs: fc.subarray([...peerSigns]), urgent: fc.boolean() };
    fc.assert(
      fc.property(fc.record({ ...mention, days: fc.nat(364) }), (one) => {
        expect(rank(barometerStep({ ...one, days: one.days + 1 }))).toBeGreaterThanOrEqual(rank(barometerStep(one)));
      }),
    );
  });

  it('answers pupil by pupil', () => {
    const pupilId = PupilId.parse('0198c5a0-0000-7000-8000-000000000001');
    expect(barometerAdvice({ mentioned: [{ pupilId, ...low, signs: [], days: 3 }] })).toEqual([{ pupilId, step: 'report' }]);
  });
});
