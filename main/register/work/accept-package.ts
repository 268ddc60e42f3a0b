/** Taking over what a package brought, once a person accepted it: a submission's cases, a letter's clock, a receipt's proof. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { blobBytes } from '../../../db/queries/documents.ts';
import { openCasesOf } from '../../../db/queries/cases.ts';
import { packageById, type PackageRow } from '../../../db/queries/packages.ts';
import { pupilById, pupilByStudentNo, pupilKeys } from '../../../db/queries/pupils.ts';
import { advancePackage } from '../../../db/stores/package-store.ts';
import { upsertPupil } from '../../../db/stores/pupil-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import { PupilId, type CaseId } from '../../../domain/ids.ts';
import { normaliseName } from '../../../domain/name.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time.ts';
import { canonicalJson } from '../crypto/canonical.ts';
import { sha256Hex } from '../crypto/sha256.ts';
import { matchRow, rosterIndex } from '../imports/match.ts';
import { searchKeys } from '../search-key.ts';
import { dataPath, parsePackageData, type CaseExtract, type PackageData, type PupilExtract } from './package-data.ts';
import { openCase, recordEvent, type Recorder, type RecordRefusal } from './record-event.ts';
import { settleByReceipt } from './settle-by-receipt.ts';

export type AcceptRefusal = RecordRefusal | Refusal<'PACKAGE_DAMAGED' | 'PUPIL_UNKNOWN'>;
export type Accepted = { readonly cases: readonly CaseId[]; readonly unmatched: readonly string[]; readonly verdict: 'accepted' | 'acknowledged' };

/** Data of a received package, or null when it has none that this program understands. */
export async function dataOf(reader: Reader, row: PackageRow): Promise<PackageData | null> {
  const file = row.files.find((one) => one.path === dataPath);
  const blob = file === undefined ? null : await blobBytes(reader, file.sha256);
  return parsePackageData(blob?.bytes);
}

/** Everything in one transaction; nothing is taken over when any of it is refused. */
export async function acceptPackage(tx: Tx, recorder: Recorder, of: { readonly row: PackageRow; readonly pupilId: PupilId | null }): Promise<Result<Accepted, AcceptRefusal>> {
  const { row } = of;
  const data = await dataOf(tx, row);
  if (data === null) return fail(refusal('PACKAGE_DAMAGED'));
  switch (row.kind) {
    case 'submission':
      return takeCases(tx, recorder, { row, data });
    case 'letter':
      return takeLetter(tx, recorder, { ...of, data });
    case 'receipt':
      return takeReceipt(tx, recorder, { row, data });
    default:
      return fail(refusal('PACKAGE_DAMAGED', { why: 'KIND' }));
  }
}

type Received = { readonly row: PackageRow; readonly data: PackageData };

/** The centre keeps a case of its own for each pupil that a school reports by name. */
async function takeCases(tx: Tx, recorder: Recorder, { row, data }: Received): Promise<Result<Accepted, AcceptRefusal>> {
  const cases: CaseId[] = [];
  for (const extract of data.cases) {
    if (extract.pupil === null) continue;
    const pupilId = await pupilOfSchool(tx, recorder, { pupil: extract.pupil, officeCode: data.officeCode });
    const [open] = await openCasesOf(tx, pupilId);
    const reported = open === undefined ? await openReported(tx, recorder, { row, extract, pupilId }) : ok(open);
    if (!reported.ok) return reported;
    cases.push(reported.value);
  }
  return ok({ cases, unmatched: [], verdict: 'accepted' });
}

/** Student numbers are unique in a school, not in a district: the centre's own carry the school's code. */
async function pupilOfSchool(tx: Tx, recorder: Recorder, of: { readonly pupil: PupilExtract; readonly officeCode: string }): Promise<PupilId> {
  const { pupil } = of;
  const known = (await pupilByStudentNo(tx, pupil.studentNo)) ?? (await pupilByStudentNo(tx, `${of.officeCode}:${pupil.studentNo}`));
  if (known !== null && normaliseName(known.name) === normaliseName(pupil.name)) return known.id;
  const keys = searchKeys(pupil.name);
  const about = { studentNo: `${of.officeCode}:${pupil.studentNo}`, name: pupil.name, sex: pupil.sex, birthDate: null, grade: pupil.grade, className: pupil.className, boarding: false, classTeacher: null, address: null, guardians: [] };
  const stored = await upsertPupil(tx, { id: PupilId.parse(recorder.newId()), ...about, nameFull: keys.full, nameInitials: keys.initials, status: 'enrolled', rowHash: sha256Hex(canonicalJson(about)), updatedAt: recorder.now });
  return stored.id;
}

