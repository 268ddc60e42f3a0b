/** What class teachers have let pass in the cases of one person. */
import type { UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import { fixedSelect } from '../fixed-query.ts';
import type { Reader } from '../tx.ts';
import { dutiesByIds, type DueRow } from './duties.ts';

// Class teachers owe by office: nobody in particular is responsible.
const lateIds = fixedSelect((reader: Reader, { userId, now }: { readonly userId: UserId; readonly now: Instant }) =>
  reader
    .selectFrom('obligation')
    .innerJoin('case_file', 'case_file.id', 'obligation.case_id')
    .select('obligation.id')
    .where('obligation.end', 'is', null)
    .where('obligation.responsible_user_id', 'is', null)
    .where('obligation.owner_role', '=', 'class_teacher')
    .where('obligation.due_at', '<', now)
    .where('case_file.owner_user_id', '=', userId)
    .orderBy('obligation.due_at')
    .limit(200),
);

/** Open duties of class teachers that are overdue in the cases which this person owns, the longest overdue first, at most 200. */
export async function classTeacherOverdue(reader: Reader, of: { readonly userId: UserId; readonly now: Instant }): Promise<readonly DueRow[]> {
  const ids = (await lateIds(reader, of)).map(({ id }) => id);
  const rows = await dutiesByIds(reader, ids);
  return ids.flatMap((id) => rows.get(id) ?? []);
}
