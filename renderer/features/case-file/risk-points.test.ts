import { describe, expect, it } from 'vitest';
import { Instant } from '../../../domain/time.ts';
import { entry } from './entry.fixture.ts';
import { placeOf, riskPoints, stepPath } from './risk-points.ts';

const shown = (events: Parameters<typeof riskPoints>[0]) => riskPoints(events).map(({ kind, grade }) => `${kind} ${grade ?? '-'}`);

describe('points of the risk chart', () => {
  it('tells decisions, proposals, conferences and signs of danger apart', () => {
    expect(
      shown([
        entry(1, 'lead_recorded', { immediateDanger: false, crisisTypes: ['self_harm'] }),
        entry(2, 'risk_interview_held', { proposedGrade: 'R3' }),
        entry(3, 'grade_decided', { grade: 'R3' }),
        entry(4, 'guardian_notified'),
        entry(5, 'conference_held', { grade: null }),
        entry(6, 'conference_held', { grade: 'R2' }),
        entry(7, 'emergency_started'),
      ]),
    ).toEqual(['signal -', 'proposal R3', 'decision R3', 'conference R2', 'signal -']);
  });

  it('takes a contact for a sign only when what it says is one, and says nothing of what is hidden', () => {
    const calm = { suicidalThoughts: 'no', incidents: [], riskChange: 'same' };
    expect(shown([entry(1, 'pupil_contacted', calm), entry(2, 'pupil_contacted', { incidents: [], riskChange: 'same' })])).toEqual([]);
    expect(shown([entry(1, 'pupil_contacted', { ...calm, suicidalThoughts: 'yes' })])).toEqual(['signal -']);
    expect(shown([entry(1, 'guardian_contacted', { riskChange: 'up' })])).toEqual(['signal -']);
  });

  it('stands in the order of what happened, not of what was written down', () => {
    expect(shown([entry(9, 'grade_decided', { grade: 'R2' }), entry(2, 'grade_decided', { grade: 'R4' })])).toEqual(['decision R4', 'decision R2']);
  });
});

describe('places in the chart', () => {
  const frame = { left: 10, right: 110, top: 0, bottom: 40 };
  const span = { from: Instant.parse('2026-09-01T01:00:00.000Z'), to: Instant.parse('2026-09-11T01:00:00.000Z') };

  it('puts R4 at the top, R0 at the bottom, and time from left to right', () => {
    expect(placeOf({ at: span.from, grade: 'R4' }, span, frame)).toEqual({ x: 10, y: 0 });
    expect(placeOf({ at: span.to, grade: 'R0' }, span, frame)).toEqual({ x: 110, y: 40 });
    expect(placeOf({ at: Instant.parse('2026-09-06T01:00:00.000Z'), grade: 'R2' }, span, frame)).toEqual({ x: 60, y: 20 });
  });

  it('draws the grade that stood up to the end, and nothing while nobody decided', () => {
    const points = riskPoints([entry(1, 'grade_decided', { grade: 'R3' }), entry(6, 'grade_decided', { grade: 'R1' })]);
    expect(stepPath(points, span, frame)).toBe('M 10.0 10.0 H 60.0 V 30.0 H 110.0');
    expect(stepPath([], span, frame)).toBe('');
  });
});
