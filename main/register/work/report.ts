/** A discovery or an observation about a pupil, by somebody who need not know what the office knows: it finds its own way into the pupil's file. */
import { refusal, type Refusal } from '../../../contract/errors.ts';
import { caseById } from '../../../db/queries/cases.ts';
import type { Tx } from '../../../db/tx.ts';
import type { Payload } from '../../../domain/events/define-event.ts';
import type { CaseId, PupilId } from '../../../domain/ids.ts';
import { reopeningFor } from '../../../domain/reopening.ts';
import { fail, ok, type Result } from '../../../domain/result.ts';
import type { Instant } from '../../../domain/time.ts';
import type { CallContext } from '../context.ts';
import { refusalByHand, type HandRefusal } from './by-hand.ts';
import { latestCaseOf, ownerFor } from './case-of-arrival.ts';
import { classTeacherDuties } from './class-teacher-duties.ts';
import { openCase, recordEvent, type RecordRefusal } from './record-event.ts';
import { requestIdFor } from './request-ids.ts';
import { takeUpSources } from './take-up-sources.ts';

export type Report = {
  readonly requestId: string;
  readonly happenedAt: Instant;
  readonly pupilId: PupilId;
  readonly kind: 'lead' | 'observation' | 'decision';
  readonly payload: Payload;
  /** A person said that the clock is right now though the register holds later entries. */
  readonly clockConfirmed?: boolean;
};
type ReportRefusal = RecordRefusal | HandRefusal | Refusal<'REFERENCE_UNKNOWN' | 'OBLIGATION_NOT_OPEN'>;
type Clock = { readonly clockConfirmed: boolean };
type Step = Clock & { readonly type: string; readonly payload: Payload; readonly requestId: string };

/** Records the report: into the open case, into the closed one opened again, or into a new one that the school's psychologist owns. */
export async function takeReport(tx: Tx, context: CallContext, report: Report): Promise<Result<CaseId, ReportRefusal>> {
  const latest = await latestCaseOf(tx, report.pupilId);
  if (report.kind === 'decision') return carriedOut(tx, context, { report, caseId: latest?.closed === false ? latest.id : null });
  if (latest !== null && !latest.closed) return into(tx, context, { report, caseId: latest.id });
  const beginning = latest === null ? await openFor(tx, context, report) : await reopenFor(tx, context, { report, caseId: latest.id });
  if (!beginning.ok) return beginning;
  // A lead is what opened the new case; anything else is an entry of its own.
  return latest === null && report.kind === 'lead' ? beginning : into(tx, context, { report, caseId: beginning.value });
}

/** Of what was given to the class teacher of this pupil alone: whether anything else stands open is not told. */
async function carriedOut(
  tx: Tx,
  context: CallContext,
  of: { readonly report: Report; readonly caseId: CaseId | null },
): Promise<Result<CaseId, ReportRefusal>> {
  const { report, caseId } = of;
  if (context.session.user.role !== 'class_teacher') return fail(refusal('NOT_ALLOWED'));
  const given = caseId === null ? [] : (await classTeacherDuties(tx, caseId)).decisions;
  if (caseId === null || !given.some(({ obligationId }) => obligationId === report.payload['obligationId'])) return fail(refusal('OBLIGATION_NOT_OPEN'));
  const payload = { ...report.payload, documentId: null };
  const step = { ...clockOf(report), type: 'decision_carried_out', payload, requestId: report.requestId };
  return recordStep(tx, context, { caseId, happenedAt: report.happenedAt, step });
}

/** What the report says as a lead. Class teachers are a channel of their own, and have no results or calls at hand. */
function leadOf({ session }: CallContext, { kind, payload }: Report): Payload {
  const own = session.user.role === 'class_teacher' ? { channel: 'class_teacher', sourceRefs: [] } : {};
  if (kind === 'lead') return { channel: 'class_teacher', foundAt: '', sourceRefs: [], ...payload, ...own };
  const urgent = payload['urgent'] === true;
  const cues: unknown = payload['cues'];
  const harm = Array.isArray(cues) && cues.includes('self_harm_marks');
  return {
    channel: payload['source'] === 'subject_teacher' ? 'subject_teacher' : 'class_teacher',
    reportedBy: session.user.displayName,
    foundAt: '',
    summary: payload['behaviour'],
    immediateDanger: urgent,
    crisisTypes: harm ? ['self_harm'] : [],
    sourceRefs: [],
    ...own,
  };
}

