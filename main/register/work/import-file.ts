/** Stores what a file held: rows matched to pupils, the rest listed with reasons. The same file again changes nothing. */
import type { ImportIssue, ImportReport } from '../../../contract/roster.ts';
import { finishBatch, insertRefusals, startBatch } from '../../../db/stores/import-store.ts';
import type { Change } from '../../../db/stores/pupil-store.ts';
import { upsertScreening } from '../../../db/stores/screening-store.ts';
import type { Tx } from '../../../db/tx.ts';
import { BatchId, type PupilId, type UserId } from '../../../domain/ids.ts';
import { calendarAt, type SchoolCalendar } from '../../../domain/rules/calendar.ts';
import { secondScreeningDue } from '../../../domain/second-screening.ts';
import { dateOf, type Instant } from '../../../domain/time.ts';
import type { Instrument } from '../../../domain/vocabulary.ts';
import { matchRow, type Matchable, type RosterIndex } from '../imports/match.ts';
import type { HotlineRow, ParsedImport, ParsedScreening, Place, RosterRow, ScreeningRow } from '../imports/parsed.ts';
import { movedScopes, orphanedScopes, taughtNow } from './class-scope.ts';
import { overviewOf } from './import-report.ts';
import { storePupil } from './store-pupil.ts';
import { rulesOf } from './rule-packs.ts';
import type { Office } from '../session.ts';
import { callFinder, joinWaitingCalls, rosterOf, storeCall, type JoinedCall } from './waiting-calls.ts';

export type Importing = {
  readonly now: Instant;
  readonly userId: UserId;
  readonly newId: () => string;
  readonly office: Office;
  /** A roster may give a known number another name. */
  readonly acceptRenames: boolean;
};

type Tally = {
  taken: number;
  added: number;
  changed: number;
  unchanged: number;
  renamed: number;
  secondScreening: number;
  urgent: number;
  readonly refused: ImportIssue[];
  readonly warnings: ImportIssue[];
  readonly joinedCalls: JoinedCall[];
};

function count(tally: Tally, change: Change): void {
  tally.taken += 1;
  tally[change] += 1;
}

/** Stores a parsed file in one transaction and reports every row. */
export async function storeImport(tx: Tx, parsed: ParsedImport, by: Importing): Promise<ImportReport> {
  const batchId = BatchId.parse(by.newId());
  await startBatch(tx, {
    id: batchId,
    kind: parsed.kind,
    fileSha256: parsed.sha256,
    importedAt: by.now,
    importedBy: by.userId,
    dataRows: parsed.dataRows,
    detail: { columns: parsed.columns, ignored: parsed.ignoredColumns },
  });
  const overview = overviewOf(parsed);
  const tally: Tally = {
    taken: 0,
    added: 0,
    changed: 0,
    unchanged: 0,
    renamed: 0,
    secondScreening: 0,
    urgent: 0,
    refused: [...overview.refused],
    warnings: [...overview.warnings],
    joinedCalls: [],
  };
  switch (parsed.kind) {
    case 'roster':
      await storeRoster(tx, parsed.rows, { by, tally });
      break;
    case 'screening':
      await storeScreening(tx, parsed, { batchId, by, tally });
      break;
    case 'hotline':
      await storeCalls(tx, parsed.rows, { batchId, by, tally });
      break;
  }
  const { refused, ...counts } = tally;
  await insertRefusals(
    tx,
    batchId,
    refused.map((one) => ({ rowNo: one.row, columnName: one.column === null ? null : String(one.column), code: one.code, params: one.params })),
  );
  await finishBatch(tx, batchId, {
    added: tally.added,
    changed: tally.changed,
    unchanged: tally.unchanged,
    refused: refused.length,
    skipped: parsed.skipped.length,
  });
  return { ...overview, ...counts, refused, batchId };
}

/** What only the register could tell of a row. */
function issue({ sheet, row }: Place, code: string, more: Partial<ImportIssue> = {}): ImportIssue {
  return { sheet, row, column: null, code, instrument: null, urgent: false, params: {}, ...more };
}

