import type { Connection } from '../driver/port.ts';

/** What a migration may use: plain statements, so that no later change of a library changes an old migration. */
export type MigrationDb = Pick<Connection, 'all' | 'run' | 'exec'>;

export type Migration = {
  /** Number in steps of ten and a name; written once, in the list, and recorded in the file. */
  readonly id: string;
  readonly up: (db: MigrationDb) => Promise<void>;
};
