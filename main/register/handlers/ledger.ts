import { refusal } from '../../../contract/errors.ts';
import { ledgerList } from '../../../db/queries/ledger.ts';
import { fail, ok } from '../../../domain/result.ts';
import { addDays } from '../../../domain/time.ts';
import type { CallContext, Some } from '../context.ts';
import { observeInCases } from '../work/barometer-cases.ts';
import { correctEntry, enter } from '../work/ledger-entry.ts';
import { ledgerView, ledgerViews } from '../work/ledger-views.ts';
import { firstDay, officeDuties, officeDuty } from '../work/office-duties.ts';
import { refusalOfOwnOfficeExcuse } from '../work/own-excuse.ts';

/** How far ahead a leader may excuse: to the end of the term after the next holidays. */
const excusableDays = 240;

/** Who keeps a class's sheet is not told by a push either in which cases it went. */
function tellOf(context: CallContext, cases: readonly string[]): void {
  context.changed('today.changed');
  if (context.session.user.role !== 'class_teacher') for (const id of cases) context.changed('case.changed', id);
}

export const ledgerHandlers: Some<'ledger.record' | 'ledger.correct' | 'ledger.list' | 'ledger.duties' | 'ledger.excuse'> = {
  'ledger.record': async (context, input, tx) => {
    // An excuse is made for a duty that is open: `ledger.excuse` looks.
    if (input.kind === 'excuse') return fail(refusal('LEDGER_NOT_HERE'));
    const entered = await enter(tx, context, input);
    if (!entered.ok) return entered;
    const { row, repeated } = entered.value;
    const cases = row.kind === 'barometer' && !repeated ? await observeInCases(tx, context, row) : [];
    context.subject(row.id);
    context.detail({ kind: row.kind });
    tellOf(context, cases);
    return ok(await ledgerView(tx, row));
  },

  'ledger.correct': async (context, input, tx) => {
    const corrected = await correctEntry(tx, context, input);
    if (!corrected.ok) return corrected;
    const { row } = corrected.value;
    context.subject(row.id);
    context.detail({ kind: row.kind, corrects: row.corrects ?? '' });
    context.changed('today.changed');
    return ok(await ledgerView(tx, row));
  },

  'ledger.list': async (_context, { kind, from, to, offset, limit }, reader) => {
    const { total, rows } = await ledgerList(reader, { kind, from, to, offset, limit });
    return ok({ total, rows: [...(await ledgerViews(reader, rows))] });
  },

  'ledger.duties': async (context, { from, to }, reader) =>
    ok([...(await officeDuties(reader, { from, to, now: context.now, registerKind: context.session.office.kind }))]),

  'ledger.excuse': async (context, { requestId, dutyId, reason, clockConfirmed }, tx) => {
    const own = await refusalOfOwnOfficeExcuse(tx, context.session, dutyId);
    if (own !== null) return fail(own);
    const span = { from: await firstDay(tx), to: addDays(context.today, excusableDays), now: context.now, registerKind: context.session.office.kind };
    const entered = await enter(tx, context, { requestId, kind: 'excuse', happenedOn: context.today, payload: { dutyId, reason }, clockConfirmed });
    if (!entered.ok) {
      const { code, params } = entered.error;
      if (code === 'CLOCK_SET_BACK') return fail(refusal(code, params));
      throw new Error(`an excuse was refused: ${code}`);
    }
    const { row, repeated } = entered.value;
    const duty = await officeDuty(tx, dutyId, span);
    // It ends nothing that was done or missed before: then it is not made either.
    if (!repeated && duty?.entryIds.includes(row.id) !== true) return fail(refusal('OBLIGATION_NOT_OPEN'));
    context.subject(row.id);
    context.detail({ dutyId });
    context.changed('today.changed');
    return ok(await ledgerView(tx, row));
  },
};
