import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../domain/events/registry.ts';
import { liveProposal } from './live-proposal.ts';

describe('the proposal beside a risk interview', () => {
  it('follows the answers and counts those that are missing', () => {
    expect(liveProposal({})).toEqual({ grade: 'R1', reasons: ['interviewed'], unanswered: 10 });
    expect(liveProposal({ behaviour: 'seventy_two_hours' })).toEqual({ grade: 'R4', reasons: ['behaviour_72h'], unanswered: 9 });
  });

  it('says of a whole interview what the domain says', () => {
    expect(liveProposal(definitionOf('risk_interview_held').example)).toMatchObject({ grade: 'R3', unanswered: 0 });
  });
});
