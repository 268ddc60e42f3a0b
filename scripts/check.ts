/** Everything that can be said of the source without running it. Prints what is wrong, then one line for each check. */
import { runTool, tools, type Ran } from './run-tool.ts';

const checks: readonly { readonly name: string; readonly script: string; readonly args: readonly string[] }[] = [
  { name: 'lint', script: tools.oxlint, args: ['--type-aware', '--deny-warnings', '--format', 'unix', '--threads', '1'] },
  { name: 'types', script: tools.tsc, args: ['-b', '--pretty', 'false'] },
  { name: 'format', script: tools.oxfmt, args: ['--check', '--threads', '1'] },
  { name: 'boundaries', script: 'scripts/check-boundaries.ts', args: [] },
  { name: 'sizes', script: 'scripts/check-sizes.ts', args: [] },
  { name: 'words', script: 'scripts/check-words.ts', args: [] },
];

/** How many run at the same time; the longest stand first. */
const width = 2;

/** Runs all checks, prints their findings and a summary on standard error, and says whether all are good. */
export async function check(): Promise<boolean> {
  const results = new Map<string, Ran>();
  const waiting = [...checks];
  async function work(): Promise<void> {
    for (let next = waiting.shift(); next; next = waiting.shift()) results.set(next.name, await runTool(next.script, next.args, { show: false }));
  }
  await Promise.all(Array.from({ length: width }, work));
  for (const { name } of checks) {
    const ran = results.get(name);
    if (ran && !ran.ok) console.error(`\n── ${name}\n${ran.output}\n`);
  }
  for (const { name } of checks) {
    const ran = results.get(name);
    if (ran) console.error(`${ran.ok ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${(ran.ms / 1000).toFixed(1)} s`);
  }
  return [...results.values()].every((ran) => ran.ok);
}

if (import.meta.main && !(await check())) process.exitCode = 1;
