/** A school's report: the centre keeps a case of its own for each pupil that is reported by name, and notes in it what was reported. */
import { caseById } from '../../../db/queries/cases.ts';
import { documentsByIds } from '../../../db/queries/documents.ts';
import { packageById, type PackageRow } from '../../../db/queries/packages.ts';
import { pupilById, pupilByStudentNo } from '../../../db/queries/pupils.ts';
import { bindPartnerCode } from '../../../db/stores/partner-store.ts';
import { renumberPupil, upsertPupil } from '../../../db/stores/pupil-store.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { CaseId, PackageId, PupilId } from '../../../domain/ids.ts';
import { sameName } from '../../../domain/name.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { caseOfArrival, latestCaseOf } from './case-of-arrival.ts';
import type { CaseExtract, PackageData, PupilExtract } from './package-data.ts';
import { pupilRecord } from './pupil-record.ts';
import { recordEvent, type Recorder, type RecordRefusal } from './record-event.ts';

export type Taken = {
  readonly cases: readonly CaseId[];
  /** Student numbers of those whom the register knows under another name. */
  readonly unmatched: readonly string[];
  /** The sender's cases about them: nothing of these was taken. */
  readonly notTaken: readonly CaseId[];
};

type Reported = { readonly row: PackageRow; readonly data: PackageData };

export async function takeSubmission(tx: Tx, recorder: Recorder, { row, data }: Reported): Promise<Result<Taken, RecordRefusal>> {
  const code = await bindPartnerCode(tx, row.partnerId, data.officeCode);
  const cases: CaseId[] = [];
  const unmatched: string[] = [];
  const notTaken: CaseId[] = [];
  for (const extract of data.cases) {
    if (extract.pupil === null || extract.caseId === null) continue;
    const pupilId = await pupilOfReport(tx, recorder, { row, code, pupil: extract.pupil, letterPackageId: extract.letterPackageId });
    if (pupilId === null) {
      unmatched.push(extract.pupil.studentNo);
      notTaken.push(extract.caseId);
      continue;
    }
    const reported = await noteReport(tx, recorder, { row, data, extract, pupilId });
    if (!reported.ok) return reported;
    cases.push(reported.value);
  }
  return ok({ cases: [...new Set(cases)], unmatched, notTaken });
}

type Asked = { readonly row: PackageRow; readonly code: string; readonly pupil: PupilExtract; readonly letterPackageId: PackageId | null };

/**
 * Student numbers are unique in a school, not in a district: here they stand under the code that is bound to the school. Null when the number,
 * or the letter that the school answers, belongs to a child of another name: then nobody may be overwritten, and a person has to look.
 */
async function pupilOfReport(tx: Tx, recorder: Recorder, of: Asked): Promise<PupilId | null> {
  const { pupil } = of;
  const studentNo = `${of.code}:${pupil.studentNo}`;
  const known = await pupilByStudentNo(tx, studentNo);
  if (known !== null) return sameName(known.name, pupil.name) ? known.id : null;
  const written = of.letterPackageId === null ? null : await pupilOfOwnLetter(tx, of.row, of.letterPackageId);
  if (written !== null) {
    const about = await pupilById(tx, written);
    if (about === null || !sameName(about.name, pupil.name)) return null;
    // Entered here by hand before the school reported: from now on it is found by the school's number.
    if (about.studentNo === pupil.studentNo) await renumberPupil(tx, about.id, { studentNo, at: recorder.now });
    return about.id;
  }
  return addReported(tx, recorder, { pupil, studentNo });
}

/** Pupil of the letter that this office sent to the reporting school in that package. */
async function pupilOfOwnLetter(reader: Reader, row: PackageRow, packageId: PackageId): Promise<PupilId | null> {
  const sent = await packageById(reader, packageId);
  if (sent === null || sent.direction !== 'out' || sent.kind !== 'letter' || sent.partnerId !== row.partnerId) return null;
  const ids = [...new Set(sent.files.flatMap((file) => (file.documentId === null ? [] : [file.documentId])))];
  const about = (await documentsByIds(reader, ids)).find((document) => document.caseId !== null);
  return about === undefined || about.caseId === null ? null : ((await caseById(reader, about.caseId))?.pupilId ?? null);
}

async function addReported(tx: Tx, recorder: Recorder, of: { readonly pupil: PupilExtract; readonly studentNo: string }): Promise<PupilId> {
  const { name, sex, grade, className } = of.pupil;
  const facts = { studentNo: of.studentNo, name, sex, birthDate: null, grade, className, boarding: false, classTeacher: null, address: null, guardians: [] };
  return (await upsertPupil(tx, pupilRecord(facts, recorder))).id;
}

type Noted = Reported & { readonly extract: CaseExtract; readonly pupilId: PupilId };

/** Each report leaves an event. A report that the school has closed its case opens nothing again. */
async function noteReport(tx: Tx, recorder: Recorder, of: Noted): Promise<Result<CaseId, RecordRefusal>> {
  const { row, extract, pupilId } = of;
  const latest = await latestCaseOf(tx, pupilId);
  const summary = `${row.partnerName}报送备案，学校个案编号${extract.caseNo}。`;
  const arrival = { row, pupilId, channel: extract.channels[0] ?? 'other', summary, crisisTypes: extract.crisisTypes };
  const found = latest?.closed === true && extract.stage === 'closed' ? ok(latest.id) : await caseOfArrival(tx, recorder, arrival);
  if (!found.ok) return found;
  const payload = {
    packageId: row.id,
    school: row.partnerName,
    schoolCaseNo: extract.caseNo,
    schoolLoop: extract.loop,
    grade: extract.grade,
    stage: extract.stage,
    planVersion: extract.planVersion,
    documentNumbers: of.data.documents.filter((document) => document.caseId === extract.caseId).map((document) => document.number),
  };
  const event = { requestId: recorder.newId(), type: 'report_received', happenedAt: row.createdAt, payload };
  const noted = await recordEvent(tx, recorder, { caseId: found.value, expectedVersion: null, event });
  return noted.ok ? found : noted;
}
