import { createHash } from 'node:crypto';
import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { driverNames } from '../driver/port.ts';
import { createRegisterFile, openRegisterFile, openRegisterWith } from '../open.ts';
import { metaValue } from '../queries/meta.ts';
import { setMeta } from '../stores/meta-store.ts';
import { openTestFolder, openTestRegister, testDriver, testKey } from '../testing/open-register.ts';
import { addCase, addPeople } from '../testing/sample-rows.ts';
import { maintain } from '../tx.ts';
import { checkStructure } from '../verified-copy.ts';
import frozen from './frozen.json' with { type: 'json' };
import { migrations } from './list.ts';
import type { Migration } from './migration.ts';

/** What a later change may look like: a table rebuilt by copying, with rows in it and others that refer to it. */
const laterColumn: Migration = {
  id: '0030-class-teacher-required',
  up: async (db) => {
    await db.exec("ALTER TABLE pupil ADD COLUMN nickname TEXT NOT NULL DEFAULT ''");
    await db.run('UPDATE pupil SET nickname = ?', ['小名']);
    await db.exec(`CREATE TABLE meta_new ("key" TEXT NOT NULL PRIMARY KEY, value TEXT NOT NULL, note TEXT) STRICT, WITHOUT ROWID;
      INSERT INTO meta_new SELECT "key", value, 'old' FROM meta; DROP TABLE meta; ALTER TABLE meta_new RENAME TO meta;`);
  },
};

const failing: Migration = {
  id: '0030-fails-halfway',
  up: async (db) => {
    await db.exec('CREATE TABLE half (a TEXT) STRICT; DELETE FROM meta');
    await db.exec('CREATE TABLE half (a TEXT) STRICT');
  },
};

const orphaning: Migration = {
  id: '0030-orphans',
  up: (db) => db.exec('CREATE TABLE pupil_new AS SELECT * FROM pupil WHERE 0; DROP TABLE pupil; ALTER TABLE pupil_new RENAME TO pupil'),
};

describe('the list of migrations', () => {
  it('runs in the order of its numbers, each name once', () => {
    const ids = migrations.map(({ id }) => id);
    expect(ids).toEqual([...new Set(ids)].toSorted());
    for (const id of ids) expect(id).toMatch(/^\d{3}0-[a-z0-9-]+$/);
  });

  it('is frozen: a released file is never edited, a later change is a later migration', async () => {
    const files = (await readdir(import.meta.dirname)).filter((name) => /^\d{4}-.*\.ts$/.test(name));
    const hashes = await Promise.all(
      files.toSorted().map(async (name) => [
        name.replace('.ts', ''),
        createHash('sha256')
          .update(await readFile(join(import.meta.dirname, name)))
          .digest('hex'),
      ]),
    );
    expect(Object.fromEntries(hashes)).toEqual(frozen);
    expect(Object.keys(frozen)).toEqual(migrations.map(({ id }) => id));
  });
});

describe.each(driverNames)('migrating with %s', (name) => {
  it('brings old rows along, after a verified copy of the file as it was', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const created = await createRegisterFile(folder.path, testKey, driver);
    if (!created.ok) throw new Error(created.error);
    await created.value.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      await setMeta(tx, 'office', '青浦');
    });
    await created.value.close();
    const opened = await openRegisterWith({ folder: folder.path, key: testKey, driver, migrations: [...migrations, laterColumn] });
    if (!opened.ok) throw new Error(opened.error);
    const seen = await maintain(opened.value, async (connection) => ({
      ids: (await connection.all('SELECT id FROM migration ORDER BY id')).map((row) => row['id']),
      pupils: await connection.all('SELECT name, nickname FROM pupil'),
      meta: await connection.all("SELECT * FROM meta WHERE key = 'office'"),
      foreignKeys: await connection.all('PRAGMA foreign_keys'),
      structure: await checkStructure(connection),
    }));
    expect(seen).toEqual({
      ids: ['0010-initial', '0020-whole-loop', '0030-class-teacher-required'],
      pupils: [{ name: '张小禾', nickname: '小名' }],
      meta: [{ key: 'office', value: '青浦', note: 'old' }],
      foreignKeys: [{ foreign_keys: 1 }],
      structure: null,
    });
    await opened.value.close();
    expect(await openRegisterFile(folder.path, testKey, driver)).toEqual({ ok: false, error: 'DB_NEWER_THAN_APP' });
    const [copy] = await readdir(join(folder.path, 'backups'));
    expect(copy).toMatch(/^before-0030-class-teacher-required-/);
    const old = await openRegisterFile(join(folder.path, 'backups', copy ?? ''), testKey, driver);
    expect(old.ok && (await old.value.read((reader) => metaValue(reader, 'office')))).toBe('青浦');
    if (old.ok) await old.value.close();
  });

  it.each([failing, orphaning])('leaves the file as it was when $id fails', async (bad) => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const created = await createRegisterFile(folder.path, testKey, driver);
    if (!created.ok) throw new Error(created.error);
    await created.value.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
      await setMeta(tx, 'kept', '1');
    });
    await created.value.close();
    await expect(openRegisterWith({ folder: folder.path, key: testKey, driver, migrations: [...migrations, bad] })).rejects.toThrow(
      /already exists|refer to nothing|no such|foreign key/i,
    );
    const opened = await openRegisterFile(folder.path, testKey, driver);
    if (!opened.ok) throw new Error(opened.error);
    expect(await opened.value.read((reader) => metaValue(reader, 'kept'))).toBe('1');
    expect(await maintain(opened.value, (connection) => connection.all("SELECT name FROM sqlite_master WHERE name IN ('half', 'pupil_new')"))).toEqual([]);
    await opened.value.close();
  });

  it('does not begin without a copy that can be read', async () => {
    await using folder = await openTestFolder();
    const driver = await testDriver(name);
    const created = await createRegisterFile(folder.path, testKey, driver);
    if (!created.ok) throw new Error(created.error);
    await created.value.close();
    // Every copy comes out damaged.
    const careless = {
      ...driver,
      open: async (file: string, key: Uint8Array, mode: 'create' | 'existing') => {
        if (file.includes('.partial-')) throw new Error('cannot be read');
        return driver.open(file, key, mode);
      },
    };
    expect(await openRegisterWith({ folder: folder.path, key: testKey, driver: careless, migrations: [...migrations, laterColumn] })).toEqual({
      ok: false,
      error: 'DB_DAMAGED',
    });
    const opened = await openRegisterFile(folder.path, testKey, driver);
    expect(opened.ok).toBe(true);
    if (opened.ok) await opened.value.close();
  });
});

