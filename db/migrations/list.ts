/** All migrations in their order. A static list: folders cannot be read inside a packed application. */
import type { Connection } from '../driver/port.ts';
import { initial } from './0010-initial.ts';

/** What a migration may use: plain statements, so that no later change of a library changes an old migration. */
export type MigrationDb = Pick<Connection, 'all' | 'run' | 'exec'>;

export type Migration = {
  /** Number in steps of ten and a name; written here once and recorded in the file. */
  readonly id: string;
  readonly up: (db: MigrationDb) => Promise<void>;
};

export const migrations: readonly Migration[] = [{ id: '0010-initial', up: initial }];
