import type { Output } from '../../../contract/index.ts';
import { refusal } from '../../../contract/errors.ts';
import { casesOfOwner, handoversFor } from '../../../db/queries/case-owner.ts';
import type { CaseListRow } from '../../../db/queries/case-rows.ts';
import { caseById, obligationsOf } from '../../../db/queries/cases.ts';
import { eventByRequest } from '../../../db/queries/events.ts';
import { userById } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseId, UserId } from '../../../domain/ids.ts';
import { levelOf, ownerRoles, standingOf } from '../../../domain/permissions.ts';
import { fail, ok } from '../../../domain/result.ts';
import { isOpen } from '../../../domain/rules/obligation.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import type { CallContext, Some } from '../context.ts';
import type { OpenSession } from '../session.ts';
import { lookOf } from '../work/case-summary.ts';
import { handoverWarnings } from '../work/handover-warnings.ts';
import { recordEvent } from '../work/record-event.ts';
import { requestIdFor } from '../work/request-ids.ts';
import { rulesOf } from '../work/rule-packs.ts';

type Sheet = Output<'cases.handoverSheet'>;

/** Cases to move: those named, else all that the person owns. */
async function casesToMove(reader: Reader, context: CallContext, of: { readonly from: UserId; readonly named: readonly CaseId[] | undefined }) {
  const owned = (await casesOfOwner(reader, of.from, lookOf(context))).map(({ id }) => id);
  return of.named === undefined ? owned : owned.filter((id) => of.named?.includes(id) === true);
}

/** How many cases this very request moved before: its repetition answers the same. */
async function movedBefore(reader: Reader, context: CallContext, of: { readonly to: UserId; readonly requestId: string }): Promise<number> {
  let moved = 0;
  for (const { id } of await casesOfOwner(reader, of.to, lookOf(context))) {
    if ((await eventByRequest(reader, requestIdFor(of.requestId, id))) !== null) moved += 1;
  }
  return moved;
}

type Writing = { readonly reader: Reader; readonly packs: ReadonlyMap<string, RulePack>; readonly session: OpenSession };

async function sheetRow(row: CaseListRow, of: Writing): Promise<Sheet[number]> {
  const snapshot = await caseById(of.reader, row.id);
  if (snapshot === null) throw new Error('a listed case has a snapshot');
  const { user, grants } = of.session;
  const level = levelOf(user.role, standingOf(snapshot.state, { userId: user.id, ownClass: false, granted: grants.get(row.id) ?? null }));
  const { state } = snapshot;
  const { lastFollowUpAt, lastGuardianAt, lastPupilAt } = state.contacts;
  const open = (await obligationsOf(of.reader, row.id)).filter(isOpen).toSorted((a, b) => (a.dueAt < b.dueAt ? -1 : 1));
  return {
    caseId: row.id,
    caseNo: row.caseNo,
    pupilName: row.pupilName,
    className: row.className,
    grade: state.grade,
    stage: state.stage,
    attendance: state.attendance,
    lastContactAt:
      [lastFollowUpAt, lastGuardianAt, lastPupilAt]
        .filter((at) => at !== null)
        .toSorted()
        .at(-1) ?? null,
    nextDueAt: open[0]?.dueAt ?? null,
    handoverPending: state.handover !== null,
    warnings: await handoverWarnings(of.reader, snapshot, level),
    duties: open.map((duty) => {
      const rule = of.packs.get(duty.packVersion)?.rules.find(({ id }) => id === duty.ruleId);
      return { titleZh: rule?.title.zh ?? duty.ruleId, titleEn: rule?.title.en ?? duty.ruleId, slot: duty.slot, dueAt: duty.dueAt };
    }),
  };
}

export const handoverHandlers: Some<'cases.handOver' | 'cases.acceptHandover' | 'cases.handoverSheet'> = {
  'cases.handOver': async (context, input, tx) => {
    const { user } = context.session;
    const { fromUserId, toUserId, requestId, reason, note } = input;
    const [from, to] = [await userById(tx, fromUserId), await userById(tx, toUserId)];
    if (from === null || to === null || to.disabledAt !== null || !ownerRoles.includes(to.role)) return fail(refusal('USER_UNKNOWN'));
    if (fromUserId === toUserId) return fail(refusal('HANDOVER_TO_SELF'));
    // Colleagues give away what is theirs; to take from another is for those who lead.
    if ((user.role === 'psych_teacher' || user.role === 'center_counselor') && fromUserId !== user.id) return fail(refusal('NOT_ALLOWED'));
    const before = await movedBefore(tx, context, { to: toUserId, requestId });
    if (before > 0) return ok({ cases: before });
    const ids = await casesToMove(tx, context, { from: fromUserId, named: input.caseIds });
    if (input.caseIds !== undefined && ids.length < new Set(input.caseIds).size) return fail(refusal('CASE_UNKNOWN'));
    for (const caseId of ids) {
      const recorded = await recordEvent(tx, context, {
        caseId,
        expectedVersion: null,
        event: {
          requestId: requestIdFor(requestId, caseId),
          type: 'case_handed_over',
          happenedAt: context.now,
          payload: { toUserId, reason, note, warnings: '' },
        },
      });
      if (!recorded.ok) return recorded;
      context.changed('case.changed', caseId);
    }
    context.subject(fromUserId);
    context.detail({ cases: ids.length, to: toUserId });
    context.changed('today.changed');
    return ok({ cases: ids.length });
  },

  'cases.acceptHandover': async (context, input, tx) => {
    const waiting = await handoversFor(tx, context.session.user.id);
    const accepted = waiting.filter((id) => input.caseIds === undefined || input.caseIds.includes(id));
    for (const caseId of accepted) {
      const recorded = await recordEvent(tx, context, {
        caseId,
        expectedVersion: null,
        event: { requestId: requestIdFor(input.requestId, caseId), type: 'handover_accepted', happenedAt: context.now, payload: { note: '' } },
      });
      if (!recorded.ok) return recorded;
      context.changed('case.changed', caseId);
    }
    const before = accepted.length > 0 ? 0 : await movedBefore(tx, context, { to: context.session.user.id, requestId: input.requestId });
    if (accepted.length === 0 && before === 0) return fail(refusal('NOTHING_TO_ACCEPT'));
    context.detail({ cases: accepted.length });
    context.changed('today.changed');
    return ok({ cases: accepted.length + before });
  },

  'cases.handoverSheet': async (context, input, reader) => {
    if ((await userById(reader, input.userId)) === null) return fail(refusal('USER_UNKNOWN'));
    context.subject(input.userId);
    const { packs } = await rulesOf(reader);
    const sheet: Sheet = [];
    for (const row of await casesOfOwner(reader, input.userId, lookOf(context))) {
      // What this person may not read in the case stands on no sheet either.
      if (row.mayOpen) sheet.push(await sheetRow(row, { reader, packs, session: context.session }));
    }
    context.detail({ rows: sheet.length });
    return ok(sheet);
  },
};
