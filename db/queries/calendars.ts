/** School calendars that were brought into the register, in the order of their activation; the built-in one stands before the first. */
import type { UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Reader } from '../tx.ts';

export type StoredCalendar = {
  readonly seq: number;
  readonly version: string;
  readonly sha256: string;
  readonly activatedAt: Instant;
  readonly activatedBy: UserId;
  readonly activatedByName: string;
  /** Parsed JSON; its schema is the domain's. */
  readonly body: unknown;
};

/** Number and hash of the one in force, or null: what a cache of parsed calendars is asked for. */
export async function calendarInForce(reader: Reader): Promise<{ readonly seq: number; readonly sha256: string } | null> {
  return (await reader.selectFrom('school_calendar').select(['seq', 'sha256']).orderBy('seq', 'desc').limit(1).executeTakeFirst()) ?? null;
}

/** Every calendar that was ever brought in. A few in a register's life. */
export async function calendars(reader: Reader): Promise<readonly StoredCalendar[]> {
  const rows = await reader
    .selectFrom('school_calendar')
    .innerJoin('user_account', 'user_account.id', 'school_calendar.activated_by')
    .selectAll('school_calendar')
    .select('user_account.display_name')
    .orderBy('school_calendar.seq')
    .limit(1000)
    .execute();
  return rows.map((row) => ({
    seq: row.seq,
    version: row.version,
    sha256: row.sha256,
    activatedAt: row.activated_at as Instant,
    activatedBy: row.activated_by as UserId,
    activatedByName: row.display_name,
    body: JSON.parse(row.body) as unknown,
  }));
}
