import { open, readFile, readdir, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupNames, backupRegister, restoreBackup, verifyBackup } from './backup.ts';
import { driverNames } from './driver/port.ts';
import type { Driver } from './driver/port.ts';
import { openRegisterFile } from './open.ts';
import { proveEncrypted } from './page-proof.ts';
import { metaValue } from './queries/meta.ts';
import { setMeta } from './stores/meta-store.ts';
import { openTestFolder, openTestRegister } from './testing/open-register.ts';
import { addCase, addPeople, hoursLater } from './testing/sample-rows.ts';

async function valueIn(folder: string, key: Uint8Array, driver: Driver): Promise<string | null> {
  const opened = await openRegisterFile(folder, key, driver);
  if (!opened.ok) throw new Error(opened.error);
  const value = await opened.value.read((reader) => metaValue(reader, 'state'));
  await opened.value.close();
  return value;
}

async function damage(file: string): Promise<void> {
  const handle = await open(file, 'r+');
  await handle.write(Uint8Array.of(1, 2, 3, 4), 0, 4, 9000);
  await handle.close();
}

describe.each(driverNames)('backups with %s', (name) => {
  it('copy the running register with its key slots, proved, and open on either driver', async () => {
    await using test = await openTestRegister({ driver: name });
    await writeFile(join(test.folder, 'keyslots.json'), '{"slots":1}');
    await writeFile(join(test.folder, 'keyslots-2.json'), '{"slots":2}');
    await test.register.write(async (tx) => {
      await addPeople(tx);
      for (let number = 1; number <= 20; number += 1) await addCase(tx, number);
      await setMeta(tx, 'state', 'saved');
    });
    const made = await backupRegister(test.register, { key: test.key, at: hoursLater(0) });
    if (!made.ok) throw new Error(made.error);
    expect(made.value).toMatchObject({
      folder: join(test.folder, 'backups', '20260907T000000000Z'),
      counts: { case_file: 20, case_event: 20, register_chain: 20, meta: 2 },
    });
    expect(await readdir(made.value.folder)).toEqual(['keyslots-2.json', 'keyslots.json', 'register.db']);
    expect(await proveEncrypted(made.value.file)).toMatchObject({ encrypted: true });
    expect((await stat(made.value.file)).size).toBe(made.value.bytes);
    expect(await verifyBackup(made.value.folder, test.key, test.driver)).toEqual({ ok: true, value: made.value.counts });
    for (const reader of driverNames) {
      await using other = await openTestRegister({ driver: reader });
      expect(await valueIn(made.value.folder, test.key, other.driver)).toBe('saved');
    }
    await test.register.write((tx) => setMeta(tx, 'state', 'later'));
  });

  it('keep the newest ones and throw the oldest away only after a new one is proved', async () => {
    await using test = await openTestRegister({ driver: name });
    await using elsewhere = await openTestFolder();
    await writeFile(join(elsewhere.path, 'not-ours'), '');
    for (let day = 0; day < 4; day += 1)
      expect((await backupRegister(test.register, { key: test.key, at: hoursLater(24 * day), into: elsewhere.path, keep: 2 })).ok).toBe(true);
    expect(await backupNames(elsewhere.path)).toEqual(['20260909T000000000Z', '20260910T000000000Z']);
    expect(await readdir(elsewhere.path)).toContain('not-ours');
    // A copy that cannot be opened with the key is no copy: nothing is named, nothing thrown away.
    expect(await backupRegister(test.register, { key: new Uint8Array(32), at: hoursLater(96), into: elsewhere.path, keep: 1 })).toEqual({
      ok: false,
      error: 'DB_DAMAGED',
    });
    expect(await readdir(elsewhere.path)).toEqual(['20260909T000000000Z', '20260910T000000000Z', 'not-ours']);
  });

  it('leave nothing half done where they cannot be written', async () => {
    await using test = await openTestRegister({ driver: name });
    await using elsewhere = await openTestFolder();
    await writeFile(join(elsewhere.path, 'file'), '');
    const nowhere = await backupRegister(test.register, { key: test.key, at: hoursLater(0), into: join(elsewhere.path, 'file', 'sub') }).catch(
      (error: unknown) => (error as { code: string }).code,
    );
    expect(nowhere).toBe('ENOTDIR');
    expect(await readdir(elsewhere.path)).toEqual(['file']);
  });

  it('are restored in place of a damaged register, which is kept aside', async () => {
    await using test = await openTestRegister({ driver: name });
    await writeFile(join(test.folder, 'keyslots.json'), 'old slots');
    await test.register.write((tx) => setMeta(tx, 'state', 'saved'));
    const made = await backupRegister(test.register, { key: test.key, at: hoursLater(0) });
    if (!made.ok) throw new Error(made.error);
    const order = { from: made.value.folder, to: test.folder, key: test.key, driver: test.driver, at: hoursLater(48) };
    await test.register.write((tx) => setMeta(tx, 'state', 'later'));
    expect(await restoreBackup(order)).toEqual({ ok: false, error: 'DB_LOCKED' });
    await test.register.close();
    await damage(join(test.folder, 'register.db'));
    await writeFile(join(test.folder, 'keyslots.json'), 'new slots');
    const damaged = await readFile(join(test.folder, 'register.db'));
    const restored = await restoreBackup(order);
    if (!restored.ok) throw new Error(restored.error);
    expect(await valueIn(test.folder, test.key, test.driver)).toBe('saved');
    expect(await readFile(join(test.folder, 'keyslots.json'), 'utf8')).toBe('old slots');
    expect(await readFile(join(restored.value.movedTo, 'register.db'))).toEqual(damaged);
    expect(await readFile(join(restored.value.movedTo, 'keyslots.json'), 'utf8')).toBe('new slots');
    expect((await readdir(test.folder)).toSorted()).toEqual(['backups', 'keyslots.json', 'register.db']);
    expect(await valueIn(made.value.folder, test.key, test.driver)).toBe('saved');
  });

  it('are not restored when they are damaged or made under another key', async () => {
    await using test = await openTestRegister({ driver: name });
    await test.register.write((tx) => setMeta(tx, 'state', 'saved'));
    const made = await backupRegister(test.register, { key: test.key, at: hoursLater(0) });
    if (!made.ok) throw new Error(made.error);
    await test.register.write((tx) => setMeta(tx, 'state', 'present'));
    await test.register.close();
    const order = { from: made.value.folder, to: test.folder, key: test.key, driver: test.driver, at: hoursLater(48) };
    expect(await restoreBackup({ ...order, key: new Uint8Array(32) })).toEqual({ ok: false, error: 'BACKUP_DAMAGED' });
    await damage(made.value.file);
    expect(await verifyBackup(made.value.folder, test.key, test.driver)).toEqual({ ok: false, error: 'pages_damaged' });
    expect(await restoreBackup(order)).toEqual({ ok: false, error: 'BACKUP_DAMAGED' });
    expect(await restoreBackup({ ...order, from: join(test.folder, 'none') })).toEqual({ ok: false, error: 'BACKUP_DAMAGED' });
    expect(await valueIn(test.folder, test.key, test.driver)).toBe('present');
  });
});
