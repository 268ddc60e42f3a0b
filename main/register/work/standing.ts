/** Where the person of a session stands to a case. */
import { caseById } from '../../../db/queries/cases.ts';
import { pupilsByIds } from '../../../db/queries/pupils.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { standingOf, type Standing } from '../../../domain/permissions.ts';
import type { OpenSession } from '../session.ts';

/** Null when there is no such case. */
export async function standingIn(reader: Reader, session: OpenSession, caseId: CaseId): Promise<Standing | null> {
  const found = await caseById(reader, caseId);
  if (found === null) return null;
  const { user, grants } = session;
  const [pupil] = user.classScope === null ? [] : await pupilsByIds(reader, [found.pupilId]);
  return standingOf(found.state, {
    userId: user.id,
    ownClass: pupil !== undefined && pupil.className === user.classScope,
    granted: grants.get(caseId) ?? null,
  });
}
