/** The case that something from another office belongs to: the pupil's open one, the closed one opened again, or a new one. */
import { caseById, openCasesOf } from '../../../db/queries/cases.ts';
import type { PackageRow } from '../../../db/queries/packages.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { CaseId, PupilId, UserId } from '../../../domain/ids.ts';
import { ownerRoles } from '../../../domain/permissions.ts';
import { reopeningFor } from '../../../domain/reopening.ts';
import { ok, type Result } from '../../../domain/result.ts';
import type { CrisisType, DiscoveryChannel } from '../../../domain/vocabulary.ts';
import type { OpenSession } from '../session.ts';
import { openCase, recordEvent, type Recorder, type RecordRefusal } from './record-event.ts';

export type Arrival = {
  readonly row: PackageRow;
  readonly pupilId: PupilId;
  readonly channel: DiscoveryChannel;
  readonly summary: string;
  readonly crisisTypes: readonly CrisisType[];
};

/** The pupil's open case, else the latest closed one, else null. */
export async function latestCaseOf(reader: Reader, pupilId: PupilId): Promise<{ readonly id: CaseId; readonly closed: boolean } | null> {
  const [open] = await openCasesOf(reader, pupilId);
  if (open !== undefined) return { id: open, closed: false };
  const closed = (await pupilById(reader, pupilId))?.cases.at(-1);
  return closed === undefined ? null : { id: closed.id, closed: true };
}

/** Whoever begins a case and can own it owns it (null); else the first psychologist of the school who is still here. */
export async function ownerFor(reader: Reader, { user }: Pick<OpenSession, 'user'>): Promise<UserId | null> {
  if (ownerRoles.includes(user.role)) return null;
  return (await userList(reader)).find((one) => one.role === 'psych_teacher' && one.disabledAt === null)?.id ?? null;
}

/** One pupil has one case with as many loops as it takes. */
export async function caseOfArrival(tx: Tx, recorder: Recorder, of: Arrival): Promise<Result<CaseId, RecordRefusal>> {
  const latest = await latestCaseOf(tx, of.pupilId);
  if (latest === null) return openNew(tx, recorder, of);
  return latest.closed ? reopen(tx, recorder, { ...of, caseId: latest.id }) : ok(latest.id);
}

async function openNew(tx: Tx, recorder: Recorder, of: Arrival): Promise<Result<CaseId, RecordRefusal>> {
  const { row, pupilId, channel, summary, crisisTypes } = of;
  const payload = {
    pupilId,
    channel,
    reportedBy: row.partnerName,
    foundAt: '',
    summary,
    immediateDanger: false,
    crisisTypes,
    sourceRefs: [{ kind: 'package', id: row.id }],
    ownerId: await ownerFor(tx, recorder.session),
  };
  const opened = await openCase(tx, recorder, { requestId: recorder.newId(), type: 'lead_recorded', happenedAt: row.createdAt, payload });
  return opened.ok ? ok(opened.value.caseId) : opened;
}

async function reopen(tx: Tx, recorder: Recorder, of: Arrival & { readonly caseId: CaseId }): Promise<Result<CaseId, RecordRefusal>> {
  const lastEventAt = (await caseById(tx, of.caseId))?.state.lastEventAt ?? null;
  const payload = { reason: of.summary, channel: of.channel, immediateDanger: false, packageId: of.row.id };
  // It may have arrived while the case was still open.
  const happenedAt = reopeningFor({ lastEventAt }, { happenedAt: of.row.createdAt, now: recorder.now });
  const event = { requestId: recorder.newId(), type: 'case_reopened', happenedAt, payload };
  const reopened = await recordEvent(tx, recorder, { caseId: of.caseId, expectedVersion: null, event });
  return reopened.ok ? ok(of.caseId) : reopened;
}
