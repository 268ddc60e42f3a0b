import { refusal } from '../../../contract/errors.ts';
import type { CaseSummary } from '../../../contract/shapes.ts';
import { caseById, openCasesOf } from '../../../db/queries/cases.ts';
import { caseList } from '../../../db/queries/case-list.ts';
import { caseSummary } from '../../../db/queries/case-rows.ts';
import { eventByRequest } from '../../../db/queries/events.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import type { Tx } from '../../../db/tx.ts';
import { isEvent, isEventType } from '../../../domain/events/registry.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { levelOf, mayRecord } from '../../../domain/permissions.ts';
import { refusalOfRole } from '../../../domain/record.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { CallContext, Some } from '../context.ts';
import { refusalByHand } from '../work/by-hand.ts';
import { correctsConfidential } from '../work/correction-access.ts';
import { caseFileView } from '../work/case-file-view.ts';
import { caseSummaryOf, lookOf } from '../work/case-summary.ts';
import { latestCaseOf } from '../work/case-of-arrival.ts';
import { dutyChanges } from '../work/duty-changes.ts';
import { refusalOfOwnExcuse } from '../work/own-excuse.ts';
import { openCase, paramsOf, recordEvent } from '../work/record-event.ts';
import { takeReport } from '../work/report.ts';
import { saysTheSame } from '../work/same-request.ts';
import { standingIn } from '../work/standing.ts';
import { takeUpSources, type TakenKind } from '../work/take-up-sources.ts';

async function summaryOf(tx: Tx, context: CallContext, id: CaseId): Promise<CaseSummary> {
  const row = await caseSummary(tx, id, lookOf(context));
  if (row === null) throw new Error('a case just written has a snapshot');
  context.subject(id);
  context.changed('case.changed', id);
  context.changed('today.changed');
  return caseSummaryOf(row);
}

/** Marks the results and calls that an entry just recorded rests on. Answers the kind of one that is not this pupil's, or another case's already. */
async function takeUpNamed(tx: Tx, requestId: string): Promise<TakenKind | null> {
  const recorded = await eventByRequest(tx, requestId);
  if (recorded === null || !(isEvent(recorded, 'lead_recorded') || isEvent(recorded, 'lead_added'))) return null;
  const pupilId = (await caseById(tx, recorded.caseId))?.pupilId;
  if (pupilId === undefined) throw new Error('a case with an entry has a snapshot');
  return takeUpSources(tx, { caseId: recorded.caseId, pupilId, sourceRefs: recorded.payload.sourceRefs });
}

/** Another case of the same pupil that is open: a pupil has one open case, which whatever is new goes into. */
async function openBeside(tx: Tx, caseId: CaseId): Promise<CaseId | null> {
  const pupilId = (await caseById(tx, caseId))?.pupilId;
  const open = pupilId === undefined ? [] : await openCasesOf(tx, pupilId);
  return open.find((id) => id !== caseId) ?? null;
}

export const caseHandlers: Some<'cases.open' | 'cases.list' | 'cases.file' | 'events.record'> = {
  'cases.open': async (context, input, tx) => {
    const pupil = await pupilById(tx, input.pupilId);
    if (pupil === null) return fail(refusal('PUPIL_UNKNOWN'));
    const repeated = await eventByRequest(tx, input.requestId);
    if (repeated !== null) {
      const opened =
        ['lead_recorded', 'case_reopened', 'lead_added'].includes(repeated.type) && (await caseById(tx, repeated.caseId))?.pupilId === input.pupilId;
      return opened ? ok(await summaryOf(tx, context, repeated.caseId)) : fail(refusal('REQUEST_REUSED'));
    }
    const latest = await latestCaseOf(tx, input.pupilId);
    if (latest !== null && !latest.closed) return fail(refusal('CASE_OPEN_ALREADY', { caseId: latest.id }));
    const { requestId, happenedAt, clockConfirmed } = input;
    if (latest !== null) {
      const { pupilId: _pupil, ownerId: _owner, ...payload } = input.payload;
      const again = await takeReport(tx, context, { requestId, happenedAt, clockConfirmed, pupilId: input.pupilId, kind: 'lead', payload });
      return again.ok ? ok(await summaryOf(tx, context, again.value)) : again;
    }
    const event = { requestId, happenedAt, clockConfirmed, type: 'lead_recorded', payload: { ...input.payload, pupilId: input.pupilId } };
    const byHand = await refusalByHand(tx, { ...event, caseId: null });
    if (byHand !== null) return fail(byHand);
    const recorded = await openCase(tx, context, event);
    if (!recorded.ok) return recorded;
    const taken = await takeUpNamed(tx, requestId);
    if (taken !== null) return fail(taken === 'screening_result' ? refusal('RESULT_UNKNOWN') : refusal('REFERENCE_UNKNOWN', { kind: taken }));
    return ok(await summaryOf(tx, context, recorded.value.caseId));
  },

  'cases.list': async (context, input, reader) => {
    const page = await caseList(reader, { ...input, ...lookOf(context) });
    context.detail({ rows: page.rows.length, total: page.total });
    return ok({ total: page.total, rows: page.rows.map(caseSummaryOf) });
  },

  'cases.file': async (context, input, reader) => {
    context.subject(input.caseId);
    const view = await caseFileView(reader, context, input.caseId);
    return view === null ? fail(refusal('CASE_UNKNOWN')) : ok(view);
  },

  'events.record': async (context, input, tx) => {
    const { caseId, expectedVersion, ...event } = input;
    context.subject(caseId);
    context.detail({ type: isEventType(event.type) ? event.type : '' });
    const standing = await standingIn(tx, context.session, caseId);
    if (standing === null) return fail(refusal('CASE_UNKNOWN'));
    const { role } = context.session.user;
    if (!mayRecord(role, event.type, standing)) return fail(refusal('ACCESS_FORBIDDEN', { level: levelOf(role, standing) }));
    const stranger = refusalOfRole(event.type, { role, registerKind: context.session.office.kind });
    if (stranger !== null) return fail(refusal(stranger.code, paramsOf(stranger.params)));
    if (levelOf(role, standing) !== 'detail' && (await correctsConfidential(tx, event)))
      return fail(refusal('ACCESS_FORBIDDEN', { level: levelOf(role, standing) }));
    const byHand = await refusalByHand(tx, { ...event, caseId });
    if (byHand !== null) return fail(byHand);
    const own = await refusalOfOwnExcuse(tx, context.session, { ...event, caseId });
    if (own !== null) return fail(own);
    const beside = event.type === 'case_reopened' ? await openBeside(tx, caseId) : null;
    if (beside !== null) return fail(refusal('CASE_OPEN_ALREADY', { caseId: beside }));
    const recorded = await recordEvent(tx, context, { caseId, expectedVersion, event });
    if (!recorded.ok) return recorded;
    if (recorded.value.repeated && !(await saysTheSame(tx, event))) return fail(refusal('REQUEST_REUSED'));
    const restsOnSources = event.type === 'lead_added' && !recorded.value.repeated;
    const taken = restsOnSources ? await takeUpNamed(tx, input.requestId) : null;
    if (taken !== null) return fail(refusal('REFERENCE_UNKNOWN', { kind: taken }));
    const { eventId, before, after, packs } = recorded.value;
    return ok({ eventId, summary: await summaryOf(tx, context, caseId), duties: dutyChanges(before, after, packs) });
  },
};
