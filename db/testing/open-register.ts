/** A real, encrypted, migrated register in a temporary folder, gone when the test is over. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadNamed } from '../driver/choose.ts';
import type { Driver, DriverName } from '../driver/port.ts';
import { createRegisterFile } from '../open.ts';
import type { Register } from '../tx.ts';

export type TestFolder = AsyncDisposable & { readonly path: string };

/** A temporary folder: `await using folder = await openTestFolder()`. */
export async function openTestFolder(): Promise<TestFolder> {
  const path = await mkdtemp(join(tmpdir(), 'xinhu-test-'));
  return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** The driver asked for, else the first that loads. Throws when none does: a test without a database would prove nothing. */
export async function testDriver(name?: DriverName): Promise<Driver> {
  const driver = name === undefined ? ((await loadNamed('journeyapps')) ?? (await loadNamed('multiple-ciphers'))) : await loadNamed(name);
  if (driver === null) throw new Error('the database driver is not installed');
  return driver;
}

/** The same key for every test: 32 bytes that are no secret. */
export const testKey: Uint8Array = Uint8Array.from({ length: 32 }, (_, index) => (index * 37 + 11) % 256);

export type TestRegister = AsyncDisposable & { readonly register: Register; readonly folder: string; readonly key: Uint8Array; readonly driver: Driver };

/** An empty register: `await using test = await openTestRegister({ driver: 'multiple-ciphers' })`. */
export async function openTestRegister(options: { readonly driver?: DriverName } = {}): Promise<TestRegister> {
  const driver = await testDriver(options.driver);
  const home = await openTestFolder();
  const created = await createRegisterFile(home.path, testKey, driver);
  if (!created.ok) throw new Error(`no test register: ${created.error}`);
  const register = created.value;
  return {
    register,
    folder: home.path,
    key: testKey,
    driver,
    [Symbol.asyncDispose]: async () => {
      await register.close();
      await home[Symbol.asyncDispose]();
    },
  };
}
