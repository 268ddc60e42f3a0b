/** Rows of the list of cases, as one person may see them. */
import type { CaseId, PupilId, UserId } from '../../domain/ids.ts';
import type { Instant } from '../../domain/time.ts';
import type { Attendance, CaseStage, DiscoveryChannel, RiskGrade } from '../../domain/vocabulary.ts';
import type { Reader } from '../tx.ts';
import { mayOpen, type Viewer } from './visibility.ts';

export type CaseListRow = {
  readonly id: CaseId;
  readonly caseNo: string;
  readonly pupilId: PupilId;
  readonly pupilName: string;
  readonly studentNo: string;
  readonly className: string;
  readonly loop: number;
  readonly stage: CaseStage;
  readonly attendance: Attendance;
  readonly grade: RiskGrade | null;
  readonly channel: DiscoveryChannel;
  readonly ownerUserId: UserId;
  readonly ownerName: string;
  /** False: the viewer knows only that the case exists, and the fields on grade and duties are empty. */
  readonly mayOpen: boolean;
  readonly sealed: boolean;
  readonly openedAt: Instant;
  readonly lastEventAt: Instant;
  readonly nextDueAt: Instant | null;
  readonly openObligations: number;
  readonly overdue: boolean;
  readonly version: number;
};

const listColumns = [
  'case_file.id',
  'case_file.case_no',
  'case_file.pupil_id',
  'case_file.loop',
  'case_file.stage',
  'case_file.attendance',
  'case_file.grade',
  'case_file.channel',
  'case_file.owner_user_id',
  'case_file.opened_at',
  'case_file.last_event_at',
  'case_file.next_due_at',
  'case_file.open_obligations',
  'case_file.version',
  'case_file.sealed',
  'pupil.name',
  'pupil.student_no',
  'pupil.class_name',
  'user_account.display_name',
] as const;

function selectRows(reader: Reader, viewer: Viewer) {
  return reader
    .selectFrom('case_file')
    .innerJoin('pupil', 'pupil.id', 'case_file.pupil_id')
    .innerJoin('user_account', 'user_account.id', 'case_file.owner_user_id')
    .select(listColumns)
    .select((eb) => eb.case().when(mayOpen(eb, viewer)).then(1).else(0).end().as('may_open'));
}

type RawRow = Awaited<ReturnType<ReturnType<typeof selectRows>['execute']>>[number];

/** What a person may not open says nothing of grade and duties. */
const shutFields = { mayOpen: false, grade: null, nextDueAt: null, openObligations: 0, overdue: false } as const;

function rowOf(row: RawRow, now: Instant): CaseListRow {
  // The file holds only what the stores wrote, so the text columns carry their brands.
  const known = {
    mayOpen: true,
    grade: row.grade as RiskGrade | null,
    nextDueAt: row.next_due_at as Instant | null,
    openObligations: row.open_obligations,
    overdue: row.next_due_at !== null && row.next_due_at < now,
  };
  return {
    id: row.id as CaseId,
    caseNo: row.case_no,
    pupilId: row.pupil_id as PupilId,
    pupilName: row.name,
    studentNo: row.student_no,
    className: row.class_name,
    loop: row.loop,
    stage: row.stage as CaseStage,
    attendance: row.attendance as Attendance,
    channel: row.channel as DiscoveryChannel,
    ownerUserId: row.owner_user_id as UserId,
    ownerName: row.display_name,
    sealed: row.sealed === 1,
    openedAt: row.opened_at as Instant,
    lastEventAt: row.last_event_at as Instant,
    version: row.version,
    ...(row.may_open === 1 ? known : shutFields),
  };
}

/** Who looks, and when. */
export type Look = { readonly for: Viewer; readonly now: Instant };

/** The rows of these cases (at most a few hundred) in the order of the ids; unknown ones are left out. */
export async function rowsInOrder(reader: Reader, ids: readonly string[], look: Look): Promise<readonly CaseListRow[]> {
  if (ids.length === 0) return [];
  const rows = await selectRows(reader, look.for).where('case_file.id', 'in', ids).execute();
  const found = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => found.get(id) ?? []).map((row) => rowOf(row, look.now));
}

/** The row of one case as in the list, or null. */
export async function caseSummary(reader: Reader, id: CaseId, look: Look): Promise<CaseListRow | null> {
  const [row] = await rowsInOrder(reader, [id], look);
  return row ?? null;
}
