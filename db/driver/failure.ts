/** The one place that reads the texts of SQLite: neither driver reports extended codes in the same way. */

export type DbFailure =
  | { readonly kind: 'unique'; readonly table: string; readonly columns: readonly string[] }
  | { readonly kind: 'foreign_key' }
  /** CHECK, NOT NULL or a type of a STRICT table. */
  | { readonly kind: 'check'; readonly rule: string }
  /** A trigger of ours: rows that are evidence are neither changed nor removed. */
  | { readonly kind: 'append_only'; readonly table: string }
  | { readonly kind: 'busy' | 'corrupt' | 'not_a_db' | 'full' | 'read_only' | 'cannot_open' | 'io' }
  | { readonly kind: 'other' };

/** A refusal of SQLite. Its text holds names of tables and columns, never values. */
export class DbError extends Error {
  readonly failure: DbFailure;
  constructor(message: string, failure: DbFailure) {
    super(message);
    this.name = 'DbError';
    this.failure = failure;
  }
}

const byCode: readonly (readonly [string, DbFailure['kind'] & ('busy' | 'corrupt' | 'not_a_db' | 'full' | 'read_only' | 'cannot_open' | 'io')])[] = [
  ['SQLITE_BUSY', 'busy'],
  ['SQLITE_LOCKED', 'busy'],
  ['SQLITE_CORRUPT', 'corrupt'],
  // What SQLCipher answers after the authentication code of a page was wrong; real shortage of memory ends the process.
  ['SQLITE_NOMEM', 'corrupt'],
  ['SQLITE_NOTADB', 'not_a_db'],
  ['SQLITE_FULL', 'full'],
  ['SQLITE_READONLY', 'read_only'],
  ['SQLITE_CANTOPEN', 'cannot_open'],
  ['SQLITE_IOERR', 'io'],
];

function constraintOf(text: string): DbFailure {
  const unique = /UNIQUE constraint failed: (.+)$/.exec(text)?.[1];
  if (unique !== undefined) {
    const parts = unique.split(', ').map((part) => part.split('.'));
    return { kind: 'unique', table: parts[0]?.[0] ?? '', columns: parts.map((part) => part[1] ?? '') };
  }
  if (text.includes('FOREIGN KEY constraint failed')) return { kind: 'foreign_key' };
  const appendOnly = /append_only:(\w+)/.exec(text)?.[1];
  if (appendOnly !== undefined) return { kind: 'append_only', table: appendOnly };
  const check = /(?:CHECK|NOT NULL) constraint failed: (.+)$/.exec(text)?.[1];
  return { kind: 'check', rule: check ?? 'type' };
}

/** Translates what a driver threw. `code` is SQLITE_* with or without the extended part, `message` may repeat it. */
export function failureFrom(code: string, message: string): DbFailure {
  if (code.startsWith('SQLITE_CONSTRAINT')) return constraintOf(message);
  if (code.startsWith('SQLITE_ERROR') && /unable to open database/.test(message)) return { kind: 'cannot_open' };
  // SQLCipher's first answer to such a page. Mistakes in a statement always say more than this.
  if (code === 'SQLITE_ERROR' && /^(SQLITE_ERROR: )?SQL logic error$/.test(message)) return { kind: 'corrupt' };
  const known = byCode.find(([prefix]) => code.startsWith(prefix));
  return known === undefined ? { kind: 'other' } : { kind: known[1] };
}

/** Wraps what a driver threw into a {@link DbError}; keeps an error that is not SQLite's (a bug) as it is. */
export function dbErrorFrom(thrown: unknown): Error {
  if (!(thrown instanceof Error)) return new Error('a driver threw something that is no error');
  const code = (thrown as { readonly code?: unknown }).code;
  if (typeof code !== 'string' || !code.startsWith('SQLITE_')) return thrown;
  return new DbError(`${code}: ${thrown.message.replace(/^SQLITE_\w+: /, '')}`, failureFrom(code, thrown.message));
}

/** The failure inside a caught value, or undefined when it did not come from the database. */
export function failureOf(caught: unknown): DbFailure | undefined {
  return caught instanceof DbError ? caught.failure : undefined;
}

export type StorageCode = 'DB_DAMAGED' | 'DB_LOCKED' | 'DISK_FULL' | 'FOLDER_READ_ONLY';

/** The code to show for a failure of disk or file met while working, or undefined for every other error. */
export function storageCodeOf(caught: unknown): StorageCode | undefined {
  switch (failureOf(caught)?.kind) {
    case 'corrupt':
    case 'not_a_db':
      return 'DB_DAMAGED';
    case 'busy':
      return 'DB_LOCKED';
    case 'full':
      return 'DISK_FULL';
    case 'read_only':
    case 'cannot_open':
      return 'FOLDER_READ_ONLY';
    default:
      return undefined;
  }
}
