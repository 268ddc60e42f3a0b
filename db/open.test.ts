import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { chmod, copyFile, open, readFile, readdir, stat, truncate, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { driverNames } from './driver/port.ts';
import type { Driver } from './driver/port.ts';
import { createRegisterFile, openRegisterFile, openRegisterWith } from './open.ts';
import { checkPages, entropyOf, keyFits, proveEncrypted } from './page-proof.ts';
import { metaValue } from './queries/meta.ts';
import { databaseFile } from './register-folder.ts';
import { cacheKibFor, isNewEnough, readSettings } from './settings.ts';
import { setMeta } from './stores/meta-store.ts';
import { openTestFolder, openTestRegister, testDriver, testKey } from './testing/open-register.ts';
import { maintain } from './tx.ts';
import { storageCodeOf } from './driver/failure.ts';

/** Creates a register with one value in it, closed again. */
async function closedRegister(folder: string, driver: Driver): Promise<void> {
  const created = await createRegisterFile(folder, testKey, driver);
  if (!created.ok) throw new Error(created.error);
  await created.value.write((tx) => setMeta(tx, 'kept', '1'));
  await created.value.close();
}

async function codeOfOpening(folder: string, driver: Driver, key = testKey): Promise<string> {
  const opened = await openRegisterFile(folder, key, driver);
  if (!opened.ok) return opened.error;
  const value = await opened.value.read((reader) => metaValue(reader, 'kept'));
  await opened.value.close();
  return `kept ${value}`;
}

async function overwrite(file: string, at: number, bytes: Uint8Array): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(bytes, 0, bytes.length, at);
  await handle.close();
}

async function startChild(job: string, driver: Driver, folder: string): Promise<ChildProcess> {
  const child = spawn(process.execPath, [fileURLToPath(new URL('testing/child.ts', import.meta.url)), job, driver.name, folder], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  for await (const line of createInterface({ input: child.stdout })) if (line === 'open') return child;
  throw new Error('the second program did not open the register');
}

async function killed(child: ChildProcess): Promise<void> {
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

/** As a user without rights: permission bits mean nothing to root. */
async function unprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid?.() !== 0 || process.seteuid === undefined) return work();
  process.seteuid(65_534);
  try {
    return await work();
  } finally {
    process.seteuid(0);
  }
}

