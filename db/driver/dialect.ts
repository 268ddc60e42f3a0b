/** Kysely on a {@link Connection}: one connection, an own queue for it, and a guard against waiting for oneself. */
import { AsyncLocalStorage } from 'node:async_hooks';
import { CompiledQuery, SqliteAdapter, SqliteIntrospector, SqliteQueryCompiler } from 'kysely';
import type { DatabaseConnection, DatabaseIntrospector, Dialect, Driver as KyselyDriver, Kysely, QueryResult, TransactionSettings } from 'kysely';
import { failureOf } from './failure.ts';
import type { Connection } from './port.ts';

type Hold = { active: boolean };

/** Which connections the current chain of calls already holds. */
const holds = new AsyncLocalStorage<ReadonlyMap<Connection, Hold>>();

/**
 * Runs `work` while marking the connection as held, so that anything inside that asks for it again throws at once instead of
 * waiting for ever. The mark ends with the work: something started inside that outlives it may ask again.
 */
export async function whileHolding<T>(connection: Connection, work: () => Promise<T>): Promise<T> {
  const hold: Hold = { active: true };
  try {
    return await holds.run(new Map([...(holds.getStore() ?? []), [connection, hold]]), work);
  } finally {
    hold.active = false;
  }
}

/** Hands the connection to one user at a time, in the order of asking. */
export class Queue {
  readonly #connection: Connection;
  #tail: Promise<void> = Promise.resolve();
  #release: (() => void) | null = null;
  /** Remembered to save a statement per transaction: readers come in rows. */
  #queryOnly = false;

  constructor(connection: Connection) {
    this.#connection = connection;
  }

  /** Throws inside a read or write of this connection: waiting for it there would never end. */
  refuseNested(): void {
    if (holds.getStore()?.get(this.#connection)?.active === true)
      throw new Error('nested use of the register inside a read or write: pass the reader or tx on');
  }

  async acquire(): Promise<Connection> {
    this.refuseNested();
    const before = this.#tail;
    // A bare promise chain is enough: there is one connection and no time limit on waiting.
    const turn = Promise.withResolvers<void>();
    this.#tail = turn.promise;
    await before;
    this.#release = turn.resolve;
    return this.#connection;
  }

  /** While on, SQLite itself refuses every write. Called by whoever has the connection. */
  async setQueryOnly(on: boolean): Promise<void> {
    if (on === this.#queryOnly) return;
    await this.#connection.all(`PRAGMA query_only = ${on ? 'ON' : 'OFF'}`);
    this.#queryOnly = on;
  }

  release(): void {
    const release = this.#release;
    this.#release = null;
    release?.();
  }
}

const returnsNothing = new Set(['InsertQueryNode', 'UpdateQueryNode', 'DeleteQueryNode']);

class KyselyConnection implements DatabaseConnection {
  readonly connection: Connection;
  constructor(connection: Connection) {
    this.connection = connection;
  }

  async executeQuery<R>(compiled: CompiledQuery): Promise<QueryResult<R>> {
    const returning = 'returning' in compiled.query && compiled.query.returning !== undefined;
    if (returnsNothing.has(compiled.query.kind) && !returning) {
      const { changes } = await this.connection.run(compiled.sql, compiled.parameters);
      return { rows: [], numAffectedRows: BigInt(changes) };
    }
    // The row type is what the query builder derived from the schema; the driver cannot know it.
    return { rows: (await this.connection.all(compiled.sql, compiled.parameters)) as unknown as R[] };
  }

  streamQuery<R>(): AsyncIterableIterator<QueryResult<R>> {
    throw new Error('lists are paged, not streamed');
  }
}

class SingleConnectionDriver implements KyselyDriver {
  readonly #queue: Queue;
  constructor(queue: Queue) {
    this.#queue = queue;
  }
  async init(): Promise<void> {}
  async acquireConnection(): Promise<DatabaseConnection> {
    return new KyselyConnection(await this.#queue.acquire());
  }
  async beginTransaction(connection: DatabaseConnection, settings: TransactionSettings): Promise<void> {
    const reading = settings.accessMode === 'read only';
    await this.#queue.setQueryOnly(reading);
    // 'immediate' takes the write lock now: a writer fails at its start and not at its commit.
    await raw(connection, reading ? 'begin' : 'begin immediate');
  }
  async commitTransaction(connection: DatabaseConnection): Promise<void> {
    await raw(connection, 'commit');
  }
  async rollbackTransaction(connection: DatabaseConnection): Promise<void> {
    try {
      await raw(connection, 'rollback');
    } catch (error) {
      // After a full disk or an I/O error SQLite has rolled back by itself and refuses a second time.
      if (failureOf(error)?.kind !== 'other') throw error;
    }
  }
  async releaseConnection(): Promise<void> {
    this.#queue.release();
  }
  async destroy(): Promise<void> {}
}

async function raw(connection: DatabaseConnection, sql: string): Promise<void> {
  await connection.executeQuery(CompiledQuery.raw(sql));
}

class Adapter extends SqliteAdapter {
  // Kysely's own queue stands before ours and would wait for ever on nested use, before our guard can speak.
  override get supportsMultipleConnections(): boolean {
    return true;
  }
  override get supportsTransactionalDdl(): boolean {
    return true;
  }
}

/** The dialect over one open connection. Closing the connection stays with whoever opened it. */
export function dialectOf(queue: Queue): Dialect {
  return {
    createDriver: () => new SingleConnectionDriver(queue),
    createQueryCompiler: () => new SqliteQueryCompiler(),
    createAdapter: () => new Adapter(),
    createIntrospector: (db: Kysely<unknown>): DatabaseIntrospector => new SqliteIntrospector(db),
  };
}
