/** What the register needs of a SQLCipher driver: one connection, asynchronous, no handle of the driver leaks out. */

export const driverNames = ['journeyapps', 'multiple-ciphers'] as const;
export type DriverName = (typeof driverNames)[number];

/** The only values that reach a driver; anything else is mangled silently by one of them (see bind.ts). */
export type SqlValue = null | string | number | boolean | Uint8Array;
export type Row = Readonly<Record<string, null | string | number | Uint8Array>>;

/** One open file. Statements run in the order of the calls. A refusal of SQLite rejects with DbError (failure.ts). */
export type Connection = {
  /** Rows of a statement; an empty array when it returns none. */
  readonly all: (sql: string, params?: readonly unknown[]) => Promise<readonly Row[]>;
  /** Runs one writing statement and tells how many rows it touched. */
  readonly run: (sql: string, params?: readonly unknown[]) => Promise<{ readonly changes: number }>;
  /** Runs several statements without parameters. */
  readonly exec: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
};

/** 'create' makes the file when it is missing; 'existing' refuses then. */
export type OpenMode = 'create' | 'existing';

export type Driver = {
  readonly name: DriverName;
  /** Version of the cipher implementation and of SQLite, for diagnostics. */
  readonly version: string;
  /**
   * Opens the file and hands over the raw 32-byte key before anything is read. A wrong key is not noticed here but by the
   * first read (failure kind 'not_a_db').
   */
  readonly open: (file: string, key: Uint8Array, mode: OpenMode) => Promise<Connection>;
};

/** The statement that hands over a raw key: no key derivation, opens in about a millisecond. Throws on any other length. */
export function keyStatement(key: Uint8Array): string {
  if (key.length !== 32) throw new Error('a database key has 32 bytes');
  return `PRAGMA key = "x'${Buffer.from(key.buffer, key.byteOffset, key.length).toString('hex')}'"`;
}
