/** Duties with the case they belong to and the person responsible for it. */
import type { CaseId, UserId } from '../../domain/ids.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import type { Reader } from '../tx.ts';
import { obligationOf } from './cases.ts';

export type DueRow = ObligationRecord & {
  readonly caseNo: string;
  readonly pupilName: string;
  readonly className: string;
  readonly grade: RiskGrade | null;
  readonly sealed: boolean;
  /** Owner of the case. */
  readonly ownerUserId: UserId;
  readonly ownerName: string;
};

function selectDuties(reader: Reader) {
  return reader
    .selectFrom('obligation')
    .innerJoin('case_file', 'case_file.id', 'obligation.case_id')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .innerJoin('user_account', 'user_account.id', 'case_file.owner_user_id')
    .selectAll('obligation')
    .select([
      'case_file.case_no',
      'case_file.grade',
      'case_file.sealed',
      'case_file.owner_user_id',
      'pupil.name',
      'pupil.class_name',
      'user_account.display_name',
    ]);
}

type RawRow = Awaited<ReturnType<ReturnType<typeof selectDuties>['execute']>>[number];

function dueRowOf(row: RawRow): DueRow {
  return {
    ...obligationOf(row),
    caseNo: row.case_no,
    pupilName: row.name,
    className: row.class_name,
    grade: row.grade as RiskGrade | null,
    sealed: row.sealed === 1,
    ownerUserId: row.owner_user_id as UserId,
    ownerName: row.display_name,
  };
}

/** The duties of these ids (at most a thousand) with their cases; unknown ones are left out. */
export async function dutiesByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, DueRow>> {
  if (ids.length === 0) return new Map();
  const rows = await selectDuties(reader).where('obligation.id', 'in', ids).execute();
  return new Map(rows.map((row) => [row.id, dueRowOf(row)]));
}

/** One duty, open or ended, with its case; null when there is none. */
export async function dutyById(reader: Reader, id: string): Promise<DueRow | null> {
  return (await dutiesByIds(reader, [id])).get(id) ?? null;
}

/** All duties of the case with its place, in order of opening. */
export async function dutiesOfCase(reader: Reader, caseId: CaseId): Promise<readonly DueRow[]> {
  return (await selectDuties(reader).where('obligation.case_id', '=', caseId).orderBy('obligation.opened_at').orderBy('obligation.id').execute()).map(dueRowOf);
}
