/** Obligations as the window shows them: with the words of the rule and clause from the pack that opened them. */
import type { ObligationView } from '../../../contract/shapes.ts';
import { eventsByIds } from '../../../db/queries/events.ts';
import type { DueRow } from '../../../db/queries/duties.ts';
import type { Reader } from '../../../db/tx.ts';
import type { CaseEvent } from '../../../domain/events/define-event.ts';
import type { EventId } from '../../../domain/ids.ts';
import { escalationOf } from '../../../domain/rules/escalation.ts';
import type { Obligation } from '../../../domain/rules/obligation.ts';
import type { Rule } from '../../../domain/rules/rule.ts';
import type { RulePack } from '../../../domain/rules/rule-pack.ts';
import type { Instant } from '../../../domain/time.ts';

type Packs = ReadonlyMap<string, RulePack>;
type ViewOf = {
  readonly packs: Packs;
  readonly now: Instant;
  /** Entries that opened duties about one of their own items (`Rule.each`), for the words of the item; others are not asked for. */
  readonly events: readonly CaseEvent[];
};

export function ruleOf({ ruleId, packVersion }: Obligation, packs: Packs): Rule | undefined {
  return packs.get(packVersion)?.rules.find(({ id }) => id === ruleId);
}

/** What was decided, where the duty is one of the decisions of its opening entry: its `what`. */
export function itemWords(duty: Obligation, rule: Rule | undefined, events: readonly CaseEvent[]): string | null {
  const each = rule?.each ?? null;
  if (each === null) return null;
  const items: unknown = events.find(({ id }) => id === duty.openedBy)?.payload?.[each];
  const item: unknown = Array.isArray(items) ? items[Number(duty.slot.slice(each.length + 1)) - 1] : undefined;
  const what: unknown = typeof item === 'object' && item !== null && 'what' in item ? item.what : null;
  return typeof what === 'string' ? what : null;
}

function settlersOf(duty: Obligation, rule: Rule | undefined): string[] {
  if (rule === undefined) return [];
  return [...new Set(rule.settles.filter((one) => one.slot === undefined || one.slot === duty.slot).map((one) => one.on))];
}

/** Adds titles, clause, escalation and settling events from the obligation's own pack version. */
export function obligationView(row: DueRow, { packs, now, events }: ViewOf): ObligationView {
  const pack = packs.get(row.packVersion);
  const rule = ruleOf(row, packs);
  const clause = pack?.clauses[row.clause];
  return {
    id: row.id,
    caseId: row.caseId,
    caseNo: row.caseNo,
    pupilName: row.pupilName,
    className: row.className,
    grade: row.grade,
    ruleId: row.ruleId,
    titleZh: rule?.title.zh ?? row.ruleId,
    titleEn: rule?.title.en ?? row.ruleId,
    clause: row.clause,
    clauseText: clause === undefined ? '' : `${clause.title.zh}：${clause.text}`,
    packVersion: row.packVersion,
    slot: row.slot,
    occurrence: row.occurrence,
    openedBy: row.openedBy,
    openedAt: row.openedAt,
    dueAt: row.dueAt,
    ownerRole: row.ownerRole,
    end: row.end,
    endedAt: row.endedAt,
    what: itemWords(row, rule, events),
    ownerName: row.ownerName,
    estimated: row.estimated,
    snoozedTo: row.snoozedTo,
    waitingFor: row.waitingFor,
    chaseOn: row.chaseOn,
    escalation: pack === undefined ? 'owner' : escalationOf(row, { now, grade: row.grade, pack }),
    settledBy: settlersOf(row, rule),
  };
}

export function obligationViews(rows: readonly DueRow[], of: ViewOf): ObligationView[] {
  return rows.map((row) => obligationView(row, of));
}

/** The same for rows of many cases: reads the entries whose items they are about. */
export async function boardViews(reader: Reader, rows: readonly DueRow[], of: Omit<ViewOf, 'events'>): Promise<ObligationView[]> {
  const openers = new Set(rows.filter((row) => (ruleOf(row, of.packs)?.each ?? null) !== null).map(({ openedBy }): EventId => openedBy));
  const events = openers.size === 0 ? [] : await eventsByIds(reader, [...openers]);
  return obligationViews(rows, { ...of, events });
}
