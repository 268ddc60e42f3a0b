/** Where weeks were missed and still run: what a leader may have to step into. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/ids.ts';
import { fixedSelect } from '../fixed-query.ts';
import type { Reader } from '../tx.ts';

/** A duty that was missed `missed` times in a row, and runs on; with the place of its case. */
export type MissedRun = {
  readonly caseId: CaseId;
  readonly caseNo: string;
  readonly pupilName: string;
  readonly className: string;
  readonly ruleId: string;
  readonly slot: string;
  /** Of the open one. */
  readonly packVersion: string;
  readonly missed: number;
};

/** Open duties with misses just before them: an index holds these and no others. */
function running(reader: Reader) {
  return (
    reader
      .selectFrom('obligation')
      .where('obligation.end', 'is', null)
      // A literal, as in the index.
      .where(sql<boolean>`"obligation"."missed_before" > 0`)
      .where('obligation.case_id', '>', '')
  );
}

const runs = fixedSelect((reader: Reader) =>
  running(reader)
    .innerJoin('case_file', 'case_file.id', 'obligation.case_id')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .select([
      'obligation.case_id',
      'obligation.rule_id',
      'obligation.slot',
      'obligation.pack_version',
      'obligation.missed_before',
      'case_file.case_no',
      'pupil.name',
      'pupil.class_name',
    ])
    .orderBy('obligation.case_id')
    .orderBy('obligation.rule_id')
    .orderBy('obligation.slot')
    .limit(20_000),
);

/** Every duty that runs on after misses in a row, in the order of cases: what chases are made of, without a row of the past. */
export async function missedRuns(reader: Reader): Promise<readonly MissedRun[]> {
  const rows = await runs(reader, {});
  return rows.map((row) => ({
    caseId: row.case_id as CaseId,
    caseNo: row.case_no,
    pupilName: row.name,
    className: row.class_name,
    ruleId: row.rule_id,
    slot: row.slot,
    packVersion: row.pack_version,
    missed: row.missed_before,
  }));
}
