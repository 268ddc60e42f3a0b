/** The printed list of what is overdue or was missed week after week: by whom, since when and under which clause. No name of a pupil, no clinical text. */
import { dutiesOfCase, type DueRow } from '../../../db/queries/duties.ts';
import { overdueWall } from '../../../db/queries/overdue.ts';
import type { RosterClass } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import { isOpen } from '../../../domain/rules/obligation.ts';
import { dateOf, daysBetween, endOf, type Instant } from '../../../domain/time.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import type { FactsContext } from '../../../templates/context.ts';
import { roleWords, slotWords } from '../words.ts';
import { runningChases } from './chase-views.ts';
import { ownClassOf } from './class-scope.ts';
import { rulesOf, type Rules } from './rule-packs.ts';

type OverdueFacts = NonNullable<FactsContext['overdue']>;
type Missed = NonNullable<OverdueFacts['missed']>[number] & { readonly caseNo: string; readonly times: number };
type Item = NonNullable<OverdueFacts['items']>[number] & { readonly responsible: string; readonly days: number; readonly dueAt: string };

/** Rows that one table of a document holds; the rest is on the screen, and the list says how many. */
const mostRows = 400;
const pageRows = 200;

/** Counsellors keep their own cases; whoever else owes something owes it by office, a class teacher for the own class. */
const caseKeepers: readonly Role[] = ['psych_teacher', 'center_counselor'];

async function overdueRows(reader: Reader, now: Instant, { current }: Rules): Promise<{ readonly total: number; readonly rows: readonly DueRow[] }> {
  const rows: DueRow[] = [];
  for (let offset = 0; offset < mostRows; offset += pageRows) {
    const page = await overdueWall(reader, { now, pack: current, offset, limit: pageRows });
    rows.push(...page.rows);
    if (rows.length >= page.total || page.rows.length === 0) return { total: page.total, rows };
  }
  return { total: (await overdueWall(reader, { now, pack: current, limit: 1 })).total, rows };
}

type Words = { readonly now: Instant; readonly rules: Rules; readonly namesOf: (row: DueRow) => string };

function whatOf(row: DueRow, { rules }: Words): string {
  const title = rules.packs.get(row.packVersion)?.rules.find(({ id }) => id === row.ruleId)?.title.zh ?? row.ruleId;
  const slot = slotWords[row.slot];
  return slot === undefined ? title : `${title}（${slot}）`;
}

function clauseOf(row: DueRow, { rules }: Words): string {
  return rules.packs.get(row.packVersion)?.clauses[row.clause]?.title.zh ?? row.clause;
}

function responsibleOf(row: DueRow, { namesOf }: Words): string {
  return caseKeepers.includes(row.ownerRole) ? row.ownerName : namesOf(row);
}

function itemOf(row: DueRow, words: Words): Item {
  return {
    responsible: responsibleOf(row, words),
    caseNo: row.caseNo,
    what: whatOf(row, words),
    clause: clauseOf(row, words),
    // A duty of a whole day ends with it; the hour would say nothing more.
    dueAt: row.dueAt === endOf(dateOf(row.dueAt)) ? dateOf(row.dueAt) : row.dueAt,
    // The day on which it became overdue is the first.
    days: Math.max(1, daysBetween(dateOf(row.dueAt), dateOf(words.now))),
  };
}

/** Duties that ended as missed are overdue no longer: whoever leads learns of them here, from those missed most often. */
async function missedItems(reader: Reader, words: Words): Promise<readonly Missed[]> {
  const chases = (await runningChases(reader, words.rules.packs)).toSorted((one, other) => other.chase.missed - one.chase.missed);
  const missed: Missed[] = [];
  for (const { caseId, chase } of chases.slice(0, mostRows)) {
    const row = (await dutiesOfCase(reader, caseId)).find((one) => isOpen(one) && one.ruleId === chase.ruleId && one.slot === chase.slot);
    if (row === undefined) continue;
    const shared = { caseNo: row.caseNo, what: whatOf(row, words), clause: clauseOf(row, words), responsible: responsibleOf(row, words) };
    missed.push({ ...shared, times: chase.missed, stepsIn: roleWords[chase.role] });
  }
  return missed;
}

/** The names of those who hold an office: a class teacher for the own class. */
async function officeHolders(reader: Reader): Promise<Words['namesOf']> {
  const users = (await userList(reader)).filter((user) => user.disabledAt === null);
  const teaches = new Map<string, (pupil: RosterClass) => boolean>();
  for (const user of users) if (user.role === 'class_teacher') teaches.set(user.id, await ownClassOf(reader, user.classScope));
  return ({ ownerRole, className, schoolYear }) => {
    const isHolder = ({ id }: { readonly id: string }): boolean => teaches.get(id)?.({ className, grade: schoolYear }) ?? true;
    const holders = users.filter((user) => user.role === ownerRole && isHolder(user));
    return holders.length === 0 ? roleWords[ownerRole] : holders.map((user) => user.displayName).join('、');
  };
}

/** Everything overdue now, grouped by the person responsible, the longest overdue first, and what was missed again and again; null when there is neither. */
export async function overdueFacts(reader: Reader, of: { readonly now: Instant; readonly remark: string }): Promise<OverdueFacts | null> {
  const rules = await rulesOf(reader);
  const { total, rows } = await overdueRows(reader, of.now, rules);
  const words: Words = { now: of.now, rules, namesOf: await officeHolders(reader) };
  const missed = await missedItems(reader, words);
  if (total === 0 && missed.length === 0) return null;
  const items = rows.map((row) => itemOf(row, words));
  const people = peopleOf(items);
  return {
    asOf: of.now,
    total,
    missedTotal: missed.length,
    cases: new Set([...items, ...missed].map((item) => item.caseNo)).size,
    longest: Math.max(0, ...items.map((item) => item.days)),
    people,
    items: people.flatMap(({ responsible }) => items.filter((item) => item.responsible === responsible)),
    missed: [...missed],
    ...(total > rows.length ? { more: `另有${total - rows.length}项未列入本表。` } : {}),
    remark: of.remark,
  };
}

/** Most items first. */
function peopleOf(items: readonly Item[]): { responsible: string; items: number; longest: number }[] {
  const names = [...new Set(items.map((item) => item.responsible))];
  const people = names.map((responsible) => {
    const own = items.filter((item) => item.responsible === responsible);
    return { responsible, items: own.length, longest: Math.max(...own.map((item) => item.days)) };
  });
  return people.toSorted((one, other) => other.items - one.items || other.longest - one.longest);
}
