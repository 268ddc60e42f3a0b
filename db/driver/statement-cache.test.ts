import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openTestFolder, testDriver, testKey } from '../testing/open-register.ts';
import { driverNames } from './port.ts';
import { changesSchema, isReusable, statementCache } from './statement-cache.ts';

describe('the cache of statements', () => {
  it('lets the one go that was used longest ago, and all of them at the end', () => {
    const released: string[] = [];
    const cache = statementCache<string>((statement) => void released.push(statement));
    for (let number = 0; number < 200; number += 1) cache.put(`select ${number}`, `s${number}`);
    cache.put('select 0', cache.get('select 0') ?? '');
    expect(released).toEqual([]);
    cache.put('select 200', 's200');
    expect([released, cache.get('select 1'), cache.get('select 0')]).toEqual([['s1'], undefined, 's0']);
    cache.clear();
    expect([released.length, new Set(released).size, cache.get('select 0')]).toEqual([201, 201, undefined]);
  });

  it('keeps what reads or writes rows, and nothing else', () => {
    expect(['select 1', 'INSERT INTO t VALUES (?)', ' update t set a = 1', 'delete from t', 'with x as (select 1) select * from x'].every(isReusable)).toBe(
      true,
    );
    expect(['PRAGMA user_version', 'begin immediate', 'commit', 'CREATE TABLE t (a)', 'VACUUM INTO ?', 'selection'].some(isReusable)).toBe(false);
    expect([changesSchema('DROP TRIGGER x'), changesSchema('alter table t add column b'), changesSchema('select dropped from t')]).toEqual([true, true, false]);
  });
});

describe.each(driverNames)('statements used again with %s', (name) => {
  it('see new columns, forget their parameters and their failures, and never overtake one another', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const connection = await driver.open(join(folder.path, 'x.db'), testKey, 'create');
    await connection.exec('CREATE TABLE t (a INTEGER PRIMARY KEY, b TEXT NOT NULL)');
    const insert = 'INSERT INTO t (a, b) VALUES (?, ?)';
    const select = 'SELECT * FROM t WHERE a >= ? ORDER BY a';
    await connection.run(insert, [1, 'one']);
    expect(await connection.all(select, [1])).toEqual([{ a: 1, b: 'one' }]);
    await expect(connection.run(insert, [1, 'again'])).rejects.toThrow('UNIQUE');
    await expect(connection.run(insert, [2, null])).rejects.toThrow('NOT NULL');
    expect(await connection.run(insert, [2, 'two'])).toEqual({ changes: 1 });
    await connection.exec("ALTER TABLE t ADD COLUMN c TEXT NOT NULL DEFAULT 'new'");
    expect(await connection.all(select, [2])).toEqual([{ a: 2, b: 'two', c: 'new' }]);
    // Begun without waiting for one another: every read sees the writes called before it, and none of those after.
    const counts: Promise<readonly unknown[]>[] = [];
    for (let number = 3; number < 40; number += 1) {
      const written = connection.run(insert, [number, 'x']);
      counts.push(written.then(() => []));
      counts.push(connection.all('SELECT count(*) AS n FROM t').then((rows) => [rows[0]?.['n'], number]));
    }
    const seen = (await Promise.all(counts)).filter((pair) => pair.length === 2);
    expect(seen.every(([count, number]) => count === number)).toBe(true);
    await connection.exec('BEGIN');
    await connection.run('DELETE FROM t WHERE a > ?', [0]);
    await connection.exec('ROLLBACK');
    expect(await connection.all('SELECT count(*) AS n FROM t')).toEqual([{ n: 39 }]);
    await connection.exec('DROP TABLE t');
    await expect(connection.all(select, [1])).rejects.toThrow('no such table');
    await connection.close();
  });
});
