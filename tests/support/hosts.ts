/** A second program on a register, and copies of a register to be damaged. */
import { createHash } from 'node:crypto';
import { cp, mkdtemp, readFile, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Instant } from '../../domain/time.ts';
import { kdfFloor } from '../../main/register/crypto/argon2.ts';
import { pathFiles } from '../../main/register/files/file-port.ts';
import { createHost, type Host } from '../../main/register/host.ts';
import { readKeySlots } from '../../main/register/keyslots/slot-folder.ts';
import { openSlot } from '../../main/register/keyslots/slots.ts';
import { systemPorts } from '../../main/register/system-ports.ts';
import { loadDriver } from '../../db/driver/choose.ts';
import type { Connection } from '../../db/driver/port.ts';
import { databaseFile } from '../../db/register-folder.ts';
import { passphraseOf, Refused, type TestOffice } from './test-office.ts';

/** A host with cheap key slots and a standing clock. */
export function hostAt(now: Instant, folder?: string): Host {
  const host = createHost(systemPorts({ push: () => undefined, clock: () => now, kdf: kdfFloor }), pathFiles());
  if (folder !== undefined) host.chooseFolder(folder);
  return host;
}

export type FolderCopy = { readonly home: string; readonly folder: string; readonly [Symbol.asyncDispose]: () => Promise<void> };

/** A copy of a closed register, removed at the end. */
export async function copyOf(folder: string): Promise<FolderCopy> {
  const home = await mkdtemp(join(tmpdir(), 'xinhu-copy-'));
  const copy = join(home, 'register');
  await cp(folder, copy, { recursive: true });
  return { home, folder: copy, [Symbol.asyncDispose]: () => rm(home, { recursive: true, force: true }) };
}

/** SHA-256 of every file of a folder by its name: for comparing. */
export async function contentOf(folder: string): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Object.fromEntries(
    await Promise.all(
      files.toSorted().map(async (file): Promise<[string, string]> => [
        file.slice(folder.length + 1),
        createHash('sha256')
          .update(await readFile(file))
          .digest('hex'),
      ]),
    ),
  );
}

/** The people of a copied register, asked as in the original. */
export function officeOn(copy: FolderCopy, now: Instant): Omit<TestOffice, 'setClock'> {
  const host = hostAt(now, copy.folder);
  const ask: TestOffice['ask'] = async (name, input) => {
    const reply = await host.ask(name, input);
    if (!reply.ok) throw new Refused(name, reply.error);
    return reply.value;
  };
  const as = async (login: string): Promise<void> => void (await ask('session.unlock', { login, passphrase: passphraseOf(login) }));
  return { folder: copy.folder, host, ask, as, path: (name) => join(copy.home, name), [Symbol.asyncDispose]: () => host.close() };
}

/** The bare connection behind a closed register: what somebody with the key and an editor could do. */
export async function rawDatabase(folder: string, person: { readonly login: string; readonly passphrase: string }): Promise<Connection> {
  const slots = await readKeySlots(folder);
  const opened = slots.ok ? await openSlot(slots.value.file, person.login, person.passphrase) : slots;
  if (!opened.ok) throw new Error(opened.error);
  const driver = await loadDriver();
  if (!driver.ok) throw new Error(driver.error);
  return driver.value.driver.open(databaseFile(folder), opened.value.dbKey, 'existing');
}
