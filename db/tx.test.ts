import { stat } from 'node:fs/promises';
import { sql } from 'kysely';
import { describe, expect, it, vi } from 'vitest';
import { fail, ok } from '../domain/result.ts';
import { DbError } from './driver/failure.ts';
import { driverNames } from './driver/port.ts';
import { createRegisterFile } from './open.ts';
import { setMeta } from './stores/meta-store.ts';
import { metaValue } from './queries/meta.ts';
import { databaseFile } from './register-folder.ts';
import { openTestFolder, openTestRegister, testDriver, testKey } from './testing/open-register.ts';
import { recordingDriver, type Recorded } from './testing/recording-driver.ts';
import { maintain } from './tx.ts';
import type { Reader, Tx } from './tx.ts';

describe.each(driverNames)('reads and writes with %s', (driver) => {
  it('writes wholly or not at all', async () => {
    await using test = await openTestRegister({ driver });
    const { register } = test;
    await expect(
      register.write(async (tx) => {
        await setMeta(tx, 'a', '1');
        throw new Error('bug');
      }),
    ).rejects.toThrow('bug');
    expect(await register.writeResult(async (tx) => (await setMeta(tx, 'b', '1'), fail('NO' as const)))).toEqual({ ok: false, error: 'NO' });
    expect(await register.writeResult(async (tx) => (await setMeta(tx, 'c', '1'), ok(7)))).toEqual({ ok: true, value: 7 });
    expect(await register.read(async (reader) => [await metaValue(reader, 'a'), await metaValue(reader, 'b'), await metaValue(reader, 'c')])).toEqual([
      null,
      null,
      '1',
    ]);
  });

  it('refuses at commit what refers to nothing, and goes on working', async () => {
    await using test = await openTestRegister({ driver });
    const orphan = { seq: 1, case_id: 'none', event_id: 'none', event_hash: '0'.repeat(64), prev_hash: '0'.repeat(64), hash: '0'.repeat(64) };
    await expect(test.register.write((tx) => tx.insertInto('register_chain').values(orphan).execute())).rejects.toThrow('FOREIGN KEY');
    await test.register.write((tx) => setMeta(tx, 'a', '1'));
    expect(await test.register.read((reader) => reader.selectFrom('register_chain').selectAll().execute())).toEqual([]);
  });

  it('runs one use at a time, in order', async () => {
    await using test = await openTestRegister({ driver });
    const order: string[] = [];
    const use = (name: string) => async () => {
      order.push(`${name}+`);
      await new Promise((resolve) => setTimeout(resolve, 5));
      order.push(`${name}-`);
    };
    await Promise.all([test.register.write(use('w1')), test.register.read(use('r1')), test.register.write(use('w2'))]);
    expect(order).toEqual(['w1+', 'w1-', 'r1+', 'r1-', 'w2+', 'w2-']);
  });

  it('throws at once on nested use instead of waiting for ever', async () => {
    await using test = await openTestRegister({ driver });
    const { register } = test;
    await expect(register.write(() => register.read((reader) => metaValue(reader, 'a')))).rejects.toThrow('nested use');
    await expect(register.read(() => register.write((tx) => setMeta(tx, 'a', '1')))).rejects.toThrow('nested use');
    await expect(register.read(() => register.checkpoint())).rejects.toThrow('nested use');
    await expect(register.read(() => register.close())).rejects.toThrow('nested use');
    await register.checkpoint();
    let late: Promise<string | null> = Promise.resolve('');
    await register.read(async () => {
      late = new Promise((resolve) => setTimeout(resolve, 20)).then(() => register.read((reader) => metaValue(reader, 'a')));
    });
    expect(await late).toBeNull();
  });

  it('sees one state during a read and cannot write through it', async () => {
    await using test = await openTestRegister({ driver });
    await expect(test.register.read((reader) => setMeta(reader as unknown as Tx, 'a', '1'))).rejects.toThrow('readonly');
    await test.register.write((tx) => setMeta(tx, 'a', '1'));
    expect(await test.register.read((reader) => metaValue(reader, 'a'))).toBe('1');
  });

  it('waits for the running use before closing, and refuses afterwards', async () => {
    await using test = await openTestRegister({ driver });
    const running = test.register.write((tx) => setMeta(tx, 'a', '1'));
    await Promise.all([running, test.register.close(), test.register.close()]);
    await expect(test.register.read((reader) => metaValue(reader, 'a'))).rejects.toThrow('closed');
  });

  it('survives a disk that fills up in the middle of a write', async () => {
    await using test = await openTestRegister({ driver });
    const { register } = test;
    await register.write((tx) => setMeta(tx, 'kept', '1'));
    await maintain(register, async (connection) => {
      const [size] = await connection.all('PRAGMA page_count');
      await connection.all(`PRAGMA max_page_count = ${Number(size?.['page_count']) + 2}`);
    });
    const filling = register.write(async (tx) => {
      for (let index = 0; index < 100; index += 1) await setMeta(tx, `k${index}`, 'x'.repeat(4000));
    });
    await expect(filling).rejects.toMatchObject({ failure: { kind: 'full' } });
    expect(await register.read((reader) => reader.selectFrom('meta').select('key').where('key', '!=', 'state_shape').execute())).toEqual([{ key: 'kept' }]);
    await register.write((tx) => setMeta(tx, 'small', '1'));
  });
});

