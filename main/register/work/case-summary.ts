/** Rows of the case list as the person of a session may see them. */
import type { CaseSummary } from '../../../contract/shapes.ts';
import type { CaseListRow, Look } from '../../../db/queries/case-rows.ts';
import type { Viewer } from '../../../db/queries/visibility.ts';
import { levelOf, reaches } from '../../../domain/permissions.ts';
import type { CallContext } from '../context.ts';
import type { OpenSession } from '../session.ts';

/** What `levelOf` says of an unsealed and of a sealed case that is not the viewer's: the condition that the database asks of each row. */
export function viewerOf({ user, grants }: OpenSession): Viewer {
  const stranger = { assigned: false, ownClass: false, granted: null, open: true };
  const sees = (sealed: boolean): boolean => reaches(levelOf(user.role, { ...stranger, sealed }), 'attention');
  return { userId: user.id, seesAll: sees(false), sealedToo: sees(true), granted: [...grants.keys()] };
}

export function lookOf({ session, now }: Pick<CallContext, 'session' | 'now'>): Look {
  return { for: viewerOf(session), now };
}

/** A row as the contract shows it: the owner by name. */
export function caseSummaryOf({ ownerUserId: _owner, ...row }: CaseListRow): CaseSummary {
  return row;
}
