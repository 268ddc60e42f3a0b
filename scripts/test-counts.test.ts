import { describe, expect, it } from 'vitest';
import { playwrightCounts, sumOf, vitestCounts } from './test-counts.ts';

function vitest(changes: object): string {
  return JSON.stringify({ success: true, numPassedTests: 5, numFailedTests: 0, numPendingTests: 1, numTodoTests: 1, ...changes });
}

function playwright(stats: object, errors: readonly string[] = []): string {
  return JSON.stringify({ errors, stats: { expected: 3, unexpected: 0, flaky: 0, skipped: 1, ...stats } });
}

describe('the counts of a test run', () => {
  it('are read from both reports', () => {
    expect(vitestCounts(vitest({}))).toEqual({ passed: 5, failed: 0, skipped: 2 });
    expect(playwrightCounts(playwright({ unexpected: 2, flaky: 1 }))).toEqual({ passed: 3, failed: 3, skipped: 1 });
  });

  it('show a failure when a run broke outside its tests', () => {
    expect(vitestCounts(vitest({ success: false })).failed).toBe(1);
    expect(playwrightCounts(playwright({}, ['no tests found'])).failed).toBe(1);
  });

  it('show a failure when there is no report', () => {
    expect([vitestCounts(undefined).failed, playwrightCounts(undefined).failed]).toEqual([1, 1]);
  });

  it('add up', () => {
    expect(
      sumOf([
        { passed: 1, failed: 2, skipped: 3 },
        { passed: 10, failed: 20, skipped: 30 },
      ]),
    ).toEqual({ passed: 11, failed: 22, skipped: 33 });
  });
});
