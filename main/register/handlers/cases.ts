import { refusal } from '../../../contract/errors.ts';
import type { CaseSummary } from '../../../contract/shapes.ts';
import { caseById, openCasesOf, sealedNotesOf } from '../../../db/queries/cases.ts';
import { caseList, caseSummary, type CaseListRow } from '../../../db/queries/case-list.ts';
import { eventByRequest } from '../../../db/queries/events.ts';
import { obligationSummary, todayBoard } from '../../../db/queries/today-board.ts';
import { pupilById } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import { insertSealedNote } from '../../../db/stores/sealed-note-store.ts';
import { takeUpCall } from '../../../db/stores/hotline-store.ts';
import { takeUpResults } from '../../../db/stores/screening-store.ts';
import type { Tx } from '../../../db/tx.ts';
import { isEvent, type EventPayload } from '../../../domain/events/registry.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { fail, ok } from '../../../domain/result.ts';
import { addDays, endOf, mondayOf } from '../../../domain/time.ts';
import type { CallContext, Some } from '../context.ts';
import { decryptWithIdentity, encryptToRecipients } from '../crypto/age.ts';
import { textOf, utf8Of } from '../crypto/bytes.ts';
import { refusalByHand } from '../work/by-hand.ts';
import { caseFileView } from '../work/case-file-view.ts';
import { chasesFor } from '../work/chase-views.ts';
import { obligationView } from '../work/obligation-views.ts';
import { openCase, recordEvent, type Recorded } from '../work/record-event.ts';
import { refreshObligations } from '../work/refresh-obligations.ts';
import { rulesOf } from '../work/rule-packs.ts';

/** A row as the contract shows it: who owns a case is not part of the list. */
export function caseSummaryOf({ ownerUserId: _owner, ...row }: CaseListRow): CaseSummary {
  return row;
}

async function summaryOf(tx: Tx, context: CallContext, id: CaseId): Promise<CaseSummary> {
  const row = await caseSummary(tx, id, context.now);
  if (row === null) throw new Error('a case just written has a snapshot');
  context.subject(id);
  context.changed('case.changed', id);
  context.changed('today.changed');
  return caseSummaryOf(row);
}

/** Marks the pupil's screening results and hotline calls that led to the case. False when one is another pupil's, or another case's already. */
async function takeUpSources(tx: Tx, { caseId }: Recorded, { pupilId, sourceRefs }: EventPayload<'lead_recorded'>): Promise<boolean> {
  const idsOf = (kind: 'screening_result' | 'hotline_call') => [...new Set(sourceRefs.filter((ref) => ref.kind === kind).map((ref) => ref.id))];
  const results = idsOf('screening_result');
  if ((await takeUpResults(tx, results, { caseId, pupilId })) !== results.length) return false;
  for (const id of idsOf('hotline_call')) {
    if (!(await takeUpCall(tx, id, { caseId, pupilId }))) return false;
  }
  return true;
}

export const caseHandlers: Some<
  'cases.open' | 'cases.list' | 'cases.file' | 'events.record' | 'today.board' | 'obligations.refresh' | 'obligations.summary' | 'notes.seal' | 'notes.list'
> = {
  'cases.open': async (context, input, tx) => {
    const pupil = await pupilById(tx, input.pupilId);
    if (pupil === null) return fail(refusal('PUPIL_UNKNOWN'));
    const repeated = await eventByRequest(tx, input.requestId);
    if (repeated !== null) return ok(await summaryOf(tx, context, repeated.caseId));
    const [open] = await openCasesOf(tx, input.pupilId);
    if (open !== undefined) return fail(refusal('CASE_OPEN_ALREADY', { caseId: open }));
    const { requestId, happenedAt, clockConfirmed } = input;
    const event = { requestId, happenedAt, clockConfirmed, type: 'lead_recorded', payload: { ...input.payload, pupilId: input.pupilId } };
    const byHand = await refusalByHand(tx, { ...event, caseId: null });
    if (byHand !== null) return fail(byHand);
    const recorded = await openCase(tx, context, event);
    if (!recorded.ok) return recorded;
    const lead = await eventByRequest(tx, input.requestId);
    if (lead === null || !isEvent(lead, 'lead_recorded')) throw new Error('a case just opened has its lead');
    if (!(await takeUpSources(tx, recorded.value, lead.payload))) return fail(refusal('RESULT_UNKNOWN'));
    return ok(await summaryOf(tx, context, recorded.value.caseId));
  },

  'cases.list': async (context, input, reader) => {
    const page = await caseList(reader, { ...input, now: context.now });
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
    const byHand = await refusalByHand(tx, { ...event, caseId });
    if (byHand !== null) return fail(byHand);
    const recorded = await recordEvent(tx, context, { caseId, expectedVersion, event });
    if (!recorded.ok) return recorded;
    return ok({ eventId: recorded.value.eventId, summary: await summaryOf(tx, context, input.caseId) });
  },

  'today.board': async (context, _input, reader) => {
    const { packs } = await rulesOf(reader);
    const endOfWeek = endOf(addDays(mondayOf(context.today), 6));
    const board = await todayBoard(reader, { roles: [context.session.user.role], now: context.now, endOfToday: endOf(context.today), endOfWeek });
    const { overdue, today, week, later, leads, urgentScreening, toSign, inbox } = board;
    const views = (rows: typeof overdue) => rows.map((row) => obligationView(row, packs));
    return ok({
      overdue: views(overdue),
      today: views(today),
      week: views(week),
      later,
      leads,
      urgentScreening,
      toSign,
      inbox,
      chases: await chasesFor(reader, context.session.user.role, packs),
    });
  },

  'obligations.refresh': async (context) => {
    const refreshed = await refreshObligations(context.session.register, { now: context.now, kind: context.session.office.kind });
    if (refreshed.changed > 0) context.changed('today.changed');
    return ok({ ...refreshed });
  },

  'obligations.summary': async (context, _input, reader) => ok({ ...(await obligationSummary(reader, context.now)) }),

  'notes.seal': async (context, input, tx) => {
    const found = await caseById(tx, input.caseId);
    if (found === null) return fail(refusal('CASE_UNKNOWN'));
    const counsellors = (await userList(tx)).filter(
      (user) => user.disabledAt === null && ['psych_teacher', 'center_counselor', 'center_head'].includes(user.role),
    );
    const sealed = await encryptToRecipients(
      utf8Of(input.text),
      counsellors.map((user) => user.sealRecipient),
    );
    if (!sealed.ok) throw new Error('a note is far smaller than the limit');
    const noteId = context.newId();
    await insertSealedNote(tx, { id: noteId, caseId: input.caseId, writtenAt: context.now, writtenBy: context.session.user.id, ciphertext: sealed.value });
    context.subject(input.caseId);
    return ok({ noteId });
  },

  'notes.list': async (context, input, reader) => {
    context.subject(input.caseId);
    if ((await caseById(reader, input.caseId)) === null) return fail(refusal('CASE_UNKNOWN'));
    const names = new Map((await userList(reader)).map((user) => [user.id, user.displayName]));
    const notes = await sealedNotesOf(reader, input.caseId);
    return ok(
      await Promise.all(
        notes.map(async (note) => {
          // A note sealed before this person came is not theirs to read: it stays closed and says so.
          const opened = await decryptWithIdentity(note.ciphertext, context.session.keys.ageIdentity);
          return {
            noteId: note.id,
            writtenAt: note.writtenAt,
            writtenByName: names.get(note.writtenBy) ?? '',
            text: opened.ok ? (textOf(opened.value) ?? null) : null,
          };
        }),
      ),
    );
  },
};
