/** What lists of duties show of cases that the person of a session may not open: that something is owed and by whom, not how grave it is. */
import type { CaseChase } from '../../../contract/duties.ts';
import type { ObligationView } from '../../../contract/shapes.ts';
import type { DueRow } from '../../../db/queries/duties.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { levelOf, reaches, type Level } from '../../../domain/permissions.ts';
import type { OpenSession } from '../session.ts';
import { standingsIn } from './standing.ts';

/** Stands in the place of a name in what is listed of a sealed case. */
export const sealedName = '特别保密';

type Listed = { readonly level: Level; readonly sealed: boolean };

/** What is known of a case that is not there: nothing. */
const unknownCase: Listed = { level: 'deny', sealed: true };

/** Levels of the cases of some rows. */
export async function listedCases(reader: Reader, session: OpenSession, rows: readonly Pick<DueRow, 'caseId'>[]): Promise<ReadonlyMap<CaseId, Listed>> {
  const ids = [...new Set(rows.map(({ caseId }) => caseId))];
  const standings = await standingsIn(reader, session, ids);
  return new Map(
    ids.map((id): [CaseId, Listed] => {
      const standing = standings.get(id);
      return [id, standing === undefined ? unknownCase : { level: levelOf(session.user.role, standing), sealed: standing.sealed }];
    }),
  );
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
