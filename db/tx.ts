/** The two handles through which everything reaches the database, and the only place that makes them. */
import { Kysely } from 'kysely';
import type { Transaction } from 'kysely';
import type { ReadonlyKysely } from 'kysely/readonly';
import type { Result } from '../domain/result.ts';
import { Queue, dialectOf, whileHolding } from './driver/dialect.ts';
import type { Connection, Driver, DriverName } from './driver/port.ts';
import type { Schema } from './schema.ts';

/** Selects only, from one consistent state. */
export type Reader = Pick<ReadonlyKysely<Schema>, 'selectFrom' | 'selectNoFrom' | 'with' | 'fn' | 'case'>;

declare const madeHere: unique symbol;
/** A running write transaction. It also serves as a {@link Reader}. */
export type Tx = Transaction<Schema> & Reader & { readonly [madeHere]: true };

/** An open register. One use at a time; asking for it again inside a read or write throws. */
export type Register = {
  readonly driverName: DriverName;
  readonly folder: string;
  /** The file was found encrypted, page by page under the key, right before it was opened; an open file must not be read beside SQLite. */
  readonly wasProvedEncrypted: boolean;
  /** Runs `fn` on one consistent state; writing through it fails at compile time and at run time. */
  readonly read: <T>(fn: (reader: Reader) => Promise<T>) => Promise<T>;
  /** Runs `fn` in one transaction: wholly written, or not at all when it throws. */
  readonly write: <T>(fn: (tx: Tx) => Promise<T>) => Promise<T>;
  /** As write, and a returned refusal rolls back too. */
  readonly writeResult: <T, E>(fn: (tx: Tx) => Promise<Result<T, E>>) => Promise<Result<T, E>>;
  /** Folds the write-ahead log back into the file. */
  readonly checkpoint: () => Promise<void>;
  /** Waits for the running use, then closes. Closing twice is harmless. */
  readonly close: () => Promise<void>;
};

/** Carries a refusal through Kysely's rollback. */
class Refusal extends Error {
  readonly result: unknown;
  constructor(result: unknown) {
    super('refused');
    this.result = result;
  }
}

type Inside = { readonly queue: Queue; readonly driver: Driver };
const insides = new WeakMap<Register, Inside>();

function insideOf(register: Register): Inside {
  const inside = insides.get(register);
  if (inside === undefined) throw new Error('not a register of this module');
  return inside;
}

/** The driver that opened the register: copies are checked with the same one. */
export function driverOf(register: Register): Driver {
  return insideOf(register).driver;
}

/** Runs maintenance (VACUUM INTO, integrity checks) on the bare connection, outside any transaction. For db/ only. */
export async function maintain<T>(register: Register, work: (connection: Connection) => Promise<T>): Promise<T> {
  const { queue } = insideOf(register);
  const connection = await queue.acquire();
  try {
    await queue.setQueryOnly(false);
    return await whileHolding(connection, () => work(connection));
  } finally {
    queue.release();
  }
}

async function resultOrRollback<T, E>(
  run: (fn: (tx: Transaction<Schema>) => Promise<Result<T, E>>) => Promise<Result<T, E>>,
  fn: (tx: Tx) => Promise<Result<T, E>>,
): Promise<Result<T, E>> {
  try {
    return await run(async (tx) => {
      const result = await fn(tx as Tx);
      if (!result.ok) throw new Refusal(result);
      return result;
    });
  } catch (error) {
    // The refusal was put in a few lines above, with this very type.
    if (error instanceof Refusal) return error.result as Result<T, E>;
    throw error;
  }
}

export type RegisterPlace = {
  readonly driver: Driver;
  readonly folder: string;
  readonly wasProvedEncrypted: boolean;
  /** Frees whatever marks the register as open. */
  readonly afterClose: () => void;
};

/** How long nobody must have written before the write-ahead log is folded back. */
const idleMs = 500;

/**
 * Folds the write-ahead log back into the file a while after the last write: what was written is durable without it, and whoever saves should not
 * wait for the copying of what others saved before.
 */
function foldingWhenIdle(queue: Queue) {
  let timer: NodeJS.Timeout | undefined;
  async function fold(): Promise<void> {
    const connection = await queue.acquire();
    try {
      await connection.all('PRAGMA wal_checkpoint(PASSIVE)');
    } catch {
      // The log keeps everything. A disk that takes nothing more refuses the next write, and that refusal is told.
    } finally {
      queue.release();
    }
  }
  const stop = (): void => clearTimeout(timer);
  return {
    stop,
    written: (): void => {
      stop();
      // Nothing waits for it: a program may end before.
      timer = setTimeout(() => void fold(), idleMs).unref();
    },
  };
}

/** Wraps an open, keyed, migrated connection. */
export function registerOver(connection: Connection, at: RegisterPlace): Register {
  const queue = new Queue(connection);
  const db = new Kysely<Schema>({ dialect: dialectOf(queue) });
  const running = new Set<Promise<unknown>>();
  const folding = foldingWhenIdle(queue);
  let closing: Promise<void> | null = null;

  async function inTransaction<T>(accessMode: 'read only' | 'read write', fn: (tx: Transaction<Schema>) => Promise<T>): Promise<T> {
    if (closing !== null) throw new Error('the register is closed');
    const use = db
      .transaction()
      .setAccessMode(accessMode)
      .execute((tx) => whileHolding(connection, () => fn(tx)));
    running.add(use);
    try {
      return await use;
    } finally {
      running.delete(use);
      if (accessMode === 'read write' && closing === null) folding.written();
    }
  }

  async function closeOnce(): Promise<void> {
    // Kysely asks for the connection a few turns after the call: the queue alone would let us overtake it.
    folding.stop();
    await Promise.allSettled(running);
    await queue.acquire();
    try {
      await connection.close();
    } finally {
      queue.release();
      at.afterClose();
    }
  }

  const register: Register = {
    driverName: at.driver.name,
    folder: at.folder,
    wasProvedEncrypted: at.wasProvedEncrypted,
    read: (fn) => inTransaction('read only', (tx) => fn(tx as Tx)),
    write: (fn) => inTransaction('read write', (tx) => fn(tx as Tx)),
    writeResult: (fn) => resultOrRollback((within) => inTransaction('read write', within), fn),
    checkpoint: () => maintain(register, async (held) => void (await held.all('PRAGMA wal_checkpoint(TRUNCATE)'))),
    close: async () => {
      queue.refuseNested();
      closing ??= closeOnce();
      await closing;
    },
  };
  insides.set(register, { queue, driver: at.driver });
  return register;
}
