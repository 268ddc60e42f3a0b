/** Pupils: found, listed, and with their guardians. */
import type { ExpressionBuilder } from 'kysely';
import type { CaseId, PupilId } from '../../domain/ids.ts';
import type { PlainDate } from '../../domain/time.ts';
import type { Schema } from '../schema.ts';
import type { GuardianRecord } from '../stores/pupil-store.ts';
import type { Reader } from '../tx.ts';
import { pageSize } from './case-list.ts';
import { pupilMatches } from './search.ts';
import { endedStages } from './visibility.ts';

export type PupilListRow = {
  readonly id: PupilId;
  readonly studentNo: string;
  readonly name: string;
  readonly sex: string;
  readonly birthDate: PlainDate | null;
  readonly grade: number;
  readonly className: string;
  readonly openCaseId: CaseId | null;
};

export type PupilDetail = PupilListRow & {
  readonly boarding: boolean;
  readonly classTeacher: string | null;
  readonly address: string | null;
  readonly status: string;
  readonly guardians: readonly GuardianRecord[];
  readonly cases: readonly { readonly id: CaseId; readonly caseNo: string }[];
};

export type PupilFilter = {
  readonly search?: string | undefined;
  readonly className?: string | undefined;
  readonly grade?: number | undefined;
  readonly offset?: number | undefined;
  readonly limit?: number | undefined;
};

function openCase(eb: ExpressionBuilder<Schema, 'pupil'>) {
  return eb
    .selectFrom('case_file')
    .select('case_file.id')
    .whereRef('case_file.pupil_id', '=', 'pupil.id')
    .where('case_file.stage', 'not in', endedStages)
    .limit(1);
}

function selectPupils(reader: Reader) {
  return reader
    .selectFrom('pupil')
    .select(['pupil.id', 'pupil.student_no', 'pupil.name', 'pupil.sex', 'pupil.birth_date', 'pupil.grade', 'pupil.class_name'])
    .select((eb) => openCase(eb).as('open_case_id'));
}

type RawRow = Awaited<ReturnType<ReturnType<typeof selectPupils>['execute']>>[number];

function rowOf(row: RawRow): PupilListRow {
  // Written by the pupil store from branded values.
  return {
    id: row.id as PupilId,
    studentNo: row.student_no,
    name: row.name,
    sex: row.sex,
    birthDate: row.birth_date as PlainDate | null,
    grade: row.grade,
    className: row.class_name,
    openCaseId: row.open_case_id as CaseId | null,
  };
}

function conditions(eb: ExpressionBuilder<Schema, 'pupil'>, filter: PupilFilter) {
  return eb.and([
    ...(filter.search === undefined || filter.search.trim() === '' ? [] : [pupilMatches(eb, filter.search)]),
    ...(filter.className === undefined ? [] : [eb('pupil.class_name', '=', filter.className)]),
    ...(filter.grade === undefined ? [] : [eb('pupil.grade', '=', filter.grade)]),
  ]);
}

/** A page of pupils by grade, class and student number, and how many there are. */
export async function pupilList(reader: Reader, filter: PupilFilter): Promise<{ readonly total: number; readonly rows: readonly PupilListRow[] }> {
  const counted = await reader
    .selectFrom('pupil')
    .select((eb) => eb.fn.countAll<number>().as('n'))
    .where((eb) => conditions(eb, filter))
    .executeTakeFirstOrThrow();
  const rows = await selectPupils(reader)
    .where((eb) => conditions(eb, filter))
    .orderBy('pupil.grade')
    .orderBy('pupil.class_name')
    .orderBy('pupil.student_no')
    .limit(pageSize(filter.limit))
    .offset(filter.offset ?? 0)
    .execute();
  return { total: counted.n, rows: rows.map(rowOf) };
}

