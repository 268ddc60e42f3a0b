import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openTestFolder, testDriver, testKey } from '../testing/open-register.ts';
import { checkPages, proveEncrypted } from '../page-proof.ts';
import { bindValue } from './bind.ts';
import { driverNameFrom, loadDriver } from './choose.ts';
import { dbErrorFrom, failureFrom, failureOf, storageCodeOf } from './failure.ts';
import { openPlain as openPlainJourneyapps } from './journeyapps.ts';
import { openPlain as openPlainMultipleCiphers } from './multiple-ciphers.ts';
import { driverNames, keyStatement } from './port.ts';
import type { Driver } from './port.ts';
import { proveDriver } from './prove.ts';

describe.each(driverNames)('driver %s', (name) => {
  it('proves itself in a temporary folder', async () => {
    expect(await proveDriver(await testDriver(name))).toEqual({ ok: true, value: null });
  });

  it('is found unfit when it forgets the key, ignores it, or loses what was written', async () => {
    const driver = await testDriver(name);
    const plain = name === 'journeyapps' ? openPlainJourneyapps : openPlainMultipleCiphers;
    const keyless: Driver = { ...driver, open: async (file) => (await plain(file)) ?? Promise.reject(new Error('missing')) };
    const fixedKey: Driver = { ...driver, open: (file, _key, mode) => driver.open(file, testKey, mode) };
    const forgetful: Driver = { ...driver, open: async (file, key, mode) => ({ ...(await driver.open(file, key, mode)), run: async () => ({ changes: 1 }) }) };
    const dying: Driver = { ...driver, open: () => Promise.reject(new Error('symbol lookup error')) };
    expect([await proveDriver(keyless), await proveDriver(fixedKey), await proveDriver(forgetful), await proveDriver(dying)]).toEqual(
      ['accepts_wrong_key', 'accepts_wrong_key', 'reopen', 'crashed'].map((error) => ({ ok: false, error })),
    );
  });

  it('carries every kind of value there and back', async () => {
    await using folder = await openTestFolder();
    const connection = await (await testDriver(name)).open(join(folder.path, 'a.db'), testKey, 'create');
    await connection.exec('CREATE TABLE v (n INTEGER PRIMARY KEY, t TEXT, i INTEGER, r REAL, b BLOB) STRICT');
    const bytes = Uint8Array.from([0, 255, 39, 0, 10]);
    const text = "𠮷田\u0000' 心护 \n";
    expect(await connection.run('INSERT INTO v (n, t, i, r, b) VALUES (?, ?, ?, ?, ?)', [1, text, Number.MAX_SAFE_INTEGER, 0.1, bytes.subarray(1)])).toEqual({
      changes: 1,
    });
    await connection.run('INSERT INTO v (n, t, i) VALUES (?, ?, ?)', [2, null, true]);
    const rows = await connection.all('SELECT t, i, r, b FROM v ORDER BY n');
    expect(rows.map((row) => ({ ...row, b: row['b'] instanceof Uint8Array ? [...row['b']] : row['b'] }))).toEqual([
      { t: text, i: Number.MAX_SAFE_INTEGER, r: 0.1, b: [255, 39, 0, 10] },
      { t: null, i: 1, r: null, b: null },
    ]);
    expect(await connection.run('UPDATE v SET i = 3')).toEqual({ changes: 2 });
    expect(await connection.all('DELETE FROM v WHERE n = 1')).toEqual([]);
    expect(await connection.all('INSERT INTO v (n) VALUES (9) RETURNING n')).toEqual([{ n: 9 }]);
    await connection.close();
  });

  it('runs statements in the order of the calls', async () => {
    await using folder = await openTestFolder();
    const connection = await (await testDriver(name)).open(join(folder.path, 'a.db'), testKey, 'create');
    const calls = [
      connection.exec('CREATE TABLE o (n INTEGER PRIMARY KEY AUTOINCREMENT, v INTEGER)'),
      ...Array.from({ length: 50 }, (_, index) => connection.run('INSERT INTO o (v) VALUES (?)', [index])),
    ];
    await Promise.all(calls);
    const rows = await connection.all('SELECT v FROM o ORDER BY n');
    expect(rows.map((row) => row['v'])).toEqual(Array.from({ length: 50 }, (_, index) => index));
    await connection.close();
  });

  it('names what SQLite refuses', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const connection = await driver.open(join(folder.path, 'a.db'), testKey, 'create');
    await connection.exec(`PRAGMA foreign_keys = ON; CREATE TABLE p (id TEXT PRIMARY KEY NOT NULL, a INTEGER, b INTEGER, CHECK (a > 0)) STRICT; CREATE UNIQUE INDEX u ON p (a, b);
      CREATE TABLE c (p TEXT REFERENCES p) STRICT; CREATE TRIGGER t BEFORE DELETE ON p BEGIN SELECT RAISE(ABORT, 'append_only:p'); END`);
    await connection.run("INSERT INTO p VALUES ('x', 1, 2)");
    const refusals: [string, unknown][] = [
      ["INSERT INTO p VALUES ('y', 1, 2)", { kind: 'unique', table: 'p', columns: ['a', 'b'] }],
      ["INSERT INTO p VALUES ('x', 5, 5)", { kind: 'unique', table: 'p', columns: ['id'] }],
      ["INSERT INTO p VALUES ('z', 0, 2)", { kind: 'check', rule: 'a > 0' }],
      ['INSERT INTO p VALUES (NULL, 1, 7)', { kind: 'check', rule: 'p.id' }],
      ["INSERT INTO p VALUES ('z', 'text', 2)", { kind: 'check', rule: 'type' }],
      ["INSERT INTO c VALUES ('nobody')", { kind: 'foreign_key' }],
      ['DELETE FROM p', { kind: 'append_only', table: 'p' }],
      ['SELEKT 1', { kind: 'other' }],
    ];
    for (const [sql, failure] of refusals) expect(failureOf(await connection.run(sql).catch((error: unknown) => error)), sql).toEqual(failure);
    await connection.close();
    await expect(driver.open(join(folder.path, 'none', 'a.db'), testKey, 'create')).rejects.toThrow(/unable to open|does not exist/);
  });

  it('does not make a missing file when it has to exist, and refuses keys of another length', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    await expect(
      driver.open(join(folder.path, 'a.db'), testKey, 'existing').then((connection) => connection.all('SELECT 1 FROM sqlite_master')),
    ).rejects.toThrow(/unable to open|no such file/);
    await expect(driver.open(join(folder.path, 'b.db'), new Uint8Array(31), 'create')).rejects.toThrow('32 bytes');
  });

  it('reads and writes files of the other driver, and every page is genuine', async () => {
    await using folder = await openTestFolder();
    const file = join(folder.path, 'a.db');
    const mine = await testDriver(name);
    const other = await testDriver(name === 'journeyapps' ? 'multiple-ciphers' : 'journeyapps');
    const written = await mine.open(file, testKey, 'create');
    await written.exec("CREATE TABLE t (v TEXT) STRICT; INSERT INTO t VALUES ('从这里')");
    await written.close();
    const added = await other.open(file, testKey, 'existing');
    await added.exec("INSERT INTO t VALUES ('到那里')");
    await added.close();
    const read = await mine.open(file, testKey, 'existing');
    expect(await read.all('SELECT v FROM t')).toEqual([{ v: '从这里' }, { v: '到那里' }]);
    await read.close();
    expect(await proveEncrypted(file)).toMatchObject({ encrypted: true });
    expect(await checkPages(file, testKey)).toMatchObject({ bad: [], trailingBytes: 0 });
    expect((await checkPages(file, new Uint8Array(32)))?.bad).toHaveLength((await readFile(file)).length / 4096);
  });

  it('prints nothing when a key is refused', async () => {
    await using folder = await openTestFolder();
    const { spawnSync } = await import('node:child_process');
    const driver = await testDriver(name);
    await (
      await driver.open(join(folder.path, 'a.db'), testKey, 'create').then(async (connection) => (await connection.exec('CREATE TABLE t (v)'), connection))
    ).close();
    const script = `import { loadNamed } from ${JSON.stringify(new URL('choose.ts', import.meta.url).href)};
      const driver = await loadNamed(${JSON.stringify(name)}); const connection = await driver.open(${JSON.stringify(join(folder.path, 'a.db'))}, new Uint8Array(32), 'existing');
      await connection.all('SELECT * FROM t').then(() => process.exit(3), () => process.exit(0))`;
    const ran = spawnSync(process.execPath, ['--input-type=module', '-e', script], { encoding: 'utf8' });
    expect([ran.status, ran.stdout, ran.stderr]).toEqual([0, '', '']);
  });
});

