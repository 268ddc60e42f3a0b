/** Where a person stands to a case, from the columns that lists look at too: without the wide row. */
import { sql } from 'kysely';
import type { CaseId, UserId } from '../../domain/ids.ts';
import { fixedSelect } from '../fixed-query.ts';
import type { Reader } from '../tx.ts';
import type { RosterClass } from './pupils.ts';
import { endedStages } from './visibility.ts';

export type CaseStanding = {
  /** Owner, or among those it was assigned to. */
  readonly assigned: boolean;
  readonly sealed: boolean;
  /** The loop runs. */
  readonly open: boolean;
};

const standings = fixedSelect((reader: Reader, { ids, userId }: { readonly ids: string; readonly userId: UserId }) =>
  reader
    .selectFrom('case_file')
    .select(['id', 'stage', 'sealed'])
    .select((eb) =>
      eb
        .selectFrom('case_assignee')
        .select('case_assignee.user_id')
        .whereRef('case_assignee.case_id', '=', 'case_file.id')
        .where('case_assignee.user_id', '=', userId)
        .as('assignee'),
    )
    .where('id', 'in', sql<string>`(select "value" from json_each(${ids}))`),
);

/** By case, of these (at most a thousand); unknown ones are left out. One statement whatever their number. */
export async function caseStandings(reader: Reader, ids: readonly CaseId[], userId: UserId): Promise<ReadonlyMap<CaseId, CaseStanding>> {
  if (ids.length === 0) return new Map();
  const rows = await standings(reader, { ids: JSON.stringify(ids), userId });
  return new Map(
    rows.map((row): [CaseId, CaseStanding] => [
      row.id as CaseId,
      { assigned: row.assignee !== null, sealed: row.sealed === 1, open: !endedStages.some((stage) => stage === row.stage) },
    ]),
  );
}

/** The class of the case's pupil; null when there is no such case. */
export async function classOfCase(reader: Reader, caseId: CaseId): Promise<RosterClass | null> {
  const row = await reader
    .selectFrom('case_file')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .select(['pupil.grade', 'pupil.class_name'])
    .where('case_file.id', '=', caseId)
    .executeTakeFirst();
  return row === undefined ? null : { grade: row.grade, className: row.class_name };
}

/** Who sees everything of the cases whose ids follow `after` up to `last`, by case. */
export async function assigneesBetween(reader: Reader, after: string, last: string): Promise<ReadonlyMap<string, readonly UserId[]>> {
  const rows = await reader
    .selectFrom('case_assignee')
    .select(['case_id', 'user_id'])
    .where('case_id', '>', after)
    .where('case_id', '<=', last)
    .orderBy('case_id')
    .orderBy('user_id')
    .execute();
  const found = new Map<string, UserId[]>();
  for (const row of rows) found.set(row.case_id, [...(found.get(row.case_id) ?? []), row.user_id as UserId]);
  return found;
}
