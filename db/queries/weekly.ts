/** Cases that a weekly report has to look at. */
import { sql } from 'kysely';
import type { CaseId, DocumentId } from '../../domain/ids.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
import type { Reader } from '../tx.ts';

/** Open cases, and closed ones in which something happened since. */
export async function casesSince(reader: Reader, since: Instant): Promise<readonly CaseId[]> {
  const rows = await reader
    .selectFrom('case_file')
    .select('id')
    .where((eb) => eb.or([eb('stage', '!=', 'closed'), eb('last_event_at', '>=', since)]))
    .orderBy('case_no')
    .execute();
  return rows.map((row) => row.id as CaseId);
}

/** The weekly report issued for the week that begins on `monday`, or null. Returned ones do not count. */
export async function weeklyDocument(reader: Reader, of: { readonly type: string; readonly monday: PlainDate }): Promise<DocumentId | null> {
  const row = await reader
    .selectFrom('document')
    .select('id')
    .where('type', '=', of.type)
    .where('status', 'in', ['issued', 'signed'])
    .where(sql<string>`json_extract("facts", '$.fields.from')`, '=', of.monday)
    .limit(1)
    .executeTakeFirst();
  return row === undefined ? null : (row.id as DocumentId);
}