describe('choosing a driver', () => {
  it('takes the one asked for, and says when it falls back', async () => {
    const chosen = await loadDriver('multiple-ciphers');
    expect(chosen.ok && [chosen.value.driver.name, chosen.value.fellBackFrom]).toEqual(['multiple-ciphers', null]);
    expect([driverNameFrom('mc'), driverNameFrom('journeyapps'), driverNameFrom('sqlite'), driverNameFrom(undefined)]).toEqual([
      'multiple-ciphers',
      'journeyapps',
      undefined,
      undefined,
    ]);
  });
});

describe('binding', () => {
  it('lets only values through that no driver mangles', () => {
    const refused = [undefined, Number.NaN, Number.POSITIVE_INFINITY, 2 ** 53, 1n, new Date(0), {}, [], () => 0, Symbol('s')];
    for (const value of refused) expect(() => bindValue(value)).toThrow(TypeError);
    expect([null, '', 'x', 0, -1, 0.5, true, false].map(bindValue)).toEqual([null, '', 'x', 0, -1, 0.5, 1, 0]);
  });

  it('never throws on safe integers, strings and bytes, and keeps them', () => {
    fc.assert(
      fc.property(fc.oneof(fc.maxSafeInteger(), fc.string(), fc.uint8Array()), (value) => {
        const bound = bindValue(value);
        expect(bound instanceof Buffer ? Uint8Array.from(bound) : bound).toEqual(value);
      }),
    );
  });

  it('writes the key as raw hexadecimal', () => {
    expect(keyStatement(Uint8Array.from({ length: 32 }, () => 0xab))).toBe(`PRAGMA key = "x'${'ab'.repeat(32)}'"`);
  });
});

