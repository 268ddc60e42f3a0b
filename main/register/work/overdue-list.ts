/** The printed list of what is overdue: by whom, since when and under which clause. No name of a pupil, no clinical text. */
import type { DueRow } from '../../../db/queries/duties.ts';
import { overdueWall } from '../../../db/queries/overdue.ts';
import type { RosterClass } from '../../../db/queries/pupils.ts';
import { userList } from '../../../db/queries/users.ts';
import type { Reader } from '../../../db/tx.ts';
import { dateOf, daysBetween, endOf, type Instant } from '../../../domain/time.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import type { FactsContext } from '../../../templates/context.ts';
import { roleWords, slotWords } from '../words.ts';
import { ownClassOf } from './class-scope.ts';
import { rulesOf, type Rules } from './rule-packs.ts';

type OverdueFacts = NonNullable<FactsContext['overdue']>;
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

function itemOf(row: DueRow, of: { readonly now: Instant; readonly rules: Rules; readonly namesOf: (row: DueRow) => string }): Item {
  const pack = of.rules.packs.get(row.packVersion);
  const title = pack?.rules.find(({ id }) => id === row.ruleId)?.title.zh ?? row.ruleId;
  const slot = slotWords[row.slot];
  return {
    responsible: caseKeepers.includes(row.ownerRole) ? row.ownerName : of.namesOf(row),
    caseNo: row.caseNo,
    what: slot === undefined ? title : `${title}（${slot}）`,
    clause: pack?.clauses[row.clause]?.title.zh ?? row.clause,
    // A duty of a whole day ends with it; the hour would say nothing more.
    dueAt: row.dueAt === endOf(dateOf(row.dueAt)) ? dateOf(row.dueAt) : row.dueAt,
    // The day on which it became overdue is the first.
    days: Math.max(1, daysBetween(dateOf(row.dueAt), dateOf(of.now))),
  };
}

/** Everything overdue now, grouped by the person responsible, the longest overdue first; null when nothing is. */
export async function overdueFacts(reader: Reader, of: { readonly now: Instant; readonly remark: string }): Promise<OverdueFacts | null> {
  const rules = await rulesOf(reader);
  const { total, rows } = await overdueRows(reader, of.now, rules);
  if (total === 0) return null;
  const users = (await userList(reader)).filter((user) => user.disabledAt === null);
  const teaches = new Map<string, (pupil: RosterClass) => boolean>();
  for (const user of users) if (user.role === 'class_teacher') teaches.set(user.id, await ownClassOf(reader, user.classScope));
  const namesOf = ({ ownerRole, className, schoolYear }: DueRow): string => {
    const isHolder = ({ id }: { readonly id: string }): boolean => teaches.get(id)?.({ className, grade: schoolYear }) ?? true;
    const holders = users.filter((user) => user.role === ownerRole && isHolder(user));
    return holders.length === 0 ? roleWords[ownerRole] : holders.map((user) => user.displayName).join('、');
  };
  const items = rows.map((row) => itemOf(row, { now: of.now, rules, namesOf }));
  const people = peopleOf(items);
  return {
    asOf: of.now,
    total,
    cases: new Set(items.map((item) => item.caseNo)).size,
    longest: Math.max(...items.map((item) => item.days)),
    people,
    items: people.flatMap(({ responsible }) => items.filter((item) => item.responsible === responsible)),
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