async function openReported(tx: Tx, recorder: Recorder, of: { readonly row: PackageRow; readonly extract: CaseExtract; readonly pupilId: PupilId }): Promise<Result<CaseId, AcceptRefusal>> {
  const { extract, row } = of;
  const payload = {
    pupilId: of.pupilId,
    channel: extract.channels[0] ?? 'other',
    reportedBy: row.partnerName,
    foundAt: '',
    summary: `${row.partnerName}报送备案，学校个案编号${extract.caseNo}。`,
    immediateDanger: false,
    crisisTypes: extract.crisisTypes,
    sourceRefs: [{ kind: 'package', id: row.id }],
  };
  const opened = await openCase(tx, recorder, { requestId: recorder.newId(), type: 'lead_recorded', happenedAt: row.createdAt, payload });
  return opened.ok ? ok(opened.value.caseId) : opened;
}

/** The pupil of a letter: chosen by hand, or by number and name, or by name, grade and class. */
async function pupilOfLetter(tx: Tx, of: { readonly pupil: PupilExtract; readonly chosen: PupilId | null }): Promise<PupilId | null> {
  if (of.chosen !== null) return (await pupilById(tx, of.chosen)) === null ? null : of.chosen;
  const entries = (await pupilKeys(tx)).map((one) => ({ id: one.id, studentNo: one.studentNo, name: one.name, gradeCode: one.grade, className: one.className }));
  const index = rosterIndex(entries);
  const bySchool = matchRow({ studentNo: of.pupil.studentNo, name: of.pupil.name, grade: null, className: null }, index);
  if (bySchool.state === 'matched') return bySchool.id;
  const sameName = entries.filter((one) => normaliseName(one.name) === normaliseName(of.pupil.name) && one.gradeCode === of.pupil.grade);
  const inClass = sameName.filter((one) => one.className === of.pupil.className);
  const [only] = inClass.length === 1 ? inClass : sameName;
  return only !== undefined && (inClass.length === 1 || sameName.length === 1) ? only.id : null;
}

/** A 告知书 opens the school's clock in the pupil's case, which it opens too when there is none. Received is when the stick was read. */
async function takeLetter(tx: Tx, recorder: Recorder, of: Received & { readonly pupilId: PupilId | null }): Promise<Result<Accepted, AcceptRefusal>> {
  const { letter } = of.data;
  if (letter === null) return fail(refusal('PACKAGE_DAMAGED'));
  const pupilId = await pupilOfLetter(tx, { pupil: letter.pupil, chosen: of.pupilId });
  if (pupilId === null) return fail(refusal('PUPIL_UNKNOWN', { studentNo: letter.pupil.studentNo }));
  const [open] = await openCasesOf(tx, pupilId);
  const receivedAt: Instant = of.row.createdAt;
  let caseId = open;
  if (caseId === undefined) {
    const payload = { pupilId, channel: letter.channel, reportedBy: of.row.partnerName, foundAt: '', summary: letter.summary, immediateDanger: false, crisisTypes: letter.crisisTypes, sourceRefs: [{ kind: 'package', id: of.row.id }] };
    const opened = await openCase(tx, recorder, { requestId: recorder.newId(), type: 'lead_recorded', happenedAt: receivedAt, payload });
    if (!opened.ok) return opened;
    caseId = opened.value.caseId;
  }
  const payload = { letterNumber: letter.number, packageId: of.row.id, receivedBy: recorder.session.user.displayName, summary: letter.summary, requirements: letter.requirements };
  const recorded = await recordEvent(tx, recorder, { caseId, expectedVersion: null, event: { requestId: recorder.newId(), type: 'letter_received', happenedAt: receivedAt, payload } });
  return recorded.ok ? ok({ cases: [caseId], unmatched: [], verdict: 'accepted' }) : recorded;
}

async function takeReceipt(tx: Tx, recorder: Recorder, { row, data }: Received): Promise<Result<Accepted, AcceptRefusal>> {
  const { receipt } = data;
  const answered = receipt === null ? null : await packageById(tx, receipt.packageId);
  if (receipt === null || answered === null || answered.direction !== 'out' || answered.partnerId !== row.partnerId || answered.manifestHash !== receipt.manifestSha256) return fail(refusal('PACKAGE_DAMAGED'));
  await advancePackage(tx, { id: answered.id, from: answered.status }, { status: receipt.verdict === 'accepted' ? 'acknowledged' : 'returned' });
  if (receipt.verdict === 'returned') return ok({ cases: [], unmatched: [], verdict: 'acknowledged' });
  const settled = await settleByReceipt(tx, recorder, { answered, receivedAt: receipt.receivedAt });
  return settled.ok ? ok({ cases: settled.value, unmatched: [], verdict: 'acknowledged' }) : settled;
}