/** Rows of the given pupils, in no order; unknown ids are left out. At most 200 ids. */
export async function pupilsByIds(reader: Reader, ids: readonly PupilId[]): Promise<readonly PupilListRow[]> {
  if (ids.length === 0) return [];
  return (await selectPupils(reader).where('pupil.id', 'in', ids).limit(200).execute()).map(rowOf);
}

/** The pupil with this student number, or null. */
export async function pupilByStudentNo(reader: Reader, studentNo: string): Promise<PupilListRow | null> {
  const row = await selectPupils(reader).where('pupil.student_no', '=', studentNo).executeTakeFirst();
  return row === undefined ? null : rowOf(row);
}

/** Everything the register holds about the pupil as a person, or null. */
export async function pupilById(reader: Reader, id: PupilId): Promise<PupilDetail | null> {
  const row = await selectPupils(reader)
    .select(['pupil.boarding', 'pupil.class_teacher', 'pupil.address', 'pupil.status'])
    .where('pupil.id', '=', id)
    .executeTakeFirst();
  if (row === undefined) return null;
  const guardians = await guardiansOf(reader, id);
  const cases = await reader.selectFrom('case_file').select(['id', 'case_no']).where('pupil_id', '=', id).orderBy('opened_at').limit(100).execute();
  return {
    ...rowOf(row),
    boarding: row.boarding === 1,
    classTeacher: row.class_teacher,
    address: row.address,
    status: row.status,
    guardians,
    cases: cases.map((found) => ({ id: found.id as CaseId, caseNo: found.case_no })),
  };
}

/** What a roster says of a pupil, as it is stored. */
export type PupilFile = Omit<PupilDetail, 'openCaseId' | 'cases'>;

/** The pupil with this student number as a roster would describe them, or null. */
export async function pupilFile(reader: Reader, studentNo: string): Promise<PupilFile | null> {
  const row = await reader
    .selectFrom('pupil')
    .select(['id', 'student_no', 'name', 'sex', 'birth_date', 'grade', 'class_name', 'boarding', 'class_teacher', 'address', 'status'])
    .where('student_no', '=', studentNo)
    .executeTakeFirst();
  if (row === undefined) return null;
  const { openCaseId: _none, ...about } = rowOf({ ...row, open_case_id: null });
  const guardians = await guardiansOf(reader, about.id);
  return { ...about, boarding: row.boarding === 1, classTeacher: row.class_teacher, address: row.address, status: row.status, guardians };
}

function guardiansOf(reader: Reader, id: PupilId): Promise<GuardianRecord[]> {
  return reader.selectFrom('guardian').select(['name', 'relation', 'phone']).where('pupil_id', '=', id).orderBy('ordinal').execute();
}

/** What a file's row is matched by: number, or name with grade and class. All pupils (a few ten thousand at most). */
export type PupilKey = { readonly id: PupilId; readonly studentNo: string; readonly name: string; readonly grade: number; readonly className: string };

export async function pupilKeys(reader: Reader): Promise<readonly PupilKey[]> {
  const rows = await reader.selectFrom('pupil').select(['id', 'student_no', 'name', 'grade', 'class_name']).limit(200_000).execute();
  return rows.map((row) => ({ id: row.id as PupilId, studentNo: row.student_no, name: row.name, grade: row.grade, className: row.class_name }));
}

/** Names of all pupils who have or had a case, each once. */
export async function namesInCases(reader: Reader): Promise<readonly string[]> {
  const rows = await reader
    .selectFrom('case_file')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .select('pupil.name')
    .distinct()
    .limit(100_000)
    .execute();
  return rows.map((row) => row.name);
}

/** A class as the roster writes it: its name need not say the grade. */
export type RosterClass = { readonly grade: number; readonly className: string };

/** Every class that somebody is in. */
export async function rosterClasses(reader: Reader): Promise<readonly RosterClass[]> {
  const rows = await reader.selectFrom('pupil').select(['grade', 'class_name']).distinct().orderBy('grade').orderBy('class_name').limit(2000).execute();
  return rows.map((row) => ({ grade: row.grade, className: row.class_name }));
}
