import { describe, expect, it } from 'vitest';
import type { LogLine } from './events.fixture.ts';
import { after, tried } from './recording.fixture.ts';
import { Instant } from './time.ts';

const aside: readonly LogLine[] = [
  ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['school_refusal'] }],
  ['interview_held', '2026-09-14T01:30:00.000Z', { ideation: 'no', selfHarm: 'no' }],
  ['grade_decided', '2026-09-14T02:00:00.000Z', { grade: 'R1', outcome: 'not_crisis', triggers: [] }],
];

describe('a pupil whose case was set aside as no crisis', () => {
  const talks = ['follow_up_held', 'counselling_held', 'pupil_contacted', 'guardian_contacted', 'contact_lost', 'class_observed', 'interview_held'] as const;
  it.each(talks)('may be looked after again: %s', (type) => {
    expect(tried(aside, type)).toBe('ok');
    expect(after(...aside, [type, '2026-10-14T02:00:00.000Z'] as LogLine)).toMatchObject({ stage: 'not_crisis', interventionSince: null });
  });

  it('gives a sign of danger that counts for whoever judges next', () => {
    const state = after(...aside, ['follow_up_held', '2026-10-14T02:00:00.000Z', { suicidalThoughts: 'yes', riskChange: 'up' }]);
    expect(state).toMatchObject({ stage: 'not_crisis', lastSignalAt: '2026-10-14T02:00:00.000Z' });
    expect(tried(aside, 'follow_up_held', { happenedAt: Instant.parse('2026-09-13T01:00:00.000Z') })).toEqual(['BEFORE_OPENING', {}]);
  });

  it('is taken up as a crisis before plans and referrals are made', () => {
    for (const type of ['plan_drafted', 'referral_made', 'safety_plan_made', 'case_filed', 'leave_started'] as const)
      expect(tried(aside, type)).toEqual(['WRONG_STAGE', { stage: 'not_crisis' }]);
  });
});
