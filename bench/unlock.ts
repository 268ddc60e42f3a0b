/**
 * Unlocking a register: passphrase → key slot → file → session, with the cost that this machine
 * calibrates to, beside the bare derivations. Prints JSON lines.
 */
import { pbkdf2Sync, randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathFiles } from '../main/register/files/file-port.ts';
import { calibrate, deriveKey, kdfFloor, type KdfParams } from '../main/register/crypto/argon2.ts';
import { createHost } from '../main/register/host.ts';
import { systemPorts } from '../main/register/system-ports.ts';
import { summary } from './summary.ts';

const rounds = 30;
const passphrase = 'gray-otter-climbs-nine-hills';

async function timed(run: () => Promise<unknown>): Promise<number> {
  const from = performance.now();
  await run();
  return performance.now() - from;
}

async function repeated(run: () => Promise<unknown>): Promise<number[]> {
  for (let warmUp = 0; warmUp < 3; warmUp += 1) await run();
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) times.push(await timed(run));
  return times;
}

async function unlockTimes(kdf: KdfParams): Promise<number[]> {
  const home = await mkdtemp(join(tmpdir(), 'xinhu-bench-'));
  const host = createHost(systemPorts({ push: () => undefined, kdf }), pathFiles());
  try {
    const folder = join(home, 'register');
    const office = { name: '示例初级中学', code: 'QP012', termStart: '2026-09-01' };
    const created = await host.ask('register.create', { folder, kind: 'school', office, admin: { login: 'admin', displayName: '管理员' }, passphrase });
    if (!created.ok) throw new Error(created.error.code);
    return await repeated(async () => {
      const reply = await host.ask('session.unlock', { folder, login: 'admin', passphrase });
      if (!reply.ok) throw new Error(reply.error.code);
      await host.ask('session.lock', {});
    });
  } finally {
    await host.close();
    await rm(home, { recursive: true, force: true });
  }
}

function print(measure: string, times: readonly number[], more: object): void {
  process.stdout.write(`${JSON.stringify({ bench: 'unlock', measure, ...summary(times), ...more })}\n`);
}

const calibrated = await calibrate(() => performance.now());
for (const [name, kdf] of [
  ['floor', kdfFloor],
  ['calibrated', calibrated],
] as const) {
  const salt = new Uint8Array(randomBytes(16));
  const bare = await repeated(() => deriveKey(passphrase, { ...kdf, salt }));
  print(`bare Argon2id, ${name}`, bare, kdf);
  const times = await unlockTimes(kdf);
  print(`unlock, ${name}`, times, { ...kdf, ratioToBare: Number((summary(times).medianMs / summary(bare).medianMs).toFixed(2)), goalP95Ms: 1000 });
}
const pbkdf2 = await repeated(async () => pbkdf2Sync(passphrase, randomBytes(16), 256_000, 32, 'sha512'));
print('anchor: SQLCipher passphrase derivation (PBKDF2-SHA512, 256,000)', pbkdf2, {});
