/**
 * Runs the benchmarks one after the other, each in a process of its own: `npm run bench [name …]`. JSON lines on standard output; every figure
 * stands beside its anchor of the same run. Nothing here passes or fails: machines differ, ratios are judged by people.
 */
import { spawnSync } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const notBenches = ['run.ts', 'summary.ts', 'register-rows.ts', 'case-stories.ts', 'template-cases.ts', 'fill-cases.ts', 'timing.ts', 'screen-times.ts'];
const folder = fileURLToPath(new URL('./', import.meta.url));
const wanted = process.argv.slice(2);
const names = readdirSync(folder)
  .filter((file) => file.endsWith('.ts') && !file.endsWith('.test.ts') && !notBenches.includes(file))
  .map((file) => file.slice(0, -'.ts'.length));

for (const name of wanted.length === 0 ? names : wanted) {
  if (!names.includes(name)) {
    process.stderr.write(`no bench of that name; there are: ${names.join(', ')}\n`);
    process.exitCode = 2;
    break;
  }
  process.stderr.write(`${name} …\n`);
  const { status } = spawnSync(process.execPath, [`${folder}${name}.ts`], { stdio: ['ignore', 'inherit', 'inherit'] });
  if (status !== 0) process.exitCode = 1;
}
