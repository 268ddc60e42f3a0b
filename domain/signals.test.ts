import { describe, expect, it } from 'vitest';
import { eventId, type LogLine } from './events.fixture.ts';
import { after } from './recording.fixture.ts';

const at = '2026-09-18T01:00:00.000Z';
const calm: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['eating'], immediateDanger: false }];

describe('a sign of danger', () => {
  const signs: readonly LogLine[] = [
    ['lead_added', at, { crisisTypes: ['suicide_plan'] }],
    ['lead_added', at, { crisisTypes: ['self_harm'] }],
    ['lead_added', at, { crisisTypes: [], immediateDanger: true }],
    ['interview_held', at, { ideation: 'yes', selfHarm: 'no' }],
    ['interview_held', at, { ideation: 'no', selfHarm: 'yes' }],
    ['interview_held', at, { ideation: 'no', selfHarm: 'no', plan: 'yes' }],
    ['interview_held', at, { ideation: 'no', selfHarm: 'no', attempt: 'yes' }],
    ['risk_interview_held', at, { ideation: 'with_method', behaviour: 'never' }],
    ['risk_interview_held', at, { ideation: 'none', behaviour: 'three_months' }],
    ['risk_interview_held', at, { ideation: 'none', behaviour: 'seventy_two_hours' }],
    ['class_observed', at, { cues: ['farewell_words'] }],
    ['class_observed', at, { cues: ['self_harm_marks'] }],
    ['class_observed', at, { cues: [], urgent: true }],
    ['peer_observed', at, { signs: ['hints'] }],
    ['peer_observed', at, { signs: [], urgent: true }],
    ['counselling_held', at, { suicidalThoughts: 'yes' }],
    ['counselling_held', at, { riskChange: 'up' }],
    ['pupil_contacted', at, { incidents: ['self_harm'] }],
    ['pupil_contacted', at, { reached: false, incidents: ['suicide_attempt'] }],
    ['guardian_contacted', at, { riskChange: 'up' }],
    ['guardian_contacted', at, { reached: false, riskChange: 'up' }],
    ['follow_up_held', at, { suicidalThoughts: 'yes', riskChange: 'same' }],
  ];
  it.each(signs.map((line) => ({ line })))('is heard in $line.0 $line.2', ({ line }) => {
    expect(after(calm, line).lastSignalAt).toBe(at);
  });

  const quiet: readonly LogLine[] = [
    ['lead_added', at, { crisisTypes: ['school_refusal'] }],
    ['interview_held', at, { ideation: 'unknown', selfHarm: 'no', plan: 'no', attempt: 'unknown' }],
    ['risk_interview_held', at, { ideation: 'active_thoughts', behaviour: 'lifetime' }],
    ['class_observed', at],
    ['peer_observed', at],
    ['counselling_held', at],
    ['pupil_contacted', at],
    ['guardian_contacted', at, { reached: false }],
    ['follow_up_held', at],
    ['conference_held', at],
  ];
  it.each(quiet.map((line) => ({ line })))('is not heard in $line.0 $line.2', ({ line }) => {
    expect(after(calm, line).lastSignalAt).toBeNull();
  });

  it('may open the case, and keeps its latest moment when entries come out of order', () => {
    expect(after(['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['suicidal_ideation'] }]).lastSignalAt).toBe('2026-09-14T01:00:00.000Z');
    const early: LogLine = ['class_observed', '2026-09-15T01:00:00.000Z', { urgent: true }];
    expect(after(calm, ['pupil_contacted', at, { riskChange: 'up' }], early).lastSignalAt).toBe(at);
  });
});

describe('a proposal', () => {
  it('is the latest of both interviews, whatever the order of the entries, and sets no grade', () => {
    const risk: LogLine = ['risk_interview_held', '2026-09-16T01:00:00.000Z', { proposedGrade: 'R4' }];
    const earlier: LogLine = ['interview_held', '2026-09-15T01:00:00.000Z', { proposedGrade: 'R2' }];
    const state = after(calm, risk, earlier);
    expect(state).toMatchObject({ grade: null, outcome: null, stage: 'interviewed', interviewedAt: '2026-09-16T01:00:00.000Z' });
    expect(state.proposal).toEqual({ grade: 'R4', eventId: eventId(2), at: '2026-09-16T01:00:00.000Z' });
    expect(after(calm, earlier, risk).proposal?.grade).toBe('R4');
    expect(after(calm, earlier, ['interview_held', '2026-09-17T01:00:00.000Z', { proposedGrade: null }]).proposal?.grade).toBe('R2');
  });
});

describe('a lead that joins the case', () => {
  it('adds channel and crisis types once, and danger for good', () => {
    const joined: LogLine = ['lead_added', at, { channel: 'hotline', crisisTypes: ['eating', 'self_harm'], immediateDanger: true }];
    const second: LogLine = ['lead_added', '2026-09-19T01:00:00.000Z', { channel: 'hotline', crisisTypes: [], immediateDanger: false }];
    expect(after(calm, joined, second)).toMatchObject({
      channels: ['class_teacher', 'hotline'],
      crisisTypes: ['eating', 'self_harm'],
      immediateDanger: true,
      openedAt: '2026-09-14T01:00:00.000Z',
    });
  });
});
