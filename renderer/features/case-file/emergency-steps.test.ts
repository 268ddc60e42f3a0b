import { describe, expect, it } from 'vitest';
import { emergencySteps } from '../../../domain/vocabulary.ts';
import { entry } from './entry.fixture.ts';
import { stepsTaken } from './emergency-steps.ts';

describe('the steps of an emergency', () => {
  const started = entry(5, 'emergency_started');

  it('stand in their order, each with the earliest entry of this emergency', () => {
    const events = [
      entry(1, 'emergency_started'),
      entry(2, 'emergency_step_taken', { step: 'police_110' }),
      started,
      entry(6, 'emergency_step_taken', { step: 'ambulance_120' }),
      entry(7, 'emergency_step_taken', { step: 'ambulance_120' }),
    ];
    const steps = stepsTaken(events, started.id);
    expect(steps.map(({ step }) => step)).toEqual(emergencySteps);
    expect(steps.filter(({ taken }) => taken !== undefined).map(({ step, taken }) => [step, taken?.seq])).toEqual([['ambulance_120', 6]]);
  });
});
