/** What a weekly report is made from: cases as they stand with what is new, logs and obligations where these are needed, and the reports made before. */
import { sql, type SqlBool } from 'kysely';
import type { CaseEvent, Payload } from '../../domain/events/define-event.ts';
import type { CaseId, DocumentId, EventId, PupilId } from '../../domain/ids.ts';
import { addDays, type Instant, type PlainDate } from '../../domain/time.ts';
import { obligationEnds, type ObligationEnd } from '../../domain/vocabulary.ts';
import type { Counted, WeekPaper } from '../../domain/weekly-coverage.ts';
import type { Stored } from '../../domain/weekly-standing.ts';
import type { OwedDuty } from '../../domain/weekly-view.ts';
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
  /** What decides whether the log has to be read; null of a case that is closed, whose log always is. */
  readonly stored: Stored | null;
};

/** SQLite takes far more variables; whole registers are read in a few of these. */
const chunk = 500;

/** Spelled as in its index: written down on a later day than it happened. */
const late = sql<SqlBool>`substr("recorded_at", 1, 10) <> substr("happened_at", 1, 10)`;

/** Entries that were recorded or had happened since: on an index each, for what was not written down late happened on the day of its recording. */
function since(reader: Reader, moment: Instant) {
  const entries = () => reader.selectFrom('case_event').select(['case_event.id', 'case_event.case_id']);
  const day = moment.slice(0, 10);
  return entries()
    .where('happened_at', '>=', moment)
    .unionAll(
      entries()
        .where('happened_at', '>=', day)
        .where('happened_at', '<', moment)
        .where('recorded_at', '>=', moment)
        .where(sql<SqlBool>`not ${late}`),
    )
    .unionAll(entries().where(late).where('recorded_at', '>=', moment).where('happened_at', '<', moment));
}

const storedNames = [
  'caseId',
  'pupilId',
  'version',
  'closedAt',
  'outcome',
  'grade',
  'stage',
  'attendance',
  'guardianCooperates',
  'crisisTypes',
  'transfer',
  'leave',
  'hospital',
  'plan',
  'loop',
  'diagnosedAt',
  'referrals',
  'corrections',
] as const satisfies readonly (keyof Stored)[];

/** An array in the order of the names. */
const storedState = sql<string | null>`case when "case_file"."stage" not in (${sql.join(endedStages.map((stage) => sql.lit(stage)))})
  then json_extract("case_file"."state", ${sql.join(storedNames.map((name) => sql.lit(`$.${name}`)))}) end`;

function storedOf(text: string): Stored {
  const values = JSON.parse(text) as readonly unknown[];
  // The store wrote a whole state, and the names are those of the type.
  return Object.fromEntries(storedNames.map((name, index) => [name, values[index]])) as unknown as Stored;
}

