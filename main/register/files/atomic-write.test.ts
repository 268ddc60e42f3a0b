import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { writeFileAtomically } from './atomic-write.ts';
import { failingFileSystem } from './failing-file-system.ts';
import { nodeFileSystem } from './file-system.ts';

const name = 'slots.json';
const before = new TextEncoder().encode('before'.repeat(50));
const after = new TextEncoder().encode('after'.repeat(80));
let folder = '';

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'atomic-write-'));
  writeFileSync(join(folder, name), before, { mode: 0o600 });
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function content(): Uint8Array {
  return Uint8Array.from(readFileSync(join(folder, name)));
}

describe('writing a file atomically', () => {
  it('replaces the bytes, for the owner only, and leaves nothing beside them', async () => {
    expect(await writeFileAtomically({ folder, name }, after)).toEqual({ ok: true, value: undefined });
    expect(content()).toEqual(after);
    expect(readdirSync(folder)).toEqual([name]);
    expect(statSync(join(folder, name)).mode & 0o777).toBe(0o600);
  });

  it.each(['once', 'forever'] as const)('holds the old or the new bytes whichever operation fails (%s), and says which', async (lasting) => {
    const answers: unknown[] = [];
    for (let at = 1; at <= 7; at += 1) {
      writeFileSync(join(folder, name), before);
      const written = await writeFileAtomically({ folder, name }, after, failingFileSystem({ at, lasting, code: 'ENOSPC' }));
      answers.push([written.ok ? 'written' : written.error, content()]);
    }
    // create, write, sync, close, rename leave the old bytes; only the last, syncing the folder, comes after them.
    const refused = [{ code: 'DISK_FULL', replaced: false }, before];
    expect(answers).toEqual([...Array.from({ length: 5 }, () => refused), [{ code: 'DISK_FULL', replaced: true }, after], ['written', after]]);
    // What a dying disk leaves behind are temporary names that nothing reads; a passing trouble leaves nothing.
    expect(readdirSync(folder).filter((left) => left !== name && (lasting === 'once' || !left.endsWith('.tmp')))).toEqual([]);
  });

  it.each([
    ['EACCES', 'FOLDER_READ_ONLY'],
    ['EROFS', 'FOLDER_READ_ONLY'],
    ['EDQUOT', 'DISK_FULL'],
    ['ENOENT', 'FOLDER_MISSING'],
    ['EIO', 'FILE_WRITE_FAILED'],
  ] as const)('%s when the temporary file is made is %s', async (code, expected) => {
    const written = await writeFileAtomically({ folder, name }, after, failingFileSystem({ at: 1, lasting: 'forever', code }));
    expect(written).toEqual({ ok: false, error: { code: expected, replaced: false } });
  });

  it('waits for a program that holds the target, and gives up with FILE_LOCKED', async () => {
    expect((await writeFileAtomically({ folder, name }, after, failingFileSystem({ at: 5, lasting: 'once', code: 'EPERM' }))).ok).toBe(true);
    expect(content()).toEqual(after);
    const refused = await writeFileAtomically({ folder, name }, before, failingFileSystem({ at: 5, lasting: 'forever', code: 'EPERM' }));
    expect(refused).toEqual({ ok: false, error: { code: 'FILE_LOCKED', replaced: false } });
    expect(content()).toEqual(after);
  });

  it('a folder that does not exist is FOLDER_MISSING, a folder in the way of the file is an error and stays', async () => {
    const missing = await writeFileAtomically({ folder: join(folder, 'none'), name }, after);
    expect(missing).toEqual({ ok: false, error: { code: 'FOLDER_MISSING', replaced: false } });
    mkdirSync(join(folder, 'taken'));
    const taken = await writeFileAtomically({ folder, name: 'taken' }, after);
    expect(taken).toEqual({ ok: false, error: { code: 'FILE_WRITE_FAILED', replaced: false } });
    expect(statSync(join(folder, 'taken')).isDirectory()).toBe(true);
  });

  it('a folder without write permission is FOLDER_READ_ONLY', async () => {
    // The superuser may write into any folder, so the test steps down while it writes.
    const superuser = process.geteuid?.() === 0;
    chmodSync(folder, 0o555);
    if (superuser) process.seteuid?.(65_534);
    const written = await writeFileAtomically({ folder, name }, after);
    if (superuser) process.seteuid?.(0);
    chmodSync(folder, 0o700);
    expect(written).toEqual({ ok: false, error: { code: 'FOLDER_READ_ONLY', replaced: false } });
    expect(content()).toEqual(before);
  });

  it('reads no more than the limit', async () => {
    expect(await nodeFileSystem.read(join(folder, name), before.length)).toEqual(readFileSync(join(folder, name)));
    await expect(nodeFileSystem.read(join(folder, name), before.length - 1)).rejects.toMatchObject({ code: 'EFBIG' });
  });
});
