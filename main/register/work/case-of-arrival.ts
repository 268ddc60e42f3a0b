/** The case that something from another office belongs to: the pupil's open one, the closed one opened again, or a new one. */
import { caseById, openCasesOf } from '../../../db/queries/cases.ts';
import type { PackageRow } from '../../../db/queries/packages.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import type { Reader, Tx } from '../../../db/tx.ts';
import type { CaseId, PupilId } from '../../../domain/ids.ts';
import { ok, type Result } from '../../../domain/result.ts';
import { laterOf } from '../../../domain/time.ts';
import type { CrisisType, DiscoveryChannel } from '../../../domain/vocabulary.ts';
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
  };
  const opened = await openCase(tx, recorder, { requestId: recorder.newId(), type: 'lead_recorded', happenedAt: row.createdAt, payload });
  return opened.ok ? ok(opened.value.caseId) : opened;
}

async function reopen(tx: Tx, recorder: Recorder, of: Arrival & { readonly caseId: CaseId }): Promise<Result<CaseId, RecordRefusal>> {
  const closedAt = (await caseById(tx, of.caseId))?.state.closedAt ?? null;
  const payload = { reason: of.summary, channel: of.channel, immediateDanger: false, packageId: of.row.id };
  // It may have arrived while the case was still open.
  const event = { requestId: recorder.newId(), type: 'case_reopened', happenedAt: laterOf(closedAt, of.row.createdAt), payload };
  const reopened = await recordEvent(tx, recorder, { caseId: of.caseId, expectedVersion: null, event });
  return reopened.ok ? ok(of.caseId) : reopened;
}
