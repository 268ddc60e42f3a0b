import { refusal } from '../../../contract/errors.ts';
import { compliance, obligationSummary, overdueWall } from '../../../db/queries/overdue.ts';
import { fail, ok } from '../../../domain/result.ts';
import { complianceOf } from '../../../domain/rules/compliance.ts';
import { endOf } from '../../../domain/time.ts';
import type { Some } from '../context.ts';
import { allChases } from '../work/chase-views.ts';
import { clauseView } from '../work/clause-views.ts';
import { listedCases, shownChase, shownDuty } from '../work/duty-access.ts';
import { explanationView } from '../work/explain-view.ts';
import { officeDuties } from '../work/office-duties.ts';
import { boardViews } from '../work/obligation-views.ts';
import { refoldRegister } from '../work/refold.ts';
import { refreshObligations } from '../work/refresh-obligations.ts';
import { rulesOf } from '../work/rule-packs.ts';
import { todayView } from '../work/today-view.ts';

export const dutyHandlers: Some<
  'today.board' | 'obligations.wall' | 'obligations.explain' | 'obligations.refresh' | 'obligations.summary' | 'statistics.compliance' | 'register.refold'
> = {
  'today.board': async (context, _input, reader) => ok(await todayView(reader, context)),

  'obligations.wall': async (context, input, reader) => {
    const { packs, current } = await rulesOf(reader);
    const wall = await overdueWall(reader, { ...input, now: context.now, pack: current });
    const missed = await allChases(reader, packs);
    const listed = await listedCases(reader, context.session, [...wall.rows, ...missed]);
    const views = await boardViews(reader, wall.rows, { packs, now: context.now });
    context.detail({ rows: views.length, total: wall.total });
    return ok({
      total: wall.total,
      byOwner: wall.byOwner.map(({ ownerName, ownerRole, overdue }) => ({ ownerName, ownerRole, overdue })),
      // No clinical text on a wall, whoever stands before it.
      rows: views.map((view) => ({ ...shownDuty(view, listed.get(view.caseId)), what: null })),
      missed: missed.map((chase) => shownChase(chase, listed.get(chase.caseId))),
    });
  },

  'obligations.explain': async (context, input, reader) => {
    const view = await explanationView(reader, context, input.obligationId);
    return view === null ? fail(refusal('OBLIGATION_UNKNOWN')) : ok(view);
  },

  'obligations.refresh': async (context) => {
    const refreshed = await refreshObligations(context.session.register, { now: context.now, kind: context.session.office.kind });
    if (refreshed.changed > 0) context.changed('today.changed');
    return ok({ ...refreshed });
  },

  'obligations.summary': async (context, _input, reader) => ok({ ...(await obligationSummary(reader, context.now)) }),

  'statistics.compliance': async (context, input, reader) => {
    const { packs } = await rulesOf(reader);
    const { now } = context;
    const cases = await compliance(reader, { ...input, now });
    const periods = await officeDuties(reader, { ...input, now, registerKind: context.session.office.kind });
    const office = complianceOf(
      // Nothing supersedes a clock of the office, so when it ended does not matter here.
      periods.map(({ clause, dueOn, end }) => ({ clause, end, dueAt: endOf(dueOn), endedAt: null })),
      { ...input, now },
    );
    return ok({ ...input, clauses: cases.map((one) => clauseView(one, packs)), office: office.map((one) => clauseView(one, packs)) });
  },

  'register.refold': async (context, input) => {
    const { register, office } = context.session;
    const { now, signal, progress } = context;
    // Weeks that passed since the last look are time's doing, and no difference between the log and what is stored.
    await refreshObligations(register, { now, kind: office.kind });
    const refolded = await refoldRegister(register, { now, kind: office.kind, repair: input.repair, signal, progress });
    context.detail({ differing: refolded.differing, obligationsDiffering: refolded.obligationsDiffering, repaired: refolded.repaired });
    if (refolded.repaired > 0) context.changed('today.changed');
    return ok({ ...refolded });
  },
};