describe.each(driverNames)('opening with %s', (name) => {
  it('creates an encrypted file that opens again, with every setting in force', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const path = join(folder.path, 'new', 'register');
    await closedRegister(path, driver);
    expect(await readdir(path)).toEqual(['register.db']);
    expect(await proveEncrypted(databaseFile(path))).toMatchObject({ encrypted: true });
    expect((await checkPages(databaseFile(path), testKey))?.bad).toEqual([]);
    expect((await stat(databaseFile(path))).mode & 0o777).toBe(process.platform === 'win32' ? 0o666 : 0o600);
    const opened = await openRegisterFile(path, testKey, driver);
    if (!opened.ok) throw new Error(opened.error);
    expect(await maintain(opened.value, readSettings)).toEqual({
      cache_size: -65536,
      temp_store: 2,
      secure_delete: 1,
      foreign_keys: 1,
      recursive_triggers: 1,
      trusted_schema: 0,
      cell_size_check: 1,
      journal_mode: 'wal',
      synchronous: 2,
      wal_autocheckpoint: 4000,
    });
    await opened.value.close();
    expect(await codeOfOpening(path, driver)).toBe('kept 1');
  });

  it('never touches a register that is already there', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    await closedRegister(folder.path, driver);
    const before = await readFile(databaseFile(folder.path));
    expect(await createRegisterFile(folder.path, new Uint8Array(32), driver)).toEqual({ ok: false, error: 'REGISTER_EXISTS' });
    expect(await readFile(databaseFile(folder.path))).toEqual(before);
  });

  it('tells a missing file, a wrong key and a plain file apart', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    expect(await codeOfOpening(folder.path, driver)).toBe('DB_MISSING');
    expect(await codeOfOpening(join(folder.path, 'nowhere'), driver)).toBe('DB_MISSING');
    await closedRegister(folder.path, driver);
    expect(await codeOfOpening(folder.path, driver, new Uint8Array(32))).toBe('KEY_REJECTED');
    expect(await codeOfOpening(folder.path, driver)).toBe('kept 1');
    await writeFile(databaseFile(folder.path), Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(8176)]));
    expect(await codeOfOpening(folder.path, driver)).toBe('DB_DAMAGED');
    await writeFile(databaseFile(folder.path), '');
    expect(await codeOfOpening(folder.path, driver)).toBe('DB_DAMAGED');
  });

  it('loses nothing of a left-over log when a wrong key is tried', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    await closedRegister(folder.path, driver);
    const child = await startChild('write', driver, folder.path);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await killed(child);
    expect(await readdir(folder.path)).toContain('register.db-wal');
    const wal = await readFile(`${databaseFile(folder.path)}-wal`);
    expect(wal.length).toBeGreaterThan(4096);
    expect(await codeOfOpening(folder.path, driver, new Uint8Array(32))).toBe('KEY_REJECTED');
    expect(await readFile(`${databaseFile(folder.path)}-wal`)).toEqual(wal);
    const opened = await openRegisterFile(folder.path, testKey, driver);
    expect(opened.ok && (await opened.value.read((reader) => metaValue(reader, 'left-0')))).toBe('');
    if (opened.ok) await opened.value.close();
  });

  it.each([
    ['a flipped bit in the first page', (file: string) => overwrite(file, 2000, Uint8Array.of(0xff))],
    ['a zeroed first page', (file: string) => overwrite(file, 0, new Uint8Array(4096))],
    ['a cut last page', (file: string) => stat(file).then(({ size }) => truncate(file, size - 4096))],
    ['a cut in the middle of a page', (file: string) => stat(file).then(({ size }) => truncate(file, size - 1000))],
    ['only a stump', (file: string) => truncate(file, 100)],
  ])('reports %s as damage and leaves the file as it is', async (_what, damage) => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    await closedRegister(folder.path, driver);
    await damage(databaseFile(folder.path));
    const damaged = await readFile(databaseFile(folder.path));
    expect(await codeOfOpening(folder.path, driver)).toBe('DB_DAMAGED');
    expect(await readFile(databaseFile(folder.path))).toEqual(damaged);
  });

  it('reports damage deep inside when it is read, and the page check finds it', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const created = await createRegisterFile(folder.path, testKey, driver);
    if (!created.ok) throw new Error(created.error);
    await created.value.write(async (tx) => {
      for (let index = 0; index < 200; index += 1) await setMeta(tx, `k${index}`, 'v'.repeat(2000));
    });
    await created.value.close();
    const { size } = await stat(databaseFile(folder.path));
    for (let page = size / 4096 - 60; page < size / 4096; page += 1) await overwrite(databaseFile(folder.path), page * 4096 + 100, Uint8Array.of(1, 2, 3));
    expect((await checkPages(databaseFile(folder.path), testKey))?.bad).toHaveLength(60);
    const opened = await openRegisterFile(folder.path, testKey, driver);
    if (!opened.ok) throw new Error(opened.error);
    const failure: unknown = await opened.value.read((reader) => reader.selectFrom('meta').selectAll().execute()).catch((error: unknown) => error);
    expect(storageCodeOf(failure)).toBe('DB_DAMAGED');
    await opened.value.close();
  });

  it('refuses a file from a newer version before touching it', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    await closedRegister(folder.path, driver);
    const connection = await driver.open(databaseFile(folder.path), testKey, 'existing');
    await connection.exec("INSERT INTO migration VALUES ('0990-from-the-future', '2031-01-01T00:00:00.000Z')");
    await connection.close();
    const before = await readFile(databaseFile(folder.path));
    expect(await codeOfOpening(folder.path, driver)).toBe('DB_NEWER_THAN_APP');
    expect(await readFile(databaseFile(folder.path))).toEqual(before);
  });

  it('lets one program in at a time, and the next one in as soon as the first is dead', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    await closedRegister(folder.path, driver);
    const child = await startChild('hold', driver, folder.path);
    const other = await testDriver(name === 'journeyapps' ? 'multiple-ciphers' : 'journeyapps');
    for (const second of [driver, other])
      expect(await openRegisterWith({ folder: folder.path, key: testKey, driver: second, lockWaitMs: 100 })).toEqual({ ok: false, error: 'DB_LOCKED' });
    await killed(child);
    expect(await codeOfOpening(folder.path, driver)).toBe('kept 1');
  });

  it('does not open twice in one process', async () => {
    await using test = await openTestRegister({ driver: name });
    expect(await openRegisterFile(test.folder, test.key, test.driver)).toEqual({ ok: false, error: 'DB_LOCKED' });
    await test.register.close();
    expect(await codeOfOpening(test.folder, test.driver)).toBe('kept null');
  });

  it('says that a folder or a file is read-only', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const path = join(folder.path, 'register');
    await closedRegister(path, driver);
    await Promise.all([chmod(folder.path, 0o755), chmod(path, 0o555), chmod(databaseFile(path), 0o644)]);
    expect(await unprivileged(() => codeOfOpening(path, driver))).toBe('FOLDER_READ_ONLY');
    expect(await unprivileged(async () => (await createRegisterFile(join(path, 'sub'), testKey, driver)).ok)).toBe(false);
    await Promise.all([chmod(path, 0o777), chmod(databaseFile(path), 0o444)]);
    expect(await unprivileged(() => codeOfOpening(path, driver))).toBe('FOLDER_READ_ONLY');
    await Promise.all([chmod(path, 0o755), chmod(databaseFile(path), 0o600)]);
    expect(await codeOfOpening(path, driver)).toBe('kept 1');
    expect(await readdir(path)).toEqual(['register.db']);
  });

  it('leaves nothing behind when the disk is full while creating', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    // A disk of twenty pages: SQLite's own limit gives the very refusal that a full disk gives.
    const small: Driver = {
      ...driver,
      open: async (file, key, mode) => {
        const connection = await driver.open(file, key, mode);
        await connection.all('PRAGMA max_page_count = 20');
        return connection;
      },
    };
    expect(await createRegisterFile(folder.path, testKey, small)).toEqual({ ok: false, error: 'DISK_FULL' });
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('throws when the driver writes plain text, and leaves no file', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const plain = name === 'journeyapps' ? (await import('./driver/journeyapps.ts')).openPlain : (await import('./driver/multiple-ciphers.ts')).openPlain;
    const keyless: Driver = { ...driver, open: async (file) => (await plain(file)) ?? Promise.reject(new Error('missing')) };
    await expect(createRegisterFile(folder.path, testKey, keyless)).rejects.toThrow('not encrypted');
    expect(await readdir(folder.path)).toEqual([]);
  });

  it('throws when a setting does not hold', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const deaf: Driver = {
      ...driver,
      open: async (file, key, mode) => {
        const connection = await driver.open(file, key, mode);
        return {
          ...connection,
          all: (sql, params) => (sql.startsWith('PRAGMA secure_delete =') ? connection.all('PRAGMA secure_delete = OFF') : connection.all(sql, params)),
        };
      },
    };
    await expect(createRegisterFile(folder.path, testKey, deaf)).rejects.toThrow('secure_delete');
  });
});

