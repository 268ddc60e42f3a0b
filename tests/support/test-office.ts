/** An office for integration tests: a real register in a temporary folder, a clock that the test moves, and people who can be asked. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Input, OperationName, Output } from '../../contract/index.ts';
import type { RegisterKind, Role } from '../../domain/vocabulary.ts';
import { addDays, atClock, type Instant, type PlainDate } from '../../domain/time.ts';
import { kdfFloor } from '../../main/register/crypto/argon2.ts';
import { pathFiles } from '../../main/register/files/file-port.ts';
import { createHost, type Host } from '../../main/register/host.ts';
import { systemPorts } from '../../main/register/system-ports.ts';

export const passphraseOf = (login: string): string => `${login}-quiet-otter-climbs-nine-hills`;

/** A refusal that a test did not expect. */
export class Refused extends Error {
  readonly code: string;
  constructor(operation: string, error: { readonly code: string; readonly params: unknown }) {
    super(`${operation}: ${error.code} ${JSON.stringify(error.params)}`);
    this.code = error.code;
  }
}

export type TestOffice = {
  readonly folder: string;
  readonly host: Host;
  /** Moves the clock to office time on a day of the test's calendar. */
  readonly setClock: (at: Instant) => void;
  /** Unlocks as this person (`login` is the role by default). */
  readonly as: (login: string) => Promise<void>;
  /** The value, or throws Refused. */
  readonly ask: <N extends OperationName>(name: N, input: Input<N>) => Promise<Output<N>>;
  readonly path: (name: string) => string;
  readonly [Symbol.asyncDispose]: () => Promise<void>;
};

const firstDay = '2026-09-21' as PlainDate;

/** Moment of a test: days after 21 September 2026, hour of the office's clock. */
export function moment(day: number, hour: number, minute = 0): Instant {
  return atClock(addDays(firstDay, day), hour, minute);
}

/** A new office with an administrator (`admin`) and one person for each of the given roles, named `names` where a picture will show them. */
export async function openTestOffice(kind: RegisterKind, roles: readonly Role[], names: Readonly<Partial<Record<Role, string>>> = {}): Promise<TestOffice> {
  const home = await mkdtemp(join(tmpdir(), 'xinhu-office-'));
  let now = moment(0, 8);
  const ports = systemPorts({ push: () => undefined, clock: () => now, kdf: kdfFloor });
  // What a test names without a folder lands in the office's own, whatever the strange name.
  const host = createHost(
    ports,
    pathFiles((token) => (token.startsWith('samples/') ? resolve(token) : resolve(home, token))),
  );
  const folder = join(home, 'register');
  const ask = async <N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await host.ask(name, input);
    if (!reply.ok) throw new Refused(name, reply.error);
    return reply.value;
  };
  const as = async (login: string): Promise<void> => void (await ask('session.unlock', { login, passphrase: passphraseOf(login) }));
  const office = {
    name: kind === 'school' ? '示例初级中学' : '示例区学生心理发展辅导中心',
    code: kind === 'school' ? 'QP012' : 'QP',
    termStart: '2026-09-01',
    phone: '021-00000000',
    hotline: '12356',
  };
  await ask('register.create', { folder, kind, office, admin: { login: 'admin', displayName: '管理员' }, passphrase: passphraseOf('admin') });
  host.chooseFolder(folder);
  await as('admin');
  for (const role of roles) await ask('users.add', { login: role, displayName: names[role] ?? `示例${role}`, role, passphrase: passphraseOf(role) });
  return {
    folder,
    host,
    setClock: (at) => {
      now = at;
    },
    as,
    ask,
    path: (name) => join(home, name),
    [Symbol.asyncDispose]: async () => {
      await host.close();
      await rm(home, { recursive: true, force: true });
    },
  };
}