describe('failures', () => {
  it('are read from codes with and without the extended part', () => {
    const kinds = [
      ['SQLITE_BUSY', ''],
      ['SQLITE_CORRUPT_VTAB', ''],
      ['SQLITE_NOTADB', ''],
      ['SQLITE_FULL', ''],
      ['SQLITE_READONLY_DBMOVED', ''],
      ['SQLITE_CANTOPEN', ''],
      ['SQLITE_IOERR_WRITE', ''],
      ['SQLITE_MISUSE', ''],
    ] as const;
    expect(kinds.map(([code, text]) => failureFrom(code, text).kind)).toEqual([
      'busy',
      'corrupt',
      'not_a_db',
      'full',
      'read_only',
      'cannot_open',
      'io',
      'other',
    ]);
  });

  it('keep bugs as they are and give codes only to failures of disk and file', () => {
    const bug = new TypeError('a bug');
    expect(dbErrorFrom(bug)).toBe(bug);
    expect(storageCodeOf(bug)).toBeUndefined();
    const full = dbErrorFrom(Object.assign(new Error('SQLITE_FULL: database or disk is full'), { code: 'SQLITE_FULL' }));
    expect([full.message, storageCodeOf(full)]).toEqual(['SQLITE_FULL: database or disk is full', 'DISK_FULL']);
  });
});
