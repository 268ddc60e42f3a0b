/** What decides how much of a case somebody may see, without reading the case: for checks before every call and for lists of many cases. */
import type { CaseId, UserId } from '../../domain/ids.ts';
import type { CaseStage } from '../../domain/vocabulary.ts';
import type { Reader } from '../tx.ts';
import { endedStages } from './visibility.ts';

export type CaseAccess = {
  readonly caseId: CaseId;
  readonly ownerUserId: UserId;
  /** Owner included. */
  readonly assigned: readonly UserId[];
  readonly sealed: boolean;
  /** The loop runs: neither closed nor archived. */
  readonly open: boolean;
  readonly stage: CaseStage;
  /** Class of the pupil. */
  readonly className: string;
};

/** Of these cases (at most a thousand); unknown ones are left out. Two statements, however many there are. */
export async function caseAccess(reader: Reader, ids: readonly CaseId[]): Promise<ReadonlyMap<CaseId, CaseAccess>> {
  if (ids.length === 0) return new Map();
  const cases = await reader
    .selectFrom('case_file')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .select(['case_file.id', 'case_file.owner_user_id', 'case_file.sealed', 'case_file.stage', 'pupil.class_name'])
    .where('case_file.id', 'in', ids)
    .execute();
  const assignees = await reader.selectFrom('case_assignee').select(['case_id', 'user_id']).where('case_id', 'in', ids).orderBy('user_id').execute();
  const byCase = Map.groupBy(assignees, (row) => row.case_id);
  return new Map(
    cases.map((row): [CaseId, CaseAccess] => [
      row.id as CaseId,
      {
        caseId: row.id as CaseId,
        ownerUserId: row.owner_user_id as UserId,
        assigned: (byCase.get(row.id) ?? []).map((one) => one.user_id as UserId),
        sealed: row.sealed === 1,
        open: !endedStages.some((stage) => stage === row.stage),
        stage: row.stage as CaseStage,
        className: row.class_name,
      },
    ]),
  );
}
