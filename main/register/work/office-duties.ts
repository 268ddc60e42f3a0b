/** The office's clocks over a span, from the ledger, the packs and the calendars of the register. */
import type { OfficeDuty } from '../../../contract/ledger.ts';
import { ledgerEntryById, ledgerStanding } from '../../../db/queries/ledger.ts';
import { metaValue } from '../../../db/queries/meta.ts';
import type { SignedLedgerEntry } from '../../../db/stores/ledger-store.ts';
import type { Reader } from '../../../db/tx.ts';
import { dutyShift } from '../../../domain/ledger/duty-shift.ts';
import { officeDutiesOf, type OfficeDutyState, type OfficeRules } from '../../../domain/ledger/office-duties.ts';
import { liftEntry } from '../../../domain/ledger/lift-entry.ts';
import { isLedgerKind } from '../../../domain/ledger/registry.ts';
import type { LedgerFact } from '../../../domain/ledger/standing.ts';
import { addDays, dateOf, Instant, type PlainDate } from '../../../domain/time.ts';
import type { RegisterKind } from '../../../domain/vocabulary.ts';
import { rulesOf, type Rules } from './rule-packs.ts';

type Span = { readonly from: PlainDate; readonly to: PlainDate; readonly now: Instant; readonly registerKind: RegisterKind };

/** Longest period, a school year, with what it takes to make it good. */
const longestPeriodDays = 400;

/** Duties of the periods that touch the span, from the register's first day to somewhat more than a year ahead. `known`: rules that the caller has asked for. */
export async function officeDuties(reader: Reader, asked: Span, known?: Rules): Promise<readonly OfficeDuty[]> {
  const rules = known ?? (await rulesOf(reader));
  const inForce = officeRulesOf(rules);
  const since = await firstDay(reader);
  const horizon = addDays(dateOf(asked.now), longestPeriodDays);
  const span = { ...asked, from: asked.from > since ? asked.from : since, to: asked.to < horizon ? asked.to : horizon };
  const found = officeDutiesOf({
    ...span,
    rules: inForce,
    calendars: rules.calendars,
    entries: await entriesAround(reader, span, inForce),
    since,
  });
  return found.map((duty) => viewOf(duty, rules));
}

/** The duty of this id that touches the span, or null. */
export async function officeDuty(reader: Reader, id: string, span: Span): Promise<OfficeDuty | null> {
  return (await officeDuties(reader, span)).find((duty) => duty.id === id) ?? null;
}

/** The day on which the register was made. */
export async function firstDay(reader: Reader): Promise<PlainDate> {
  return dateOf(Instant.parse(await metaValue(reader, 'created_at')));
}

function officeRulesOf({ packs, activatedAt }: Rules): readonly OfficeRules[] {
  return [...activatedAt].map(([version, from]) => ({ from, packVersion: version, office: packs.get(version)?.office ?? [] }));
}

async function entriesAround(reader: Reader, { from, to }: Span, rules: readonly OfficeRules[]): Promise<readonly LedgerFact[]> {
  const counted = rules.flatMap(({ office }) => office.flatMap(({ counts }) => counts.map(({ kind }) => kind)));
  const kinds = [...new Set([...counted, 'excuse'])];
  const before = Math.max(longestPeriodDays, dutyShift.daysAhead);
  const standing = await ledgerStanding(reader, { kinds, from: addDays(from, -before), to: addDays(to, longestPeriodDays) });
  const facts: LedgerFact[] = [];
  // An entry that was set right counts from when it was first made, whatever day it bore then.
  for (const entry of standing) facts.push(...(await withEarlier(reader, entry)).map(factOf));
  return facts;
}

async function withEarlier(reader: Reader, entry: SignedLedgerEntry): Promise<readonly SignedLedgerEntry[]> {
  const before = entry.corrects === null ? null : await ledgerEntryById(reader, entry.corrects);
  return before === null ? [entry] : [entry, ...(await withEarlier(reader, before))];
}

function factOf(entry: SignedLedgerEntry): LedgerFact {
  const { id, seq, kind, happenedOn, recordedAt, payload, corrects } = liftEntry(entry);
  if (!isLedgerKind(kind)) throw new Error('the ledger holds a kind that is not in the registry');
  return { id, seq, kind, happenedOn, recordedAt, payload, corrects };
}

function viewOf(duty: OfficeDutyState, { packs }: Rules): OfficeDuty {
  const { id, rule, period, opensOn, dueOn, end, wanted, counted, estimated } = duty;
  return {
    id,
    ruleId: rule.id,
    titleZh: rule.title.zh,
    titleEn: rule.title.en,
    clause: rule.clause,
    clauseText: packs.get(duty.packVersion)?.clauses[rule.clause]?.text ?? '',
    period,
    opensOn,
    dueOn,
    end,
    entryIds: [...duty.entryIds],
    wanted,
    counted,
    kinds: [...new Set(rule.counts.map(({ kind }) => kind))],
    estimated,
  };
}
