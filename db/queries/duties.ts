/** Duties with the case they belong to and the person responsible for it. */
import { sql } from 'kysely';
import type { CaseId, UserId } from '../../domain/ids.ts';
import type { RiskGrade } from '../../domain/vocabulary.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import { fixedSelect } from '../fixed-query.ts';
import type { Reader } from '../tx.ts';
import { obligationOf } from './cases.ts';
import { packedObligation, unpackedObligation } from './packed.ts';

export type DueRow = ObligationRecord & {
  readonly caseNo: string;
  readonly pupilName: string;
  readonly className: string;
  /** Year at school, 1 to 12: the class's name need not say it. */
  readonly schoolYear: number;
  readonly grade: RiskGrade | null;
  readonly sealed: boolean;
  /** Owner of the case. */
  readonly ownerUserId: UserId;
  readonly ownerName: string;
};

/** One text a row, for the same reason as in packed.ts: a board has hundreds of them. */
const place = sql<string>`json_array("case_file"."case_no", "pupil"."name", "pupil"."class_name", "case_file"."grade", "case_file"."sealed", "case_file"."owner_user_id", "user_account"."display_name", "pupil"."grade")`;
type Place = readonly [
  caseNo: string,
  pupilName: string,
  className: string,
  grade: RiskGrade | null,
  sealed: 0 | 1,
  ownerUserId: UserId,
  ownerName: string,
  schoolYear: number,
];

function selectDuties(reader: Reader) {
  return reader
    .selectFrom('obligation')
    .innerJoin('case_file', 'case_file.id', 'obligation.case_id')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .innerJoin('user_account', 'user_account.id', 'case_file.owner_user_id')
    .select([packedObligation.as('packed'), place.as('place')]);
}

function dueRowOf(row: { readonly packed: string; readonly place: string }): DueRow {
  // Made by the expression above from columns that the stores wrote.
  const [caseNo, pupilName, className, grade, sealed, ownerUserId, ownerName, schoolYear] = JSON.parse(row.place) as Place;
  return { ...obligationOf(unpackedObligation(row.packed)), caseNo, pupilName, className, schoolYear, grade, sealed: sealed === 1, ownerUserId, ownerName };
}

// One parameter whatever their number, so that the statement is the same at every turn.
const byIds = fixedSelect((reader: Reader, { ids }: { readonly ids: string }) =>
  selectDuties(reader).where('obligation.id', 'in', sql<string>`(select "value" from json_each(${ids}))`),
);

/** The duties of these ids (at most a thousand) with their cases; unknown ones are left out. */
export async function dutiesByIds(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, DueRow>> {
  if (ids.length === 0) return new Map();
  const rows = await byIds(reader, { ids: JSON.stringify(ids) });
  return new Map(rows.map(dueRowOf).map((row) => [row.id, row]));
}

/** One duty, open or ended, with its case; null when there is none. */
export async function dutyById(reader: Reader, id: string): Promise<DueRow | null> {
  return (await dutiesByIds(reader, [id])).get(id) ?? null;
}

/** All duties of the case with its place, in order of opening. */
export async function dutiesOfCase(reader: Reader, caseId: CaseId): Promise<readonly DueRow[]> {
  return (await selectDuties(reader).where('obligation.case_id', '=', caseId).orderBy('obligation.opened_at').orderBy('obligation.id').execute()).map(dueRowOf);
}