describe('the schema', () => {
  it('is strict everywhere and has an index behind every foreign key', async () => {
    await using test = await openTestRegister();
    const { loose, naked } = await maintain(test.register, async (connection) => {
      const tables = await connection.all("SELECT name, strict FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'");
      const keys = await connection.all(
        'SELECT t.name AS tbl, k."from" AS col FROM pragma_table_list t, pragma_foreign_key_list(t.name) k WHERE t.schema = \'main\'',
      );
      const indexed = await connection.all(
        'SELECT t.name AS tbl, i.name AS col FROM pragma_table_list t, pragma_index_list(t.name) l, pragma_index_info(l.name) i WHERE i.seqno = 0',
      );
      const first = new Set(indexed.map((row) => `${String(row['tbl'])}.${String(row['col'])}`));
      return {
        loose: tables.filter((row) => row['strict'] !== 1).map((row) => row['name']),
        naked: keys.map((row) => `${String(row['tbl'])}.${String(row['col'])}`).filter((key) => !first.has(key)),
      };
    });
    expect({ loose, naked }).toEqual({ loose: [], naked: [] });
  });

  it('refuses to change or remove what is evidence', async () => {
    await using test = await openTestRegister();
    await test.register.write(async (tx) => {
      await addPeople(tx);
      await addCase(tx, 1);
    });
    const attempts = await maintain(test.register, async (connection) => {
      await connection.exec(`INSERT INTO audit_entry VALUES (1, '2026-09-07T00:00:00.000Z', NULL, 'x', NULL, 'ok', '{}', '${'0'.repeat(64)}', '${'0'.repeat(64)}');
        INSERT INTO blob VALUES ('${'a'.repeat(64)}', x'00', 1, 'application/pdf');
        INSERT INTO document VALUES ('d', 'D01', 1, NULL, '告知〔2026〕1号', 'letter', 2026, 1, 1, '告知书', '{}', '${'a'.repeat(64)}', '${'a'.repeat(64)}', NULL, 'issued', '2026-09-07T00:00:00.000Z',
          (SELECT id FROM user_account), 0, '${'0'.repeat(64)}', 'code');
        INSERT INTO document_signature VALUES ('s', 'd', (SELECT id FROM user_account), '2026-09-07T00:00:00.000Z', x'00', zeroblob(64), '${'A'.repeat(44)}');
        INSERT INTO sealed_note VALUES ('n', (SELECT id FROM case_file), '2026-09-07T00:00:00.000Z', (SELECT id FROM user_account), x'00');
        INSERT INTO ledger_entry VALUES (1, 'l', 'training', 1, 0, '2026-09-07', '2026-09-07T00:00:00.000Z', (SELECT id FROM user_account), 'q', '{}', NULL, '${'0'.repeat(64)}', '${'0'.repeat(64)}', zeroblob(64));
        INSERT INTO school_calendar VALUES (1, 'c', '${'0'.repeat(64)}', '2026-09-07T00:00:00.000Z', (SELECT id FROM user_account), '{}')`);
      const statements = [
        ...['case_event', 'register_chain', 'audit_entry', 'document_signature', 'sealed_note', 'document', 'ledger_entry', 'school_calendar'].map(
          (table) => `DELETE FROM ${table}`,
        ),
        'UPDATE ledger_entry SET payload = payload',
        "UPDATE school_calendar SET version = 'd'",
        "INSERT OR REPLACE INTO ledger_entry SELECT seq, id, kind, version, register_seq, '2026-09-08', recorded_at, recorded_by, request_id, payload, corrects, prev_hash, hash, signature FROM ledger_entry",
        "UPDATE case_event SET payload = '{}'",
        'UPDATE register_chain SET hash = hash',
        "UPDATE audit_entry SET outcome = 'ok'",
        'UPDATE document_signature SET signed_at = signed_at',
        "UPDATE sealed_note SET ciphertext = x'01'",
        "UPDATE blob SET bytes = x'01', size = 1",
        'UPDATE document SET pdf_sha256 = docx_sha256',
        'UPDATE document SET facts = \'{"a":1}\'',
        "INSERT OR REPLACE INTO audit_entry SELECT seq, at, user_id, operation, subject_id, 'refused', detail, prev_hash, hash FROM audit_entry",
        'INSERT OR REPLACE INTO blob SELECT * FROM blob',
        'DELETE FROM blob',
      ];
      const kinds: unknown[] = [];
      for (const statement of statements)
        kinds.push(
          await connection.run(statement).then(
            () => statement,
            (error: unknown) => (error as { failure: { kind: string } }).failure.kind,
          ),
        );
      await connection.run("UPDATE document SET status = 'signed'");
      return kinds;
    });
    expect(attempts).toEqual([...Array.from({ length: 20 }, () => 'append_only'), 'foreign_key', 'foreign_key']);
  });
});
