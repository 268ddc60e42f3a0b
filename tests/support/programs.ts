/** Real processes of the command line. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const entry = fileURLToPath(new URL('../../cli/xinhu.ts', import.meta.url));

export type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };
export type Running = { readonly env?: Readonly<Record<string, string>>; readonly cwd?: string; readonly input?: string };

/** Runs a program to its end. */
export function run(command: string, args: readonly string[], { env = {}, cwd, input = '' }: Running = {}): Promise<Ran> {
  const { XINHU_PASSPHRASE: _none, ...inherited } = process.env;
  const { promise, resolve, reject } = Promise.withResolvers<Ran>();
  const child = spawn(command, [...args], { env: { ...inherited, ...env }, cwd });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  child.once('error', reject);
  child.once('close', (code) => resolve({ code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(err).toString() }));
  child.stdin.on('error', () => undefined);
  child.stdin.end(input);
  return promise;
}

/** Runs `xinhu` with these words. */
export function xinhu(args: readonly string[], running: Running = {}): Promise<Ran> {
  return run(process.execPath, [entry, ...args], running);
}
