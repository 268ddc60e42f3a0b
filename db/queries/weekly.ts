/** What a weekly report is made from: cases with their logs and obligations, each kind in one query, and the reports made before. */
import { sql } from 'kysely';
import type { CaseEvent, Payload } from '../../domain/events/define-event.ts';
import type { CaseId, DocumentId, PupilId } from '../../domain/ids.ts';
import { addDays, type Instant, type PlainDate } from '../../domain/time.ts';
import type { Counted, WeekPaper } from '../../domain/weekly-coverage.ts';
import type { ObligationRecord } from '../stores/obligation-store.ts';
import type { Reader } from '../tx.ts';
import { numberLength, numberText, numberYear } from './case-list.ts';
import { obligationOf } from './cases.ts';
import { eventOfPacked } from './events.ts';
import { packedEvent, packedObligation, unpackedObligation } from './packed.ts';
import { endedStages } from './visibility.ts';

export type WeekCase = {
  readonly id: CaseId;
  readonly caseNo: string;
  readonly pupilId: PupilId;
  readonly pupilName: string;
  readonly className: string;
  /** Display name of the owner as of now. */
  readonly ownerName: string;
  readonly events: readonly CaseEvent<Payload>[];
  readonly obligations: readonly ObligationRecord[];
};

/** SQLite takes far more variables; whole registers are read in a few of these. */
const chunk = 500;

/** Open cases, and closed ones in which something happened or was recorded since, in the order of their numbers. */
async function casesSince(reader: Reader, since: Instant) {
  return reader
    .selectFrom('case_file')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .innerJoin('user_account as owner', 'owner.id', 'case_file.owner_user_id')
    .innerJoin('case_event as head', (join) => join.onRef('head.case_id', '=', 'case_file.id').onRef('head.seq', '=', 'case_file.version'))
    .select(['case_file.id', 'case_file.case_no', 'case_file.pupil_id', 'pupil.name', 'pupil.class_name', 'owner.display_name'])
    .where((eb) => eb.or([eb('case_file.stage', 'not in', endedStages), eb('case_file.last_event_at', '>=', since), eb('head.recorded_at', '>=', since)]))
    .orderBy(numberYear)
    .orderBy(numberLength)
    .orderBy(numberText)
    .execute();
}

function byCase<Row extends { readonly caseId: CaseId }>(rows: readonly Row[]): ReadonlyMap<string, readonly Row[]> {
  const found = new Map<string, Row[]>();
  for (const row of rows) {
    const of = found.get(row.caseId);
    if (of === undefined) found.set(row.caseId, [row]);
    else of.push(row);
  }
  return found;
}

async function eventsOfCases(reader: Reader, ids: readonly string[]): Promise<readonly CaseEvent<Payload>[]> {
  const rows = await reader.selectFrom('case_event').select(packedEvent.as('packed')).where('case_id', 'in', ids).orderBy('case_id').orderBy('seq').execute();
  return rows.map(eventOfPacked);
}

async function obligationsOfCases(reader: Reader, ids: readonly string[]): Promise<readonly ObligationRecord[]> {
  const rows = await reader
    .selectFrom('obligation')
    .select(packedObligation.as('packed'))
    .where('case_id', 'in', ids)
    .orderBy('case_id')
    .orderBy('opened_at')
    .execute();
  return rows.map(({ packed }) => obligationOf(unpackedObligation(packed)));
}

/** Every case that a report which counts from `since` has to look at. */
export async function weekCases(reader: Reader, since: Instant): Promise<readonly WeekCase[]> {
  const rows = await casesSince(reader, since);
  const cases: WeekCase[] = [];
  for (let first = 0; first < rows.length; first += chunk) {
    const part = rows.slice(first, first + chunk);
    const ids = part.map((row) => row.id);
    const events = byCase(await eventsOfCases(reader, ids));
    const obligations = byCase(await obligationsOfCases(reader, ids));
    for (const row of part) {
      cases.push({
        id: row.id as CaseId,
        caseNo: row.case_no,
        pupilId: row.pupil_id as PupilId,
        pupilName: row.name,
        className: row.class_name,
        ownerName: row.display_name,
        events: events.get(row.id) ?? [],
        obligations: obligations.get(row.id) ?? [],
      });
    }
  }
  return cases;
}

/** A report or supplement as it was issued, in force or not. Its `id` is its number. */
export type IssuedPaper = WeekPaper & {
  readonly documentId: DocumentId;
  readonly issuedAt: Instant;
  /** Where the papers of the week before had ended, as it was printed; null in the first report. */
  readonly since: Counted | null;
  /** Frozen facts by field. */
  readonly fields: Readonly<Record<string, unknown>>;
};

/** Papers of the last year or two: an older one neither precedes nor follows a week that is reported now. */
const remembered = 150;

/** Weekly reports and supplements, returned ones as well, in order of issue. */
export async function weekPapers(reader: Reader, type: string): Promise<readonly IssuedPaper[]> {
  const rows = await reader
    .selectFrom('document')
    .select(['id', 'number', 'status', 'issued_at', sql<string>`json_extract("facts", '$.fields')`.as('fields')])
    .where('type', '=', type)
    .orderBy('issued_at', 'desc')
    .orderBy('year', 'desc')
    .orderBy('ordinal', 'desc')
    .limit(remembered)
    .execute();
  return rows.map(paperOf).toReversed();
}

type PaperRow = { readonly id: string; readonly number: string; readonly status: string; readonly issued_at: string; readonly fields: string };

/** What counting needs stands in the frozen facts, which the register itself wrote. */
type PaperFields = {
  readonly from: PlainDate;
  readonly asOf: Instant;
  readonly since?: Instant;
  readonly sinceWeek?: PlainDate;
  readonly supplementTo?: string;
  readonly withdrawn?: readonly string[];
};

function paperOf(row: PaperRow): IssuedPaper {
  const fields = JSON.parse(row.fields) as PaperFields & Readonly<Record<string, unknown>>;
  const { from, asOf, since, sinceWeek, supplementTo, withdrawn } = fields;
  return {
    id: row.number,
    documentId: row.id as DocumentId,
    kind: supplementTo === undefined ? 'report' : 'supplement',
    monday: from,
    asOf,
    inForce: row.status === 'issued' || row.status === 'signed',
    withdrawn: withdrawn ?? [],
    issuedAt: row.issued_at as Instant,
    since: since === undefined || sinceWeek === undefined ? null : { asOf: since, to: addDays(sinceWeek, 6) },
    fields,
  };
}
