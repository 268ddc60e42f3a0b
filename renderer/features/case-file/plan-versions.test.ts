import { describe, expect, it } from 'vitest';
import { definitionOf } from '../../../domain/events/registry.ts';
import { entry } from './entry.fixture.ts';
import { planVersions } from './plan-versions.ts';

const draft = (seq: number, reason = '') => entry(seq, 'plan_drafted', { ...definitionOf('plan_drafted').example, reason });

describe('versions of the plan', () => {
  it('are numbered as they were drafted, and start again after a reopening', () => {
    expect(planVersions([draft(1), draft(3, '改了安全措施')]).map(({ version, reason }) => [version, reason])).toEqual([
      [1, ''],
      [2, '改了安全措施'],
    ]);
    expect(planVersions([draft(1), draft(2), entry(3, 'case_reopened'), draft(4)]).map(({ version }) => version)).toEqual([1]);
  });

  it('leave out one whose content is not shown', () => {
    expect(planVersions([entry(1, 'plan_drafted', { reason: '' }), draft(2)]).map(({ version }) => version)).toEqual([2]);
  });
});
