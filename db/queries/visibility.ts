/** Whose looking it is: which cases a person may open, as a condition that the list's indexes answer. */
import type { Expression, ExpressionBuilder, SqlBool } from 'kysely';
import { sql } from 'kysely';
import type { CaseId, UserId } from '../../domain/ids.ts';
import type { Schema } from '../schema.ts';

/** Who looks, as the table of permissions has it for the role. */
export type Viewer = {
  readonly userId: UserId;
  /** Opens every case that is not sealed; otherwise only those that are assigned. */
  readonly seesAll: boolean;
  /** Sealed ones as well (never without `seesAll`): what the program does by itself. */
  readonly sealedToo: boolean;
  /** Opened with a reason for this sitting. */
  readonly granted?: readonly CaseId[];
};

/** Everything: for work that no person looks at. */
export function everything(userId: UserId): Viewer {
  return { userId, seesAll: true, sealedToo: true };
}

/** Whether no case is closed to the viewer. */
export function opensAll({ seesAll, sealedToo }: Viewer): boolean {
  return seesAll && sealedToo;
}

/** The plus keeps the order of the list on its covering index: who owns most cases would otherwise have each wide row read. */
const idUnindexed = sql<string>`+"case_file"."id"`;

type CaseColumns = ExpressionBuilder<Schema, 'case_file'>;

/** The viewer may open the case: it is theirs, was given to them, was opened with a reason, or is open to their role. */
export function mayOpen(eb: CaseColumns, viewer: Viewer): Expression<SqlBool> {
  if (opensAll(viewer)) return sql<SqlBool>`1`;
  const assigned = eb.selectFrom('case_assignee').select('case_assignee.case_id').where('case_assignee.user_id', '=', viewer.userId);
  const granted = viewer.granted ?? [];
  return eb.or([
    ...(viewer.seesAll ? [eb('case_file.sealed', '=', 0)] : []),
    eb(idUnindexed, 'in', assigned),
    ...(granted.length === 0 ? [] : [eb(idUnindexed, 'in', granted)]),
  ]);
}

/** Stages in which a loop is over. */
export const endedStages = ['closed', 'archived'] as const;