async function openFor(tx: Tx, context: CallContext, report: Report): Promise<Result<CaseId, ReportRefusal>> {
  const payload = { ...leadOf(context, report), pupilId: report.pupilId, ownerId: await ownerFor(tx, context.session) };
  const requestId = report.kind === 'lead' ? report.requestId : requestIdFor(report.requestId, 'lead_recorded');
  const byHand = await refusalByHand(tx, { caseId: null, type: 'lead_recorded', payload });
  if (byHand !== null) return fail(byHand);
  const opened = await openCase(tx, context, { ...clockOf(report), requestId, type: 'lead_recorded', happenedAt: report.happenedAt, payload });
  if (!opened.ok) return opened;
  return takeUp(tx, report, { caseId: opened.value.caseId, payload });
}

async function reopenFor(tx: Tx, context: CallContext, of: { readonly report: Report; readonly caseId: CaseId }): Promise<Result<CaseId, ReportRefusal>> {
  const { report, caseId } = of;
  const lead = leadOf(context, report);
  const lastEventAt = (await caseById(tx, caseId))?.state.lastEventAt ?? null;
  const payload = { reason: lead['summary'], channel: lead['channel'], immediateDanger: lead['immediateDanger'], packageId: null };
  const reopened = await recordStep(tx, context, {
    caseId,
    // It may have been seen while the case was still open.
    happenedAt: reopeningFor({ lastEventAt }, { happenedAt: report.happenedAt, now: context.now }),
    step: { ...clockOf(report), type: 'case_reopened', payload, requestId: requestIdFor(report.requestId, 'case_reopened') },
  });
  return reopened.ok ? ok(caseId) : reopened;
}

async function into(tx: Tx, context: CallContext, of: { readonly report: Report; readonly caseId: CaseId }): Promise<Result<CaseId, ReportRefusal>> {
  const { report, caseId } = of;
  const step =
    report.kind === 'lead'
      ? { ...clockOf(report), type: 'lead_added', payload: leadOf(context, report), requestId: report.requestId }
      : { ...clockOf(report), type: 'class_observed', payload: report.payload, requestId: report.requestId };
  const recorded = await recordStep(tx, context, { caseId, happenedAt: report.happenedAt, step });
  if (!recorded.ok) return recorded;
  return report.kind === 'lead' ? takeUp(tx, report, { caseId, payload: step.payload }) : ok(caseId);
}

function clockOf({ clockConfirmed = false }: Report): Clock {
  return { clockConfirmed };
}

async function recordStep(
  tx: Tx,
  context: CallContext,
  of: { readonly caseId: CaseId; readonly happenedAt: Instant; readonly step: Step },
): Promise<Result<CaseId, ReportRefusal>> {
  const { caseId, happenedAt, step } = of;
  const byHand = await refusalByHand(tx, { ...step, caseId });
  if (byHand !== null) return fail(byHand);
  const recorded = await recordEvent(tx, context, { caseId, expectedVersion: null, event: { ...step, happenedAt } });
  return recorded.ok ? ok(caseId) : recorded;
}

/** The payload was parsed by the event's own schema when it was recorded, so its references have their shape. */
async function takeUp(tx: Tx, { pupilId }: Report, of: { readonly caseId: CaseId; readonly payload: Payload }): Promise<Result<CaseId, ReportRefusal>> {
  const refs = of.payload['sourceRefs'] as readonly { readonly kind: string; readonly id: string }[];
  const taken = await takeUpSources(tx, { caseId: of.caseId, pupilId, sourceRefs: refs });
  return taken === null ? ok(of.caseId) : fail(refusal('REFERENCE_UNKNOWN', { kind: taken }));
}
