/** The cases of one person: what is handed over, and what waits to be taken over. */
import type { CaseId, UserId } from '../../domain/ids.ts';
import type { Reader } from '../tx.ts';
import { numberLength, numberText, numberYear } from './case-list.ts';
import { rowsInOrder, type CaseListRow, type Look } from './case-rows.ts';
import { endedStages } from './visibility.ts';

/** The cases whose owner the user is and whose loop runs, by number: for handing them over. At most 500. */
export async function casesOfOwner(reader: Reader, ownerUserId: UserId, look: Look): Promise<readonly CaseListRow[]> {
  const ids = await reader
    .selectFrom('case_file')
    .select('case_file.id')
    .where('case_file.owner_user_id', '=', ownerUserId)
    .where('case_file.stage', 'not in', endedStages)
    .orderBy(numberYear)
    .orderBy(numberLength)
    .orderBy(numberText)
    .limit(500)
    .execute();
  return rowsInOrder(
    reader,
    ids.map(({ id }) => id),
    look,
  );
}

/** How many cases have this owner and a loop that runs. */
export async function openCasesOwnedBy(reader: Reader, ownerUserId: UserId): Promise<number> {
  const row = await reader
    .selectFrom('case_file')
    .select((eb) => eb.fn.countAll<number>().as('cases'))
    .where('owner_user_id', '=', ownerUserId)
    .where('stage', 'not in', endedStages)
    .executeTakeFirst();
  return row?.cases ?? 0;
}

/** Cases given to the user that they have not taken over yet, the longest waiting first. */
export async function handoversFor(reader: Reader, userId: UserId): Promise<readonly CaseId[]> {
  const rows = await reader
    .selectFrom('case_file')
    .select('id')
    .where('owner_user_id', '=', userId)
    .where('handed_over_at', 'is not', null)
    .orderBy('handed_over_at')
    .orderBy('id')
    .limit(500)
    .execute();
  return rows.map(({ id }) => id as CaseId);
}