/** Open cases, and closed ones in which something happened or was recorded since, in the order of their numbers: all that a report looks at. */
export async function weekCases(reader: Reader, from: Instant): Promise<readonly WeekCase[]> {
  const rows = await reader
    .with('found', (db) =>
      db
        .selectFrom('case_file')
        .select('id')
        .where('stage', 'not in', endedStages)
        .union(reader.selectFrom(since(reader, from).as('entry')).select('entry.case_id as id')),
    )
    .selectFrom('found')
    .innerJoin('case_file', 'case_file.id', 'found.id')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .innerJoin('user_account as owner', 'owner.id', 'case_file.owner_user_id')
    .select(['case_file.id', 'case_file.case_no', 'case_file.pupil_id', 'pupil.name', 'pupil.class_name', 'owner.display_name', storedState.as('stored')])
    .orderBy(numberYear)
    .orderBy(numberLength)
    .orderBy(numberText)
    .execute();
  return rows.map((row) => ({
    id: row.id as CaseId,
    caseNo: row.case_no,
    pupilId: row.pupil_id as PupilId,
    pupilName: row.name,
    className: row.class_name,
    ownerName: row.display_name,
    stored: row.stored === null ? null : storedOf(row.stored),
  }));
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

/** Whatever is new since, by case and in the order of its log; null when that is more than `most`, and logs had better be read as they are. */
export async function newsSince(reader: Reader, from: Instant, most: number): Promise<ReadonlyMap<string, readonly CaseEvent<Payload>[]> | null> {
  const rows = await reader
    .with('found', (db) =>
      db
        .selectFrom(since(reader, from).as('entry'))
        .select('entry.id')
        .limit(most + 1),
    )
    .selectFrom('found')
    .innerJoin('case_event', 'case_event.id', 'found.id')
    .select(packedEvent.as('packed'))
    .execute();
  return rows.length > most ? null : byCase(rows.map(eventOfPacked).toSorted((one, other) => one.seq - other.seq));
}

/** The log of a case with all its duties. */
export type CaseLog = { readonly events: readonly CaseEvent<Payload>[]; readonly obligations: readonly ObligationRecord[] };

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

/** Logs and duties of these cases, each kind in one query. */
export async function weekLogs(reader: Reader, ids: readonly string[]): Promise<ReadonlyMap<string, CaseLog>> {
  const logs = new Map<string, CaseLog>();
  for (let first = 0; first < ids.length; first += chunk) {
    const part = ids.slice(first, first + chunk);
    const events = byCase(await eventsOfCases(reader, part));
    const obligations = byCase(await obligationsOfCases(reader, part));
    for (const id of part) logs.set(id, { events: events.get(id) ?? [], obligations: obligations.get(id) ?? [] });
  }
  return logs;
}

type WeekDuty = OwedDuty & { readonly caseId: CaseId };

const packedDuty = sql<string>`json_array("case_id", "rule_id", "opened_by", "opened_at", "due_at", "end", "ended_at", "ended_by")`;

function weekDutyOf({ packed }: { readonly packed: string }): WeekDuty {
  // Made by the expression above from columns that the stores wrote.
  const [caseId, ruleId, openedBy, openedAt, dueAt, end, endedAt, endedBy] = JSON.parse(packed) as WeekDutyValues;
  return { caseId, ruleId, openedBy, openedAt, dueAt, end, endedAt, endedBy };
}

type WeekDutyValues = readonly [
  caseId: CaseId,
  ruleId: string,
  openedBy: EventId,
  openedAt: Instant,
  dueAt: Instant,
  end: ObligationEnd | null,
  endedAt: Instant | null,
  endedBy: EventId | null,
];

/** Every clause of which there is a duty, each found on the index from the one before. */
const clauses = sql<string>`(with recursive "found" ("clause") as (
  select min("clause") from "obligation"
  union all select (select min("next"."clause") from "obligation" as "next" where "next"."clause" > "found"."clause") from "found" where "found"."clause" is not null
) select "clause" from "found" where "clause" is not null)`;

/** `lapsedAfter`: the calendar's endings up to then are known; null when none is. */
export type OwedIn = { readonly ids: readonly CaseId[]; readonly start: Instant; readonly lapsedAfter: Instant | null; readonly endings: readonly EventId[] };

/**
 * Duties of these cases, but for those that were due before `start` and that an entry had ended which is none of `endings`: what stands open, what was
 * due since, what the calendar ended after `lapsedAfter`, and what these entries ended.
 */
export async function dutiesOwedIn(reader: Reader, { ids, start, lapsedAfter, endings }: OwedIn): Promise<ReadonlyMap<string, readonly OwedDuty[]>> {
  const listed = (values: readonly string[]) => sql<string>`(select "value" from json_each(${JSON.stringify(values)}))`;
  const duties = () => reader.selectFrom('obligation').select(packedDuty.as('packed'));
  const open = await duties().where('end', 'is', null).where('case_id', 'in', listed(ids)).execute();
  const lapsed = await duties()
    .where('end', 'is not', null)
    .where('ended_by', 'is', null)
    .where('case_id', 'in', listed(ids))
    .where('due_at', '<', start)
    .where('ended_at', '>', lapsedAfter ?? '0')
    .execute();
  const due = await duties().where('clause', 'in', clauses).where('end', 'in', obligationEnds).where('due_at', '>=', start).execute();
  const ended = await duties().where('ended_by', 'in', listed(endings)).where('due_at', '<', start).execute();
  return byCase([...open, ...lapsed, ...due, ...ended].map(weekDutyOf).toSorted((one, other) => (one.openedAt < other.openedAt ? -1 : 1)));
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