async function storeRoster(tx: Tx, rows: readonly RosterRow[], { by, tally }: Pick<Storing, 'by' | 'tally'>): Promise<void> {
  const taught = await taughtNow(tx);
  for (const row of rows) {
    const stored = await storePupil(tx, row, by);
    if (!stored.ok) {
      tally.refused.push(issue(row, stored.error));
      continue;
    }
    count(tally, stored.value.change);
    if (!stored.value.renamed) continue;
    tally.renamed += 1;
    tally.warnings.push(issue(row, 'NAME_CHANGED'));
  }
  tally.joinedCalls.push(...(await joinWaitingCalls(tx, by.office)));
  // Not of a row: pupils moved on, and a class teacher would see an empty class without a word.
  const empty = await orphanedScopes(tx);
  if (empty.length > 0) tally.warnings.push(issue({ sheet: 0, row: 0 }, 'CLASS_SCOPE_EMPTY', { params: { classes: empty.join('、') } }));
  const moved = await movedScopes(tx, taught);
  if (moved.length > 0) tally.warnings.push(issue({ sheet: 0, row: 0 }, 'CLASS_SCOPE_MOVED', { params: { classes: moved.join('、') } }));
}

type Storing = { readonly batchId: BatchId; readonly by: Importing; readonly tally: Tally };

/** The pupil of a row, or null after the reason was listed. */
function pupilOf(row: Place & Matchable & { readonly urgent: boolean }, index: RosterIndex<PupilId>, tally: Tally): PupilId | null {
  const match = matchRow(row, index);
  if (match.state === 'matched') return match.id;
  tally.refused.push(issue(row, match.state, { urgent: row.urgent, params: match.state === 'NAME_AMBIGUOUS' ? { candidates: match.ids.length } : {} }));
  return null;
}

async function storeScreening(tx: Tx, parsed: ParsedScreening, of: Storing): Promise<void> {
  const index = await rosterOf(tx);
  const calendar = calendarAt((await rulesOf(tx)).calendars, of.by.now);
  for (const row of parsed.rows) {
    const pupilId = pupilOf({ ...row, urgent: row.results.some((one) => one.urgent) }, index, of.tally);
    if (pupilId !== null) await storeResults(tx, row, { ...of, pupilId, calendar });
  }
}

async function storeResults(tx: Tx, row: ScreeningRow, of: Storing & { readonly pupilId: PupilId; readonly calendar: SchoolCalendar }): Promise<void> {
  const changes: Change[] = [];
  for (const result of row.results) {
    const stored = await upsertScreening(tx, {
      id: of.by.newId(),
      pupilId: of.pupilId,
      instrument: result.instrument satisfies Instrument,
      testedOn: row.takenOn,
      total: result.total,
      factors: result.factors,
      items: null,
      validity: result.needsRetest ? 'retest' : 'valid',
      flags: result.reasons,
      needsSecond: result.needsSecondScreening,
      urgent: result.urgent,
      dueOn: secondScreeningDue(of.calendar, dateOf(of.by.now), result.urgent),
      batchId: of.batchId,
    });
    changes.push(stored.change);
    if (stored.worse !== null)
      of.tally.warnings.push(
        issue(row, stored.worse === 'waiting' ? 'RESULT_WORSE' : 'RESULT_WORSE_IN_CASE', { instrument: result.instrument, urgent: result.urgent }),
      );
    if (result.needsSecondScreening) of.tally.secondScreening += 1;
    if (result.urgent) of.tally.urgent += 1;
  }
  count(of.tally, changes.includes('added') ? 'added' : changes.includes('changed') ? 'changed' : 'unchanged');
}

/** A call whose pupil is not certain waits: no word of a danger is lost for that. */
async function storeCalls(tx: Tx, rows: readonly HotlineRow[], { batchId, by, tally }: Storing): Promise<void> {
  const find = await callFinder(tx, by.office);
  for (const row of rows) {
    const urgent = row.risk === 'ideation' || row.risk === 'behavior';
    const stored = await storeCall(tx, row, { id: by.newId(), batchId, find });
    if (stored.waits !== null) tally.warnings.push(issue(row, 'CALL_WAITS', { urgent, params: { why: stored.waits } }));
    if (stored.joined !== null) tally.joinedCalls.push(stored.joined);
    count(tally, stored.change);
    if (urgent) tally.urgent += 1;
  }
}
