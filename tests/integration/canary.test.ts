/** Nothing of a pupil is ever on the disk in plain: not in a register, its log, its backups, temporary files, packages or what a program prints. */
import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { gb18030Of } from '../../cli/demo/gb18030.ts';
import { canary, filesUnder, foundIn, needlesOf, traces } from '../support/canary.ts';
import { run } from '../support/programs.ts';
import '../support/patience.ts';

const scenario = fileURLToPath(new URL('../support/canary-scenario.ts', import.meta.url));
const roster = [
  '学号,姓名,性别,年级,班级,监护人姓名,监护人电话',
  `${canary.studentNo},${canary.name},女,七年级,七（1）班,${canary.guardian},${canary.phone}`,
].join('\r\n');

/** Runs the first part until it has said where it is, lets it write on, and kills it. */
async function killedWhileWriting(file: string, env: NodeJS.ProcessEnv): Promise<{ readonly said: Buffer; readonly signal: string | null }> {
  const child = spawn(process.execPath, [scenario, 'first', file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
  const said: Buffer[] = [];
  const gone = new Promise<string | null>((resolve) => child.once('close', (_code, signal) => resolve(signal)));
  const ready = new Promise<void>((resolve) => {
    child.stdout.on('data', (chunk: Buffer) => {
      said.push(chunk);
      if (chunk.includes('\n')) resolve();
    });
    child.stderr.on('data', (chunk: Buffer) => said.push(chunk));
  });
  await Promise.race([ready, gone]);
  await wait(400);
  child.kill('SIGKILL');
  const signal = await gone;
  return { said: Buffer.concat(said), signal };
}

it('leaves no trace of a pupil in any file or output, even when it is killed', async () => {
  const home = await mkdtemp(join(tmpdir(), 'xinhu-canary-'));
  try {
    const temporary = join(home, 'tmp');
    await mkdir(temporary);
    const file = join(home, 'roster.csv');
    await writeFile(file, gb18030Of(roster));
    const needles = needlesOf([...Object.values(canary), 'quiet-otter-climbs', 'AGE-SECRET-KEY-'], gb18030Of);
    // The search finds what is there.
    expect(foundIn(await readFile(file), needles).length).toBeGreaterThanOrEqual(4);
    for (const encoding of ['utf8', 'utf16le'] as const) expect(foundIn(Buffer.from(`…${canary.sealed}…`, encoding), needles)).toHaveLength(1);

    const env = { ...process.env, TMPDIR: temporary, TEMP: temporary, TMP: temporary };
    const { said, signal } = await killedWhileWriting(file, env);
    // It was still writing when it was killed, and said nothing else.
    expect(signal).toBe('SIGKILL');
    expect(said.toString('utf8')).toMatch(/^\{"school":"[^"]+","caseId":"[^"]+"\}\n$/);
    const { school } = JSON.parse(said.toString('utf8').split('\n')[0] ?? '');
    expect(foundIn(said, needles)).toEqual([]);
    const left = await filesUnder(temporary);
    for (const name of ['register.db', 'register.db-wal', 'keyslots.json', 'submission.age']) expect(left.some((path) => path.endsWith(`/${name}`))).toBe(true);
    expect(left.some((path) => path.includes('/backups/'))).toBe(true);
    expect(await traces(temporary, needles)).toEqual([]);

    const second = await run(process.execPath, [scenario, 'second', String(school)], { env: { TMPDIR: temporary } });
    expect([second.code, JSON.parse(second.stdout)]).toEqual([0, { unlocked: true, whole: true, found: 1, backup: true }]);
    expect(foundIn(Buffer.from(second.stdout + second.stderr), needles)).toEqual([]);
    expect(await traces(temporary, needles)).toEqual([]);
    expect((await filesUnder(temporary)).filter((path) => path.endsWith('-wal') && path.startsWith(String(school)))).toEqual([]);
  } finally {
    await rm(home, { recursive: true, force: true });
  }
});