describe('looking at bytes', () => {
  it('knows noise from text, and a first page torn in a crash from a wrong key', async () => {
    expect(entropyOf(new Uint8Array(4096))).toBe(0);
    expect(entropyOf(Uint8Array.from({ length: 4096 }, (_, index) => index))).toBe(8);
    await using folder = await openTestFolder();
    const driver = await testDriver();
    await closedRegister(folder.path, driver);
    const file = databaseFile(folder.path);
    const copy = join(folder.path, 'copy.db');
    await copyFile(file, copy);
    await overwrite(copy, 512, new Uint8Array(512));
    expect([await keyFits(copy, testKey), await keyFits(copy, new Uint8Array(32)), await keyFits(file, testKey)]).toEqual(['fits', 'refused', 'fits']);
    await overwrite(copy, 0, new Uint8Array(16));
    expect(await keyFits(copy, testKey)).toBe('unknown');
    expect(await proveEncrypted(join(folder.path, 'none'))).toEqual({ encrypted: false, reason: 'missing' });
    const dull = join(folder.path, 'dull.db');
    await writeFile(dull, 'x'.repeat(9000));
    expect(await proveEncrypted(dull)).toEqual({ encrypted: false, reason: 'low_entropy' });
  });

  it('lets the cache follow the file within bounds', () => {
    expect([0, 10e6, 100 * 2 ** 20, 4e9].map(cacheKibFor)).toEqual([65_536, 65_536, 102_400, 262_144]);
  });

  it('compares versions part by part', () => {
    expect(['3.44.9', '3.45.0', '3.45', '3.51.3', '4.0.0', '2.99.99', 'x'].map(isNewEnough)).toEqual([false, true, true, true, true, false, false]);
  });
});
