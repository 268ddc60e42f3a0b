import { describe, expect, it } from 'vitest';
import type { LogLine } from './events.fixture.ts';
import { after, tried } from './recording.fixture.ts';

const lead: LogLine = ['lead_recorded', '2026-09-14T01:00:00.000Z', { crisisTypes: ['other'] }];
const orange: LogLine = ['grade_decided', '2026-09-14T02:00:00.000Z'];

describe('plan and measures', () => {
  const path: readonly LogLine[] = [lead, orange, ['plan_drafted', '2026-09-15T03:00:00.000Z'], ['plan_signed', '2026-09-16T03:00:00.000Z']];
  const [first, second, drafted, signed] = path;
  const measures: LogLine = ['measures_reported', '2026-09-16T04:00:00.000Z'];

  it('go to the centre together: the plan names what was done, or an entry of its own does', () => {
    if (first === undefined || second === undefined || drafted === undefined || signed === undefined) throw new Error('the path is whole');
    const content = after(...path).plan?.content;
    if (content === undefined) throw new Error('the plan was drafted');
    const bare: LogLine = ['plan_drafted', '2026-09-15T03:00:00.000Z', { content: { ...content, measuresTaken: [] } }];
    expect(tried(path, 'plan_submitted')).toBe('ok');
    expect(tried([first, second, bare, signed], 'plan_submitted')).toEqual(['MEASURES_MISSING', {}]);
    expect(tried([first, second, measures, bare, signed], 'plan_submitted')).toBe('ok');
  });

  it('keep the first report of measures, and want at least one', () => {
    expect(after(lead, orange, measures, ['measures_reported', '2026-09-18T04:00:00.000Z']).measuresReportedAt).toBe('2026-09-16T04:00:00.000Z');
    expect(tried([lead, orange], 'measures_reported', { changes: { measures: [] } })).toMatchObject(['PAYLOAD_INVALID', {}]);
    expect(tried([lead], 'measures_reported')).toEqual(['WRONG_STAGE', { stage: 'lead' }]);
  });
});

describe('a safety plan', () => {
  it('stands with its latest moment', () => {
    const made: LogLine = ['safety_plan_made', '2026-09-16T04:00:00.000Z'];
    expect(after(lead, made, ['safety_plan_made', '2026-09-15T04:00:00.000Z']).safetyPlanAt).toBe('2026-09-16T04:00:00.000Z');
  });
});
