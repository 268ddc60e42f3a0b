/** Reads the counts out of the JSON reports of vitest and Playwright. */
import { z } from '../domain/zod.ts';

export type Counts = { readonly passed: number; readonly failed: number; readonly skipped: number };

const count = z.number().int().nonnegative();

const VitestReport = z.object({
  success: z.boolean(),
  numPassedTests: count,
  numFailedTests: count,
  numPendingTests: count,
  numTodoTests: count,
});

const PlaywrightReport = z.object({
  errors: z.array(z.unknown()),
  stats: z.object({ expected: count, unexpected: count, flaky: count, skipped: count }),
});

/** A run that broke outside a test, such as a file that cannot be loaded, is one failure, never none. */
function atLeastOneFailed(failed: number, broken: boolean): number {
  return broken ? Math.max(failed, 1) : failed;
}

/** Counts of a vitest report (text of its JSON reporter), or one failure when there is none. */
export function vitestCounts(report: string | undefined): Counts {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const read = VitestReport.parse(JSON.parse(report));
  return {
    passed: read.numPassedTests,
    failed: atLeastOneFailed(read.numFailedTests, !read.success),
    skipped: read.numPendingTests + read.numTodoTests,
  };
}

/** Counts of a Playwright report (text of its JSON reporter), or one failure when there is none. A flaky test has failed. */
export function playwrightCounts(report: string | undefined): Counts {
  if (report === undefined) return { passed: 0, failed: 1, skipped: 0 };
  const { stats, errors } = PlaywrightReport.parse(JSON.parse(report));
  return { passed: stats.expected, failed: atLeastOneFailed(stats.unexpected + stats.flaky, errors.length > 0), skipped: stats.skipped };
}

export function sumOf(all: readonly Counts[]): Counts {
  return all.reduce((sum, one) => ({ passed: sum.passed + one.passed, failed: sum.failed + one.failed, skipped: sum.skipped + one.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0,
  });
}
