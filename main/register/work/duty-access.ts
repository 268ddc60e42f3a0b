/** What lists of duties show of cases that the person of a session may not open: that something is owed and by whom, not how grave it is. */
import type { CaseChase } from '../../../contract/duties.ts';
import type { ObligationView } from '../../../contract/shapes.ts';
import type { DueRow } from '../../../db/queries/duties.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { levelOf, reaches, type Level } from '../../../domain/permissions.ts';
import type { OpenSession } from '../session.ts';
import { standingIn } from './standing.ts';

/** Stands in the place of a name in what is listed of a sealed case. */
export const sealedName = '特别保密';

type Listed = { readonly level: Level; readonly sealed: boolean };

async function listedAs(reader: Reader, session: OpenSession, caseId: CaseId): Promise<Listed> {
  const standing = await standingIn(reader, session, caseId);
  return standing === null ? { level: 'deny', sealed: true } : { level: levelOf(session.user.role, standing), sealed: standing.sealed };
}

/** Levels of the cases of some rows. The owner's own rows, most of a board, need no look at the case. */
export async function listedCases(reader: Reader, session: OpenSession, rows: readonly Pick<DueRow, 'caseId'>[]): Promise<ReadonlyMap<CaseId, Listed>> {
  const found = new Map<CaseId, Listed>();
  for (const { caseId } of rows) if (!found.has(caseId)) found.set(caseId, await listedAs(reader, session, caseId));
  return found;
}

/** The row as this person may read it. */
export function shownDuty(view: ObligationView, listed: Listed | undefined): ObligationView {
  if (listed !== undefined && reaches(listed.level, 'attention')) return view;
  const place = listed?.sealed === false ? {} : { pupilName: sealedName, className: '' };
  return { ...view, ...place, grade: null, what: null };
}

export function shownChase(chase: CaseChase, listed: Listed | undefined): CaseChase {
  return listed?.sealed === false || (listed !== undefined && reaches(listed.level, 'attention')) ? chase : { ...chase, pupilName: sealedName, className: '' };
}
