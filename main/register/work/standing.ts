/** Where the person of a session stands to a case. */
import { caseStanding, classOfCase } from '../../../db/queries/case-standing.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import type { Standing } from '../../../domain/permissions.ts';
import type { OpenSession } from '../session.ts';

/** Null when there is no such case. */
export async function standingIn(reader: Reader, session: OpenSession, caseId: CaseId): Promise<Standing | null> {
  const { user, grants } = session;
  const found = await caseStanding(reader, caseId, user.id);
  if (found === null) return null;
  const ownClass = user.classScope !== null && (await classOfCase(reader, caseId)) === user.classScope;
  return { ...found, ownClass, granted: grants.get(caseId) ?? null };
}