describe('types', () => {
  it('keep a reader from writing', () => {
    // Never run: only the compiler looks at it.
    async function refused(reader: Reader, tx: Tx): Promise<void> {
      await reader.selectFrom('meta').selectAll().execute();
      // @ts-expect-error a reader does not insert
      reader.insertInto('meta');
      // @ts-expect-error a reader does not update
      reader.updateTable('meta');
      // @ts-expect-error a reader does not delete
      reader.deleteFrom('meta');
      // @ts-expect-error a reader changes no schema
      void reader.schema;
      // @ts-expect-error a reader opens no transaction
      reader.transaction();
      // @ts-expect-error not through a common table expression either
      reader.with('gone', (db) => db.deleteFrom('meta').returning('key'));
      // @ts-expect-error raw statements need an executor, which a reader is not
      await sql`delete from meta`.execute(reader);
      // @ts-expect-error stores take a transaction
      await setMeta(reader, 'a', '1');
      await metaValue(tx, 'a');
      // @ts-expect-error only tx.ts makes a Tx
      const made: Tx = { ...tx };
      void made;
    }
    expect(typeof refused).toBe('function');
  });
});

describe.each(driverNames)('the log with %s', (driver) => {
  it('folds the log back when nobody writes, and a disk that refuses that is no error of anybody', async () => {
    await using folder = await openTestFolder();
    const recorded: Recorded[] = [];
    const told = recordingDriver(await testDriver(driver), recorded);
    const created = await createRegisterFile(folder.path, testKey, {
      ...told,
      open: async (...place) => {
        const connection = await told.open(...place);
        const refused = async (sql: string, params?: readonly unknown[]) => {
          const rows = await connection.all(sql, params);
          if (/wal_checkpoint\(PASSIVE/.test(sql)) throw new DbError('SQLITE_IOERR: disk I/O error', { kind: 'io' });
          return rows;
        };
        return { ...connection, all: refused };
      },
    });
    if (!created.ok) throw new Error(created.error);
    const register = created.value;
    const folds = (): number => recorded.filter(({ sql: text }) => /wal_checkpoint/.test(text)).length;
    const before = (await stat(databaseFile(folder.path))).mtimeMs;
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    try {
      await register.write((tx) => setMeta(tx, 'a', '1'));
      expect([folds(), (await stat(databaseFile(folder.path))).mtimeMs]).toEqual([0, before]);
      vi.runAllTimers();
    } finally {
      vi.useRealTimers();
    }
    await vi.waitFor(() => expect(folds()).toBe(1), { timeout: 20_000 });
    await register.write((tx) => setMeta(tx, 'a', '2'));
    expect((await stat(databaseFile(folder.path))).mtimeMs).toBeGreaterThan(before);
    expect(await register.read((reader) => metaValue(reader, 'a'))).toBe('2');
    await register.close();
  });
});
