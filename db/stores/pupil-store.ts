import type { PupilId } from '../../domain/ids.ts';
import type { Instant, PlainDate } from '../../domain/time.ts';
import type { Tx } from '../tx.ts';

export type GuardianRecord = { readonly name: string; readonly relation: string; readonly phone: string | null };

export type PupilRecord = {
  /** Used when the pupil is new; a known student number keeps its id. */
  readonly id: PupilId;
  readonly studentNo: string;
  readonly name: string;
  readonly nameFull: string;
  readonly nameInitials: string;
  readonly sex: string;
  readonly birthDate: PlainDate | null;
  readonly grade: number;
  readonly className: string;
  readonly boarding: boolean;
  readonly classTeacher: string | null;
  readonly address: string | null;
  readonly status: string;
  /** Hash over everything that the row says, guardians included: equal means unchanged. */
  readonly rowHash: string;
  readonly updatedAt: Instant;
  /** In order; at most nine. */
  readonly guardians: readonly GuardianRecord[];
};

export type Change = 'added' | 'changed' | 'unchanged';

function rowOf(pupil: PupilRecord) {
  return {
    name: pupil.name,
    name_full: pupil.nameFull,
    name_initials: pupil.nameInitials,
    sex: pupil.sex,
    birth_date: pupil.birthDate,
    grade: pupil.grade,
    class_name: pupil.className,
    boarding: pupil.boarding ? 1 : 0,
    class_teacher: pupil.classTeacher,
    address: pupil.address,
    status: pupil.status,
    row_hash: pupil.rowHash,
    updated_at: pupil.updatedAt,
  } as const;
}

async function replaceGuardians(tx: Tx, pupilId: string, guardians: readonly GuardianRecord[]): Promise<void> {
  await tx.deleteFrom('guardian').where('pupil_id', '=', pupilId).execute();
  if (guardians.length === 0) return;
  await tx
    .insertInto('guardian')
    .values(guardians.map(({ name, relation, phone }, index) => ({ pupil_id: pupilId, ordinal: index + 1, name, relation, phone })))
    .execute();
}

/** Takes over a pupil by student number. Guardians are replaced as a whole when anything changed. */
export async function upsertPupil(tx: Tx, pupil: PupilRecord): Promise<{ readonly id: PupilId; readonly change: Change }> {
  const known = await tx.selectFrom('pupil').select(['id', 'row_hash']).where('student_no', '=', pupil.studentNo).executeTakeFirst();
  if (known === undefined) {
    await tx
      .insertInto('pupil')
      .values({ id: pupil.id, student_no: pupil.studentNo, ...rowOf(pupil) })
      .execute();
    await replaceGuardians(tx, pupil.id, pupil.guardians);
    return { id: pupil.id, change: 'added' };
  }
  const id = known.id as PupilId;
  if (known.row_hash === pupil.rowHash) return { id, change: 'unchanged' };
  await tx.updateTable('pupil').set(rowOf(pupil)).where('id', '=', id).execute();
  await replaceGuardians(tx, id, pupil.guardians);
  return { id, change: 'changed' };
}

/** Gives a pupil another student number. One that somebody else has rejects ('unique'). */
export async function renumberPupil(tx: Tx, id: PupilId, to: { readonly studentNo: string; readonly at: Instant }): Promise<void> {
  await tx.updateTable('pupil').set({ student_no: to.studentNo, updated_at: to.at }).where('id', '=', id).execute();
}
