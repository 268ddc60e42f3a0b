/** Whether an entry may be made: the one gate before the office ledger. */
import type { Payload } from '../events/define-event.ts';
import type { PayloadIssue } from '../refusal.ts';
import { fail, ok, type Result } from '../result.ts';
import { clockSetBackTo, type ClockReading } from '../set-back.ts';
import { addDays, dateOf, type Instant, type PlainDate } from '../time.ts';
import type { RegisterKind, Role } from '../vocabulary.ts';
import type { LedgerDefinition } from './define-ledger.ts';
import { ledgerDefinitionOf, type LedgerKind } from './registry.ts';

export type EntryRefusal =
  | { readonly code: 'LEDGER_NOT_HERE' | 'IN_THE_FUTURE' | 'TOO_LONG_AGO' }
  | { readonly code: 'CLOCK_SET_BACK'; readonly lastRecordedAt: Instant }
  | { readonly code: 'LEDGER_PAYLOAD_INVALID'; readonly issues: readonly PayloadIssue[] };

export type EntryInput = ClockReading & {
  readonly kind: LedgerKind;
  readonly happenedOn: PlainDate;
  readonly payload: unknown;
  readonly role: Role;
  readonly registerKind: RegisterKind;
};

/** Longer ago than a school keeps a pupil nothing is entered; a mistyped century is refused. */
const longestAgoDays = 12 * 366;

/** Parses and checks an entry that somebody wants to make. LEDGER_NOT_HERE: not in this register, or not by this role. */
export function decideEntry(input: EntryInput): Result<Payload, EntryRefusal> {
  const definition = ledgerDefinitionOf(input.kind);
  const today = dateOf(input.now);
  if (!definition.registers.includes(input.registerKind) || !definition.recordedBy.includes(input.role)) return fail({ code: 'LEDGER_NOT_HERE' });
  const lastRecordedAt = clockSetBackTo(input);
  if (lastRecordedAt !== null) return fail({ code: 'CLOCK_SET_BACK', lastRecordedAt });
  if (input.happenedOn > addDays(today, definition.daysAhead)) return fail({ code: 'IN_THE_FUTURE' });
  if (input.happenedOn < addDays(today, -longestAgoDays)) return fail({ code: 'TOO_LONG_AGO' });
  return parse(definition, input);
}

/** The same for an entry that sets an earlier one right: only what may be corrected differs, and something does. */
export function decideCorrection(input: EntryInput, standing: { readonly happenedOn: PlainDate; readonly payload: Payload }): Result<Payload, EntryRefusal> {
  const decided = decideEntry(input);
  if (!decided.ok) return decided;
  const { correctable } = ledgerDefinitionOf(input.kind);
  const changed = changedFields({ ...decided.value, happenedOn: input.happenedOn }, { ...standing.payload, happenedOn: standing.happenedOn });
  const fixed = changed.filter((field) => !correctable.includes(field));
  const issues = changed.length === 0 ? [{ path: '', rule: 'unchanged' }] : fixed.map((path) => ({ path, rule: 'not_correctable' }));
  return issues.length === 0 ? decided : invalid(issues);
}

function parse(definition: LedgerDefinition, { payload, role, happenedOn }: EntryInput): Result<Payload, EntryRefusal> {
  const parsed = definition.payload.safeParse(payload);
  // Codes and paths only: an issue must not carry what was typed.
  if (!parsed.success)
    return invalid(
      parsed.error.issues.slice(0, 50).map((issue) => ({ path: issue.path.map(String).join('.'), rule: issue.code === 'custom' ? issue.message : issue.code })),
    );
  const issues = definition.guard?.(parsed.data, { role, happenedOn }) ?? [];
  return issues.length === 0 ? ok(parsed.data) : invalid(issues);
}

function invalid(issues: readonly PayloadIssue[]): Result<never, EntryRefusal> {
  return fail({ code: 'LEDGER_PAYLOAD_INVALID', issues });
}

function changedFields(now: Payload, before: Payload): readonly string[] {
  const fields = new Set([...Object.keys(now), ...Object.keys(before)]);
  return [...fields].filter((field) => JSON.stringify(now[field]) !== JSON.stringify(before[field]));
}

/** Under this key a correction keeps its reason, beside what the entry says. */
const reasonKey = 'correctionReason';

/** The payload of a correction as it is stored. */
export function withReason(payload: Payload, reason: string): Payload {
  return { ...payload, [reasonKey]: reason };
}

/** What an entry says, without the reason for which it was set right. */
export function contentOf(payload: Payload): Payload {
  return Object.fromEntries(Object.entries(payload).filter(([key]) => key !== reasonKey));
}

/** Why an entry set an earlier one right; null when it did not. */
export function reasonOf(payload: Payload): string | null {
  const reason = payload[reasonKey];
  return typeof reason === 'string' ? reason : null;
}

/** Entered later than the day after it happened: allowed, and shown. */
export function isLateEntry({ happenedOn, recordedAt }: { readonly happenedOn: PlainDate; readonly recordedAt: Instant }): boolean {
  return dateOf(recordedAt) > addDays(happenedOn, 1);
}
