/** Proves at start that a driver that loaded also works here: beside another copy of OpenSSL or BoringSSL it may not. */
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fail, ok } from '../../domain/result.ts';
import type { Result } from '../../domain/result.ts';
import { checkPages, proveEncrypted } from '../page-proof.ts';
import { failureOf } from './failure.ts';
import type { Driver } from './port.ts';

export type ProofFailure = 'create' | 'reopen' | 'accepts_wrong_key' | 'not_encrypted' | 'crashed';

const probeText = 'probe-of-the-driver';

async function writeProbe(driver: Driver, file: string, key: Uint8Array): Promise<boolean> {
  const connection = await driver.open(file, key, 'create');
  await connection.exec('CREATE TABLE probe (t TEXT) STRICT');
  const { changes } = await connection.run('INSERT INTO probe (t) VALUES (?)', [probeText]);
  await connection.close();
  return changes === 1;
}

async function readProbe(driver: Driver, file: string, key: Uint8Array): Promise<boolean> {
  const connection = await driver.open(file, key, 'existing');
  try {
    const rows = await connection.all('SELECT t FROM probe');
    return rows[0]?.['t'] === probeText;
  } finally {
    await connection.close();
  }
}

async function refusesKey(driver: Driver, file: string): Promise<boolean> {
  try {
    await readProbe(driver, file, randomBytes(32));
    return false;
  } catch (error) {
    return failureOf(error)?.kind === 'not_a_db';
  }
}

async function prove(driver: Driver, file: string): Promise<ProofFailure | null> {
  const key = randomBytes(32);
  if (!(await writeProbe(driver, file, key))) return 'create';
  if (!(await readProbe(driver, file, key))) return 'reopen';
  if (!(await refusesKey(driver, file))) return 'accepts_wrong_key';
  const proof = await proveEncrypted(file);
  const pages = await checkPages(file, key);
  return proof.encrypted && pages !== null && pages.bad.length === 0 ? null : 'not_encrypted';
}

/** Creates, writes, reopens, is refused with a wrong key, and looks at the bytes, all in a temporary folder. */
export async function proveDriver(driver: Driver): Promise<Result<null, ProofFailure>> {
  const folder = await mkdtemp(join(tmpdir(), 'xinhu-proof-'));
  try {
    const failure = await prove(driver, join(folder, 'probe.db'));
    return failure === null ? ok(null) : fail(failure);
  } catch {
    // Any throw of a native library means the same here: use the other driver.
    return fail('crashed');
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
