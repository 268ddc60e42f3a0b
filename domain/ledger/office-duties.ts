/** How each period of each office clock stands: a function of the ledger, the rules, the calendars and the moment. */
import type { LedgerEntryId } from '../ids.ts';
import { addDays, endOf, startOf, type Instant, type PlainDate } from '../time.ts';
import type { ObligationEnd, RegisterKind, Role } from '../vocabulary.ts';
import { inForceAt, periodsOf, type Period, type PeriodsInput } from './office-periods.ts';
import type { OfficeRule } from './office-rules.ts';
import { ledgerDefinitionOf } from './registry.ts';
import { isBefore, standingEntries, type LedgerFact, type StandingEntry } from './standing.ts';

/** The office rules of a pack, from the moment of its activation. */
export type OfficeRules = { readonly from: Instant; readonly packVersion: string; readonly office: readonly OfficeRule[] };

export type OfficeDutyState = {
  /** `${ruleId}:${period}`. */
  readonly id: string;
  readonly rule: OfficeRule;
  readonly packVersion: string;
  readonly ownerRole: Role;
  readonly period: string;
  readonly opensOn: PlainDate;
  readonly dueOn: PlainDate;
  /** Last day on which an entry still ends it; the next morning it is missed. */
  readonly closesOn: PlainDate;
  /** Null while it is open. */
  readonly end: Exclude<ObligationEnd, 'superseded'> | null;
  /** The entries that count, or the one that excused it. */
  readonly entryIds: readonly LedgerEntryId[];
  readonly wanted: number;
  readonly counted: number;
  readonly estimated: boolean;
};

export type OfficeDutiesInput = PeriodsInput & {
  /** In order of activation. */
  readonly rules: readonly OfficeRules[];
  /** What was recorded, corrections included, in any order. */
  readonly entries: readonly LedgerFact[];
  readonly registerKind: RegisterKind;
};

/** Duties of the periods that touch `from` to `to`, by the day on which they are due. What was recorded after `now` is not known yet. */
export function officeDutiesOf(input: OfficeDutiesInput): readonly OfficeDutyState[] {
  const known = input.entries.filter(({ recordedAt }) => recordedAt <= input.now);
  const entries = standingEntries(known);
  return input.rules
    .flatMap((rules) => rules.office.flatMap((rule) => dutiesOfRule(rule, rules, { ...input, standing: entries })))
    .toSorted((a, b) => (a.dueOn === b.dueOn ? (a.id < b.id ? -1 : 1) : a.dueOn < b.dueOn ? -1 : 1));
}

type Judging = OfficeDutiesInput & { readonly standing: readonly StandingEntry[] };

function dutiesOfRule(rule: OfficeRule, rules: OfficeRules, input: Judging): readonly OfficeDutyState[] {
  const ownerRole = rule.owner[input.registerKind];
  if (ownerRole === undefined) return [];
  const counting = input.standing.flatMap((entry) => unitsOf(entry, rule));
  return periodsOf(rule, input)
    .filter(({ opensOn }) => inForceAt(input.rules, startOf(opensOn)) === rules)
    .map((period) => {
      const { label, opensOn, last } = period;
      const id = `${rule.id}:${label}`;
      const closesOn = addDays(last, rule.lateDays);
      const units = counting.filter(({ day, entry }) => day >= period.first && day <= period.countsUntil && entry.enteredAt <= endOf(closesOn));
      const excuse = input.standing.find(({ kind, payload, enteredAt }) => isExcuseOf(id, kind, payload) && enteredAt <= endOf(closesOn));
      const common = { id, rule, packVersion: rules.packVersion, ownerRole, period: label, opensOn, dueOn: last, closesOn };
      return { ...common, wanted: rule.wanted, counted: units.length, estimated: period.estimated, ...judge(units, { rule, period, excuse, now: input.now }) };
    });
}

/** One day for which an entry counts. */
type Unit = { readonly day: PlainDate; readonly entry: StandingEntry };

function unitsOf(entry: StandingEntry, rule: OfficeRule): readonly Unit[] {
  const { kind, payload, happenedOn } = entry;
  const counts = rule.counts.some((one) => one.kind === kind && one.when.every((condition) => holds(payload[condition.payload], condition.in)));
  if (!counts) return [];
  const days = ledgerDefinitionOf(kind).days?.(payload, happenedOn) ?? [happenedOn];
  return days.map((day) => ({ day, entry }));
}

function holds(value: unknown, among: readonly (string | boolean)[]): boolean {
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => among.some((wanted) => wanted === one));
}

function isExcuseOf(id: string, kind: string, payload: StandingEntry['payload']): boolean {
  return kind === 'excuse' && payload['dutyId'] === id;
}

type Judged = Pick<OfficeDutyState, 'end' | 'entryIds'>;
type Circumstances = { readonly rule: OfficeRule; readonly period: Period; readonly excuse: StandingEntry | undefined; readonly now: Instant };

/** The first of the ends that came about stays: an excuse does not undo what was done, and what comes later does not undo an excuse. */
function judge(units: readonly Unit[], { rule, period, excuse, now }: Circumstances): Judged {
  const before = excuse === undefined ? units : units.filter(({ entry }) => isBefore(entry, excuse));
  const entryIds = [...new Set(units.map(({ entry }) => entry.id))];
  if (before.length >= rule.wanted) {
    const graceEnds = endOf(addDays(period.last, rule.graceDays));
    const inTime = before.filter(({ day, entry }) => day <= period.last && entry.enteredAt <= graceEnds);
    return { end: inTime.length >= rule.wanted ? 'done' : 'done_late', entryIds };
  }
  if (excuse !== undefined) return { end: 'excused', entryIds: [excuse.id] };
  return { end: now > endOf(addDays(period.last, rule.lateDays)) ? 'missed' : null, entryIds };
}
