/** Stores what a file held: rows matched to pupils, the rest listed with reasons. The same file again changes nothing. */
import type { ImportIssue, ImportReport } from '../../../contract/roster.ts';
import { pupilKeys } from '../../../db/queries/pupils.ts';
import { upsertHotlineCall } from '../../../db/stores/hotline-store.ts';
import { finishBatch, insertRefusals, startBatch } from '../../../db/stores/import-store.ts';
import { upsertPupil, type Change } from '../../../db/stores/pupil-store.ts';
import { upsertScreening } from '../../../db/stores/screening-store.ts';
import type { Tx } from '../../../db/tx.ts';
import { BatchId, PupilId, type UserId } from '../../../domain/ids.ts';
import type { Instant } from '../../../domain/time.ts';
import type { Instrument } from '../../../domain/vocabulary.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { matchRow, rosterIndex, type Matchable, type RosterIndex } from '../imports/match.ts';
import type { HotlineRow, ParsedImport, ParsedScreening, Place, RosterRow, ScreeningRow } from '../imports/parsed.ts';
import { searchKeys } from '../search-key.ts';
import { issueOf, overviewOf } from './import-report.ts';

export type Importing = { readonly now: Instant; readonly userId: UserId; readonly newId: () => string };

type Tally = { taken: number; added: number; changed: number; unchanged: number; secondScreening: number; urgent: number; readonly refused: ImportIssue[] };

function count(tally: Tally, change: Change): void {
  tally.taken += 1;
  tally[change] += 1;
}

/** Stores a parsed file in one transaction and reports every row. */
export async function storeImport(tx: Tx, parsed: ParsedImport, by: Importing): Promise<ImportReport> {
  const batchId = BatchId.parse(by.newId());
  await startBatch(tx, { id: batchId, kind: parsed.kind, fileSha256: parsed.sha256, importedAt: by.now, importedBy: by.userId, dataRows: parsed.dataRows, detail: { columns: parsed.columns, ignored: parsed.ignoredColumns } });
  const tally: Tally = { taken: 0, added: 0, changed: 0, unchanged: 0, secondScreening: 0, urgent: 0, refused: parsed.refused.map(issueOf) };
  switch (parsed.kind) {
    case 'roster':
      for (const row of parsed.rows) count(tally, await storePupil(tx, row, by));
      break;
    case 'screening':
      await storeScreening(tx, parsed, { batchId, by, tally });
      break;
    case 'hotline':
      await storeCalls(tx, parsed.rows, { batchId, by, tally });
      break;
  }
  const { refused, ...counts } = tally;
  await insertRefusals(tx, batchId, refused.map((one) => ({ rowNo: one.row, columnName: one.column === null ? null : String(one.column), code: one.code, params: one.params })));
  await finishBatch(tx, batchId, { added: tally.added, changed: tally.changed, unchanged: tally.unchanged, refused: refused.length, skipped: parsed.skipped.length });
  return { ...overviewOf(parsed), ...counts, refused, batchId };
}

async function storePupil(tx: Tx, row: RosterRow, by: Importing): Promise<Change> {
  const keys = searchKeys(row.name);
  const guardians = row.guardians.map((one) => ({ name: one.name, relation: one.relation ?? '监护人', phone: one.phone }));
  const about = {
    studentNo: row.studentNo,
    name: row.name,
    sex: row.sex ?? 'unknown',
    birthDate: row.birthDate,
    grade: row.grade?.code ?? 1,
    className: row.className ?? row.grade?.label ?? '未分班',
    boarding: row.boarding ?? false,
    classTeacher: row.classTeacher,
    address: row.address,
    guardians,
  };
  const stored = await upsertPupil(tx, { id: PupilId.parse(by.newId()), ...about, nameFull: keys.full, nameInitials: keys.initials, status: 'enrolled', rowHash: sha256Hex(canonicalJson(about)), updatedAt: by.now });
  return stored.change;
}

type Storing = { readonly batchId: BatchId; readonly by: Importing; readonly tally: Tally };

async function roster(tx: Tx): Promise<RosterIndex<PupilId>> {
  return rosterIndex((await pupilKeys(tx)).map((pupil) => ({ id: pupil.id, studentNo: pupil.studentNo, name: pupil.name, gradeCode: pupil.grade, className: pupil.className })));
}

/** The pupil of a row, or null after the reason was listed. */
function pupilOf(row: Place & Matchable & { readonly urgent: boolean }, index: RosterIndex<PupilId>, tally: Tally): PupilId | null {
  const match = matchRow(row, index);
  if (match.state === 'matched') return match.id;
  tally.refused.push({ sheet: row.sheet, row: row.row, column: null, code: match.state, instrument: null, urgent: row.urgent, params: match.state === 'NAME_AMBIGUOUS' ? { candidates: match.ids.length } : {} });
  return null;
}

async function storeScreening(tx: Tx, parsed: ParsedScreening, of: Storing): Promise<void> {
  const index = await roster(tx);
  for (const row of parsed.rows) {
    const pupilId = pupilOf({ ...row, urgent: row.results.some((one) => one.urgent) }, index, of.tally);
    if (pupilId !== null) await storeResults(tx, row, { ...of, pupilId });
  }
}

async function storeResults(tx: Tx, row: ScreeningRow, of: Storing & { readonly pupilId: PupilId }): Promise<void> {
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
      batchId: of.batchId,
    });
    changes.push(stored.change);
    if (result.needsSecondScreening) of.tally.secondScreening += 1;
    if (result.urgent) of.tally.urgent += 1;
  }
  count(of.tally, changes.includes('added') ? 'added' : changes.includes('changed') ? 'changed' : 'unchanged');
}

async function storeCalls(tx: Tx, rows: readonly HotlineRow[], of: Storing): Promise<void> {
  const index = await roster(tx);
  for (const row of rows) {
    const urgent = row.risk === 'ideation' || row.risk === 'behavior';
    const pupilId = pupilOf({ ...row, urgent }, index, of.tally);
    if (pupilId === null) continue;
    const stored = await upsertHotlineCall(tx, {
      id: of.by.newId(),
      calledAt: row.calledAt,
      takenBy: row.operator ?? '未填',
      caller: row.callerIdentity ?? '未填',
      pupilId,
      concern: row.problem ?? '未填',
      risk: row.risk,
      handling: row.action ?? '未填',
      batchId: of.batchId,
    });
    count(of.tally, stored.change);
    if (urgent) of.tally.urgent += 1;
  }
}
