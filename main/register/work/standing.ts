/** Where the person of a session stands to a case. */
import { caseStandings, classOfCase } from '../../../db/queries/case-standing.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import type { Standing } from '../../../domain/permissions.ts';
import type { OpenSession } from '../session.ts';
import { ownClassOf } from './class-scope.ts';

/** By case; unknown ones are left out. */
export async function standingsIn(reader: Reader, { user, grants }: OpenSession, caseIds: readonly CaseId[]): Promise<ReadonlyMap<CaseId, Standing>> {
  const standings = new Map<CaseId, Standing>();
  const isOwn = await ownClassOf(reader, user.classScope);
  for (const [caseId, found] of await caseStandings(reader, caseIds, user.id)) {
    const pupil = user.classScope === null ? null : await classOfCase(reader, caseId);
    const ownClass = pupil !== null && isOwn(pupil);
    standings.set(caseId, { ...found, ownClass, granted: grants.get(caseId) ?? null });
  }
  return standings;
}

/** Null when there is no such case. */
export async function standingIn(reader: Reader, session: OpenSession, caseId: CaseId): Promise<Standing | null> {
  return (await standingsIn(reader, session, [caseId])).get(caseId) ?? null;
}
