import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gradeRank } from './case-state.ts';
import { definitionOf, type EventPayload } from './events/registry.ts';
import { gradeGrounds, proposeGrade, type RiskAnswers } from './grade-proposal.ts';
import { ideationSteps } from './vocabulary.ts';

/** Answers of each question, from what worries least to what worries most. An unknown answer is never better than the best. */
const ladders = {
  ideation: ideationSteps,
  frequency: ['none', 'unknown', 'rare', 'weekly', 'daily', 'constant'],
  controllable: ['yes', 'unknown', 'no'],
  preparation: ['no', 'unknown', 'yes'],
  farewell: ['no', 'unknown', 'yes'],
  means: ['no', 'unknown', 'yes'],
  behaviour: ['never', 'unknown', 'lifetime', 'three_months', 'seventy_two_hours'],
  lethality: ['none', 'unknown', 'low', 'medium', 'high'],
  commandHallucination: ['no', 'unknown', 'yes'],
  violenceRisk: ['no', 'unknown', 'yes'],
} as const satisfies { readonly [K in keyof RiskAnswers]: readonly RiskAnswers[K][] };

const best: RiskAnswers = {
  ideation: 'none',
  frequency: 'none',
  controllable: 'yes',
  preparation: 'no',
  farewell: 'no',
  means: 'no',
  behaviour: 'never',
  lethality: 'none',
  commandHallucination: 'no',
  violenceRisk: 'no',
};

const answers: fc.Arbitrary<RiskAnswers> = fc.record({
  ideation: fc.constantFrom(...ladders.ideation),
  frequency: fc.constantFrom(...ladders.frequency),
  controllable: fc.constantFrom(...ladders.controllable),
  preparation: fc.constantFrom(...ladders.preparation),
  farewell: fc.constantFrom(...ladders.farewell),
  means: fc.constantFrom(...ladders.means),
  behaviour: fc.constantFrom(...ladders.behaviour),
  lethality: fc.constantFrom(...ladders.lethality),
  commandHallucination: fc.constantFrom(...ladders.commandHallucination),
  violenceRisk: fc.constantFrom(...ladders.violenceRisk),
});
const questions = fc.constantFrom(...(Object.keys(ladders) as (keyof RiskAnswers)[]));
const rankOf = (given: RiskAnswers): number => gradeRank(proposeGrade(given).grade);

describe('proposal of a grade', () => {
  it.each([
    [{}, 'R1', ['interviewed']],
    [{ ideation: 'wish_to_be_dead' }, 'R2', ['thoughts']],
    [{ frequency: 'rare' }, 'R2', ['thoughts']],
    [{ behaviour: 'lifetime', lethality: 'low' }, 'R2', ['behaviour_lifetime', 'harm_done']],
    [{ ideation: 'active_thoughts', controllable: 'no' }, 'R3', ['uncontrolled_thoughts']],
    [{ ideation: 'with_method' }, 'R3', ['ideation_with_method']],
    [{ ideation: 'with_plan_and_intent' }, 'R3', ['ideation_with_method']],
    [{ behaviour: 'three_months', farewell: 'yes' }, 'R3', ['behaviour_3_months', 'farewell']],
    [{ preparation: 'yes' }, 'R3', ['preparation']],
    [{ lethality: 'high' }, 'R3', ['lethal_behaviour']],
    [{ ideation: 'with_plan_and_intent', means: 'yes' }, 'R4', ['plan_intent_means']],
    [{ ideation: 'with_plan_and_intent', means: 'unknown' }, 'R4', ['plan_intent_means']],
    [{ behaviour: 'seventy_two_hours', ideation: 'with_method' }, 'R4', ['behaviour_72h']],
    [{ commandHallucination: 'yes' }, 'R4', ['command_hallucination']],
    [{ violenceRisk: 'yes' }, 'R4', ['violence']],
  ] as const)('%j speaks for %s', (given, grade, reasons) => {
    expect(proposeGrade({ ...best, ...given })).toEqual({ grade, reasons });
  });

  it('never falls when one answer gets worse, or unknown instead of reassuring', () => {
    fc.assert(
      fc.property(answers, questions, fc.nat(5), fc.nat(5), (given, question, one, other) => {
        const ladder: readonly string[] = ladders[question];
        const [low, high] = [Math.min(one, other), Math.max(one, other)].map((step) => ladder[Math.min(step, ladder.length - 1)]);
        expect(rankOf({ ...given, [question]: high })).toBeGreaterThanOrEqual(rankOf({ ...given, [question]: low }));
      }),
      { numRuns: 500 },
    );
  });

  it('is at least what any single answer gives, and never a release', () => {
    fc.assert(
      fc.property(answers, questions, (given, question) => {
        expect(rankOf(given)).toBeGreaterThanOrEqual(rankOf({ ...best, [question]: given[question] }));
        expect(rankOf(given)).toBeGreaterThanOrEqual(gradeRank('R1'));
      }),
      { numRuns: 300 },
    );
  });

  it('names at least one ground, each of them known, and looks at nothing but the answers', () => {
    const example = definitionOf('risk_interview_held').example as EventPayload<'risk_interview_held'>; // the type's own example
    fc.assert(
      fc.property(answers, fc.constantFrom('R0', 'R4'), (given, own) => {
        const { reasons } = proposeGrade(given);
        expect(reasons.length).toBeGreaterThan(0);
        expect(gradeGrounds).toEqual(expect.arrayContaining([...reasons]));
        const whole = { ...example, ...given, proposedGrade: own };
        expect(proposeGrade(whole)).toEqual(proposeGrade(given));
      }),
    );
  });
});
