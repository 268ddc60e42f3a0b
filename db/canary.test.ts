import { readFile, readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { backupRegister } from './backup.ts';
import { driverNames } from './driver/port.ts';
import { openPlain as openPlainJourneyapps } from './driver/journeyapps.ts';
import { caseList } from './queries/case-list.ts';
import { everything } from './queries/visibility.ts';
import { appendAudit } from './stores/audit-store.ts';
import { putBlob } from './stores/document-store.ts';
import { setMeta } from './stores/meta-store.ts';
import { openTestFolder, openTestRegister } from './testing/open-register.ts';
import { addCase, addEvent, addPeople, hoursLater, sampleUser } from './testing/sample-rows.ts';
import { maintain } from './tx.ts';

const canaries = ['金丝雀姓名', 'CANARY-NOTE-7f3a', '金丝雀住址九弄'] as const;

/** Every spelling under which a text could lie in a file. */
function spellings(text: string): readonly Buffer[] {
  const little = Buffer.from(text, 'utf16le');
  return [
    Buffer.from(text, 'utf8'),
    little,
    Buffer.from(little).swap16(),
    Buffer.from(JSON.stringify(text).slice(1, -1)),
    Buffer.from(Buffer.from(text).toString('base64').slice(0, 12)),
    Buffer.from(Buffer.from(text).toString('hex')),
  ];
}

async function filesIn(folder: string): Promise<readonly string[]> {
  const names = await readdir(folder, { recursive: true });
  const files: string[] = [];
  for (const name of names) if ((await stat(join(folder, name))).isFile()) files.push(join(folder, name));
  return files;
}

async function found(folder: string): Promise<readonly string[]> {
  const hits: string[] = [];
  for (const file of await filesIn(folder)) {
    const bytes = await readFile(file);
    for (const canary of canaries) if (spellings(canary).some((spelling) => bytes.includes(spelling))) hits.push(`${canary} in ${file}`);
  }
  return hits;
}

describe.each(driverNames)('bytes on disk with %s', (name) => {
  it('show nothing of what was written, neither in the file nor in its log nor in a backup', async () => {
    await using test = await openTestRegister({ driver: name });
    const { register } = test;
    const [person, note, address] = canaries;
    await register.write(async (tx) => {
      await addPeople(tx);
      for (let number = 1; number <= 60; number += 1) {
        const caseId = await addCase(tx, number, { pupil: { name: person, address } });
        await addEvent(tx, { caseId, type: 'interview_held', payload: { note: note.repeat(50) }, happenedAt: hoursLater(number + 1) });
      }
      await putBlob(tx, Buffer.from(`${person} ${note}`.repeat(4000)), 'application/pdf');
      await appendAudit(tx, { at: hoursLater(0), userId: sampleUser, operation: 'cases.file', subjectId: null, outcome: 'ok', detail: {} });
    });
    await register.read((reader) => caseList(reader, { now: hoursLater(0), for: everything(sampleUser), search: person, sort: 'grade' }));
    // A sort too large for memory pages, a rolled-back write, a deletion and a backup leave their traces too.
    await maintain(register, (connection) => connection.all('SELECT a.payload FROM case_event a, case_event b ORDER BY b.hash, a.payload LIMIT 3'));
    await register
      .write(async (tx) => (await setMeta(tx, 'gone', `${person}${note}`.repeat(2000)), Promise.reject(new Error('undone'))))
      .catch(() => undefined);
    await register.write((tx) => setMeta(tx, 'gone', address.repeat(2000)));
    await register.write((tx) => tx.deleteFrom('meta').where('key', '=', 'gone').execute());
    expect((await backupRegister(register, { key: test.key, at: hoursLater(0) })).ok).toBe(true);
    const files = await filesIn(test.folder);
    expect(files.map((file) => file.slice(test.folder.length + 1)).toSorted()).toEqual([
      'backups/20260907T000000000Z/register.db',
      'register.db',
      'register.db-wal',
    ]);
    expect((await stat(join(test.folder, 'register.db-wal'))).size).toBeGreaterThan(400_000);
    expect(await found(test.folder)).toEqual([]);
    await register.close();
    expect(await found(test.folder)).toEqual([]);
  });
});

describe('the search for canaries', () => {
  it('finds them in a file without encryption', async () => {
    await using folder = await openTestFolder();
    const connection = await openPlainJourneyapps(join(folder.path, 'plain.db'));
    if (connection === null) throw new Error('the database driver is not installed');
    await connection.exec('CREATE TABLE t (v TEXT)');
    for (const canary of canaries) await connection.run('INSERT INTO t VALUES (?)', [`x${canary}y`]);
    await connection.close();
    expect(await found(folder.path)).toHaveLength(3);
  });
});
