/** A 告知书 of the centre: whom it is about, and the clock that it opens. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import type { PackageRow } from '../../../db/queries/packages.ts';
import { pupilById, pupilKeys, type PupilKey } from '../../../db/queries/pupils.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { CaseId, PupilId } from '../../../domain/ids.ts';
import { normaliseName, sameName } from '../../../domain/name.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import { normaliseClass } from '../imports/people.ts';
import { caseOfArrival } from './case-of-arrival.ts';
import type { PackageData, PupilExtract } from './package-data.ts';
import { recordEvent, type Recorder, type RecordRefusal } from './record-event.ts';

export type LetterMatch = {
  readonly pupil: PupilKey;
  /** False when a person has to say that it is this one: the class differs. */
  readonly certain: boolean;
};

/** The pupil here whom a letter seems to be about: by number and name, by name, grade and class, or for a person to decide by name and grade. */
export async function matchOfLetter(reader: Reader, about: PupilExtract): Promise<LetterMatch | null> {
  const keys = await pupilKeys(reader);
  const numbered = keys.find((one) => one.studentNo === about.studentNo && sameName(one.name, about.name));
  if (numbered !== undefined) return { pupil: numbered, certain: true };
  const name = normaliseName(about.name);
  const inGrade = keys.filter((one) => one.grade === about.grade && normaliseName(one.name) === name);
  const inClass = inGrade.filter((one) => normaliseClass(one.className) === normaliseClass(about.className));
  const [only] = inClass.length > 0 ? inClass : inGrade;
  if (only === undefined || Math.max(inClass.length, 1) > 1 || (inClass.length === 0 && inGrade.length > 1)) return null;
  return { pupil: only, certain: inClass.length === 1 };
}

async function pupilOfLetter(reader: Reader, of: { readonly about: PupilExtract; readonly chosen: PupilId | null }): Promise<PupilId | null> {
  if (of.chosen !== null) return (await pupilById(reader, of.chosen)) === null ? null : of.chosen;
  const match = await matchOfLetter(reader, of.about);
  return match?.certain === true ? match.pupil.id : null;
}

type Received = { readonly row: PackageRow; readonly letter: NonNullable<PackageData['letter']>; readonly chosen: PupilId | null };

/** The letter goes into the pupil's case, which it opens if there is none, and opens again if it was closed. Received is when the stick was read. */
export async function takeLetter(tx: Tx, recorder: Recorder, of: Received): Promise<Result<CaseId, RecordRefusal | Refusal<'PUPIL_UNKNOWN'>>> {
  const { letter, row } = of;
  const pupilId = await pupilOfLetter(tx, { about: letter.pupil, chosen: of.chosen });
  if (pupilId === null) return fail(refusal('PUPIL_UNKNOWN', { studentNo: letter.pupil.studentNo }));
  const found = await caseOfArrival(tx, recorder, { row, pupilId, channel: letter.channel, summary: letter.summary, crisisTypes: letter.crisisTypes });
  if (!found.ok) return found;
  const payload = {
    letterNumber: letter.number,
    packageId: row.id,
    receivedBy: recorder.session.user.displayName,
    summary: letter.summary,
    requirements: letter.requirements,
  };
  const event = { requestId: recorder.newId(), type: 'letter_received', happenedAt: row.createdAt, payload };
  const recorded = await recordEvent(tx, recorder, { caseId: found.value, expectedVersion: null, event });
  return recorded.ok ? ok(found.value) : recorded;
}
