/**
 * The whole test: checks, unit and integration tests, build, end-to-end tests. Every part runs even when an earlier one failed, so that one
 * run shows everything. The last line of standard output is `N passed, N failed, N skipped`; the exit code is 0 only when all is good.
 */
import { existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { build } from './build.ts';
import { check } from './check.ts';
import { runTool, tools } from './run-tool.ts';
import { playwrightCounts, sumOf, vitestCounts } from './test-counts.ts';

const root = join(import.meta.dirname, '..');
const reports = join(root, '.cache', 'test');
const vitestReport = join(reports, 'vitest.json');
const playwrightReport = join(reports, 'playwright.json');

function heading(text: string): void {
  console.error(`\n━━ ${text}`);
}

function read(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined;
}

async function builds(): Promise<boolean> {
  try {
    await build();
    return true;
  } catch (error) {
    console.error(error);
    return false;
  }
}

async function test(): Promise<boolean> {
  rmSync(reports, { recursive: true, force: true });
  mkdirSync(reports, { recursive: true });
  heading('checks');
  const checked = await check();
  heading('unit and integration tests');
  const unit = await runTool(tools.vitest, ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${vitestReport}`], { show: true });
  heading('build');
  const built = await builds();
  heading('end-to-end tests');
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: playwrightReport };
  const windows = built ? await runTool(tools.playwright, ['test', '--reporter=list,json'], { show: true, env }) : undefined;
  const counts = sumOf([vitestCounts(read(vitestReport)), playwrightCounts(read(playwrightReport))]);
  if (!checked) console.error('\nThe checks failed; their findings stand at the top.');
  console.log(`\n${counts.passed} passed, ${counts.failed} failed, ${counts.skipped} skipped`);
  return checked && unit.ok && built && windows?.ok === true && counts.failed === 0;
}

process.exitCode = (await test()) ? 0 : 1;
