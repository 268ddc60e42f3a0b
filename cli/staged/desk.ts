/** One invented office: its register, its people, and the one who sits at the desk. Everything goes through the contract. */
import type { Input, OperationName, Output, Reply } from '../../contract/index.ts';
import type { ErrorParams } from '../../contract/errors.ts';
import type { OfficeId } from '../../domain/ids.ts';
import type { RegisterKind, Role } from '../../domain/vocabulary.ts';
import { kdfFloor } from '../../main/register/crypto/argon2.ts';
import { openCommandLineHost } from '../command-line-host.ts';
import type { StagedClock } from './clock.ts';

export type Person = { readonly login: string; readonly displayName: string; readonly role: Role; readonly passphrase: string };

/** An operation that was taken for granted was refused: the run ends and says where. */
export class DemoRefusal extends Error {
  readonly operation: OperationName;
  readonly code: string;

  constructor(operation: OperationName, error: { readonly code: string; readonly params: ErrorParams }) {
    super(`${operation} was refused: ${error.code} ${JSON.stringify(error.params)}`);
    this.name = 'DemoRefusal';
    this.operation = operation;
    this.code = error.code;
  }
}

export type Spent = { readonly calls: number; readonly ms: number };

export type Desk = {
  readonly kind: RegisterKind;
  readonly folder: string;
  readonly people: readonly Person[];
  /** Calls of each operation and the time they took together. */
  readonly spent: ReadonlyMap<OperationName, Spent>;
  /** The person with this role takes the seat; unlocking is skipped when they sit there already. */
  readonly seat: (role: Role) => Promise<void>;
  /** The same by login, where several people have one role. */
  readonly seatPerson: (login: string) => Promise<void>;
  /** What an operation answers, refusals included. */
  readonly attempt: <N extends OperationName>(name: N, input: Input<N>) => Promise<Reply<N>>;
  /** The value of an operation, or a DemoRefusal. */
  readonly ask: <N extends OperationName>(name: N, input: Input<N>) => Promise<Output<N>>;
  /** Own passphrase of the person at the desk, for what needs it again. */
  readonly passphrase: () => string;
  readonly officeId: () => Promise<OfficeId>;
  readonly close: () => Promise<void>;
};

export type Office = { readonly kind: RegisterKind; readonly folder: string; readonly people: readonly Person[] };

export function openDesk(office: Office, clock: StagedClock): Desk {
  const host = openCommandLineHost({ clock: clock.now, kdf: kdfFloor, push: () => {} });
  host.chooseFolder(office.folder);
  let seated: Person | null = null;
  const spent = new Map<OperationName, Spent>();
  const attempt = async <N extends OperationName>(name: N, input: Input<N>): Promise<Reply<N>> => {
    clock.tick();
    const from = performance.now();
    const reply = await host.ask(name, input);
    const before = spent.get(name) ?? { calls: 0, ms: 0 };
    spent.set(name, { calls: before.calls + 1, ms: before.ms + performance.now() - from });
    return reply;
  };
  const ask = async <N extends OperationName>(name: N, input: Input<N>): Promise<Output<N>> => {
    const reply = await attempt(name, input);
    if (!reply.ok) throw new DemoRefusal(name, reply.error);
    return reply.value;
  };
  const sit = async (person: Person | undefined): Promise<void> => {
    if (person === undefined) throw new Error('nobody of that name or role works in this office');
    if (seated?.login === person.login) return;
    await ask('session.unlock', { login: person.login, passphrase: person.passphrase });
    seated = person;
  };
  return {
    ...office,
    spent,
    ask,
    attempt,
    seat: async (role) => {
      if (seated?.role !== role) await sit(office.people.find((one) => one.role === role));
    },
    seatPerson: (login) => sit(office.people.find((one) => one.login === login)),
    passphrase: () => {
      if (seated === null) throw new Error('nobody sits at the desk');
      return seated.passphrase;
    },
    officeId: async () => (await ask('office.profile', {})).officeId,
    close: () => host.close(),
  };
}
