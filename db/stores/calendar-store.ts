/** School calendars that were brought in. The one brought in last is in force; what was opened before keeps the one of its day. */
import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import type { UserId } from '../../domain/ids.ts';
import type { SchoolCalendar } from '../../domain/rules/calendar.ts';
import type { Instant } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type NewCalendar = { readonly calendar: SchoolCalendar; readonly activatedAt: Instant; readonly activatedBy: UserId };

/** Puts a calendar in force. `activated` is false when it is the one in force already: nothing is written then. */
export async function activateCalendar(
  tx: Tx,
  { calendar, activatedAt, activatedBy }: NewCalendar,
): Promise<{ readonly sha256: string; readonly activated: boolean }> {
  const body = canonicalize(calendar);
  if (body === undefined) throw new Error('value has no JSON form');
  const sha256 = createHash('sha256').update(body, 'utf8').digest('hex');
  const last = await tx.selectFrom('school_calendar').select(['seq', 'sha256']).orderBy('seq', 'desc').limit(1).executeTakeFirst();
  if (last?.sha256 === sha256) return { sha256, activated: false };
  await tx
    .insertInto('school_calendar')
    .values({ seq: (last?.seq ?? 0) + 1, version: calendar.version, body, sha256, activated_at: activatedAt, activated_by: activatedBy })
    .execute();
  return { sha256, activated: true };
}
