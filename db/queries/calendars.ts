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

/** What a cache of parsed calendars is asked for. */
export type CalendarName = Pick<StoredCalendar, 'seq' | 'sha256' | 'activatedAt'>;

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
