/** Runs a development tool of node_modules under this Node, whatever the system calls its executables. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';

const root = join(import.meta.dirname, '..');

/** Where Node keeps compiled code between processes: a test run starts hundreds, and each would strip and compile the same files again. */
const compiled = join(root, '.cache', 'compiled');

/** Where each tool's own JavaScript starts. */
export const tools = {
  oxfmt: 'node_modules/oxfmt/bin/oxfmt',
  oxlint: 'node_modules/oxlint/bin/oxlint',
  tsc: 'node_modules/typescript/bin/tsc',
  vitest: 'node_modules/vitest/vitest.mjs',
  playwright: 'node_modules/@playwright/test/cli.js',
} as const;

export type Ran = { readonly ok: boolean; readonly output: string; readonly ms: number };

/** Runs a script of the project or a tool. `show`: its output goes straight to ours; otherwise it is returned. */
export function runTool(
  script: string,
  args: readonly string[],
  how: { readonly show: boolean; readonly env?: Readonly<Record<string, string>> },
): Promise<Ran> {
  const start = performance.now();
  const child = spawn(process.execPath, [join(root, script), ...args], {
    cwd: root,
    env: { NODE_COMPILE_CACHE: compiled, ...process.env, ...how.env },
    stdio: how.show ? ['ignore', 'inherit', 'inherit'] : ['ignore', 'pipe', 'pipe'],
  });
  const parts: Buffer[] = [];
  child.stdout?.on('data', (part: Buffer) => parts.push(part));
  child.stderr?.on('data', (part: Buffer) => parts.push(part));
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => resolve({ ok: code === 0, output: Buffer.concat(parts).toString('utf8').trim(), ms: performance.now() - start }));
  });
}
