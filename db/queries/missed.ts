/** Where weeks were missed and still run: what a leader may have to step into. */
import { sql } from 'kysely';
import type { CaseId } from '../../domain/ids.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import type { Reader } from '../tx.ts';
import { obligationOf } from './cases.ts';
import { endedStages } from './visibility.ts';

export type MissedCase = {
  readonly caseId: CaseId;
  readonly caseNo: string;
  readonly pupilName: string;
  readonly className: string;
  readonly obligations: readonly ObligationRecord[];
};

/** Open cases in which a duty was missed that still runs, with the whole row of that duty in order of opening. */
export async function missedCases(reader: Reader): Promise<readonly MissedCase[]> {
  const missed = reader
    .selectFrom('obligation as missed')
    .innerJoin('case_file', 'case_file.id', 'missed.case_id')
    .select(['missed.case_id', 'missed.rule_id', 'missed.slot'])
    .distinct()
    // A literal, as in the index of what was missed; ids are compared so that the index is searched.
    .where(sql<boolean>`"missed"."end" = 'missed'`)
    .where('missed.case_id', '>', '')
    .where('case_file.stage', 'not in', endedStages)
    .where((eb) =>
      eb.exists(
        eb
          .selectFrom('obligation as running')
          .select('running.id')
          .whereRef('running.case_id', '=', 'missed.case_id')
          .whereRef('running.rule_id', '=', 'missed.rule_id')
          .whereRef('running.slot', '=', 'missed.slot')
          .where('running.end', 'is', null),
      ),
    );
  const rows = await reader
    .with('chased', () => missed)
    .selectFrom('chased')
    .innerJoin('obligation', (join) =>
      join.onRef('obligation.case_id', '=', 'chased.case_id').onRef('obligation.rule_id', '=', 'chased.rule_id').onRef('obligation.slot', '=', 'chased.slot'),
    )
    .innerJoin('case_file', 'case_file.id', 'chased.case_id')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .selectAll('obligation')
    .select(['case_file.case_no', 'pupil.name', 'pupil.class_name'])
    .orderBy('obligation.case_id')
    .orderBy('obligation.opened_at')
    .orderBy('obligation.id')
    .limit(20_000)
    .execute();
  const cases = new Map<string, { readonly place: Omit<MissedCase, 'obligations'>; readonly obligations: ObligationRecord[] }>();
  for (const row of rows) {
    const place = { caseId: row.case_id as CaseId, caseNo: row.case_no, pupilName: row.name, className: row.class_name };
    const known = cases.get(row.case_id) ?? { place, obligations: [] };
    known.obligations.push(obligationOf(row));
    cases.set(row.case_id, known);
  }
  return [...cases.values()].map(({ place, obligations }) => ({ ...place, obligations }));
}
