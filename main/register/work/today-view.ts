/** The Today page of one person. */
import type { Output } from '../../../contract/index.ts';
import type { OfficeDuty } from '../../../contract/ledger.ts';
import type { DueRow } from '../../../db/queries/duties.ts';
import { classTeacherOverdue } from '../../../db/queries/class-teacher-overdue.ts';
import { countEscalated } from '../../../db/queries/overdue.ts';
import { urgentWaitingCalls } from '../../../db/queries/imports.ts';
import { todayBoard, type Debtor } from '../../../db/queries/today-board.ts';
import type { Reader } from '../../../db/tx.ts';
import { grantOf, ownerRoles } from '../../../domain/permissions.ts';
import { isCalled } from '../../../domain/rules/chase.ts';
import type { EscalationLevel } from '../../../domain/rules/escalation.ts';
import { addDays, endOf, mondayOf } from '../../../domain/time.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import type { CallContext } from '../context.ts';
import { allChases } from './chase-views.ts';
import { isSettledBy } from './class-teacher-duties.ts';
import { listedCases, shownChase, shownDuty } from './duty-access.ts';
import { officeDuties } from './office-duties.ts';
import { boardViews } from './obligation-views.ts';
import { rulesOf, type Rules } from './rule-packs.ts';

/** What has escalated to a role: both leaders' levels are the head's in a centre. */
function escalatedTo(role: Role): readonly EscalationLevel[] {
  switch (role) {
    case 'vice_principal':
      return ['vice_principal'];
    case 'principal':
      return ['principal'];
    case 'center_head':
      return ['vice_principal', 'principal'];
    default:
      return [];
  }
}

/** Those who can never look into a case see no duties of one either: a class teacher has `pupils.marks`. */
function debtorOf({ user }: CallContext['session']): Debtor {
  const mayLook = grantOf(user.role) !== null && user.role !== 'auditor';
  // A head who keeps a case owes in it what a counsellor would.
  const roles: readonly Role[] = user.role === 'center_head' ? ['center_head', 'center_counselor'] : [user.role];
  return { roles: mayLook ? roles : [], userId: user.id };
}

async function escalatedCount(reader: Reader, context: CallContext, { current }: Rules): Promise<number> {
  let total = 0;
  for (const level of escalatedTo(context.session.user.role)) total += await countEscalated(reader, { now: context.now, pack: current, level });
  return total;
}

/** Clocks of the office whose period runs. */
async function runningOffice(reader: Reader, { session, now, today }: CallContext, rules: Rules): Promise<OfficeDuty[]> {
  const duties = await officeDuties(reader, { from: today, to: today, now, registerKind: session.office.kind }, rules);
  return duties.filter(({ end, opensOn }) => end === null && opensOn <= today);
}

/** What a conference gave to a class teacher comes to whoever owns the case once it is overdue. */
async function withClassTeachers(reader: Reader, { session, now }: CallContext, of: { readonly rows: readonly DueRow[]; readonly rules: Rules }) {
  if (!ownerRoles.includes(session.user.role)) return of.rows;
  const late = await classTeacherOverdue(reader, { userId: session.user.id, now });
  const decisions = late.filter((row) => isSettledBy(row, 'decision_carried_out', of.rules.packs));
  return decisions.length === 0 ? of.rows : [...of.rows, ...decisions].toSorted((one, other) => (one.dueAt < other.dueAt ? -1 : 1));
}

export async function todayView(reader: Reader, context: CallContext): Promise<Output<'today.board'>> {
  const { session, now, today } = context;
  const rules = await rulesOf(reader);
  const endOfWeek = endOf(addDays(mondayOf(today), 6));
  const debtor = debtorOf(session);
  const board = await todayBoard(reader, { debtor, now, endOfToday: endOf(today), endOfWeek });
  const { later, leads, urgentScreening, waitingScreening, overdueScreening, toSign, inbox, handovers } = board;
  const chases = (await allChases(reader, rules.packs)).filter((chase) => isCalled(session.user.role, chase));
  const overdue = await withClassTeachers(reader, context, { rows: board.overdue, rules });
  const foreign = [...overdue, ...board.today, ...board.week, ...board.waiting].filter((row) => row.ownerUserId !== session.user.id);
  const listed = await listedCases(reader, session, [...foreign, ...chases]);
  const views = async (rows: readonly DueRow[]) => {
    const shown = await boardViews(reader, rows, { packs: rules.packs, now });
    return shown.map((view, index) => (rows[index]?.ownerUserId === session.user.id ? view : shownDuty(view, listed.get(view.caseId))));
  };
  return {
    overdue: await views(overdue),
    today: await views(board.today),
    week: await views(board.week),
    waiting: await views(board.waiting),
    office: debtor.roles.length === 0 ? [] : await runningOffice(reader, context, rules),
    later,
    leads,
    urgentScreening,
    waitingScreening,
    overdueScreening,
    urgentCalls: debtor.roles.length === 0 ? 0 : await urgentWaitingCalls(reader),
    toSign,
    inbox,
    escalated: await escalatedCount(reader, context, rules),
    handovers,
    chases: chases.map((chase) => shownChase(chase, listed.get(chase.caseId))),
  };
}
