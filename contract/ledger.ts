/** The office ledger: what an office does beside its cases, each kind with the clock that the paper sets it. */
import { ledgerKinds } from '../domain/ledger/registry.ts';
import { Instant, PlainDate } from '../domain/time.ts';
import { LedgerEntryId, UserId } from '../domain/ids.ts';
import { z } from '../domain/zod.ts';
import { command, query } from './define.ts';
import { Page, RequestId } from './shapes.ts';

export const LedgerKind = z.enum(ledgerKinds);

export const LedgerEntryView = z.strictObject({
  id: LedgerEntryId,
  seq: z.int(),
  kind: LedgerKind,
  happenedOn: PlainDate,
  recordedAt: Instant,
  recordedBy: UserId,
  recordedByName: z.string(),
  late: z.boolean(),
  payload: z.record(z.string(), z.unknown()),
  /** The entry that this one sets right, and the one that set this one right. */
  corrects: LedgerEntryId.nullable(),
  correctedBy: LedgerEntryId.nullable(),
  hash: z.string(),
});
export type LedgerEntryView = z.infer<typeof LedgerEntryView>;

/** A clock of the office for one period. `end` null while the period runs or may still be filled in. */
export const OfficeDuty = z.strictObject({
  /** `${ruleId}:${period}`. */
  id: z.string(),
  ruleId: z.string(),
  titleZh: z.string(),
  titleEn: z.string(),
  clause: z.string(),
  clauseText: z.string(),
  /** 2026-09, 2026学年第一学期 … */
  period: z.string(),
  opensOn: PlainDate,
  dueOn: PlainDate,
  end: z.enum(['done', 'done_late', 'excused', 'missed']).nullable(),
  entryIds: z.array(LedgerEntryId),
  /** Entries wanted in the period, and counted. */
  wanted: z.int(),
  counted: z.int(),
  kinds: z.array(LedgerKind),
  estimated: z.boolean(),
});
export type OfficeDuty = z.infer<typeof OfficeDuty>;

const keepers = ['psych_teacher', 'vice_principal', 'principal', 'center_counselor', 'center_head'] as const;
/** The person saw CLOCK_SET_BACK and says that the computer's clock is right now. */
const ClockConfirmed = z.boolean().default(false);

const ledgerErrors = ['LEDGER_PAYLOAD_INVALID', 'LEDGER_NOT_HERE', 'CLOCK_SET_BACK', 'IN_THE_FUTURE', 'TOO_LONG_AGO', 'CASE_UNKNOWN', 'PUPIL_UNKNOWN'] as const;

export const ledgerOperations = {
  /** Adds an entry. A barometer also goes, pupil by pupil, into the open cases that it mentions. */
  'ledger.record': command({
    input: z.strictObject({
      requestId: RequestId,
      kind: LedgerKind,
      happenedOn: PlainDate,
      payload: z.record(z.string(), z.unknown()),
      clockConfirmed: ClockConfirmed,
    }),
    output: LedgerEntryView,
    errors: ledgerErrors,
    access: [...keepers, 'class_teacher'],
  }),
  /** Sets an entry right by a new one; the wrong one stays readable. */
  'ledger.correct': command({
    input: z.strictObject({
      requestId: RequestId,
      entryId: LedgerEntryId,
      happenedOn: PlainDate,
      payload: z.record(z.string(), z.unknown()),
      reason: z.string().trim().min(1).max(1000),
      clockConfirmed: ClockConfirmed,
    }),
    output: LedgerEntryView,
    errors: ['LEDGER_ENTRY_UNKNOWN', 'CORRECTED_ALREADY', ...ledgerErrors],
    access: keepers,
  }),
  'ledger.list': query({
    input: z.strictObject({ kind: LedgerKind.optional(), from: PlainDate.optional(), to: PlainDate.optional(), ...Page }),
    output: z.strictObject({ total: z.int(), rows: z.array(LedgerEntryView) }),
    errors: [],
    access: keepers,
  }),
  /** The office's clocks over a span, with how each period ended. */
  'ledger.duties': query({
    input: z.strictObject({ from: PlainDate, to: PlainDate }),
    output: z.array(OfficeDuty),
    errors: [],
    access: [...keepers, 'auditor'],
  }),
  /** A leader says why a period of an office clock need not be kept. */
  'ledger.excuse': command({
    input: z.strictObject({
      requestId: RequestId,
      dutyId: z.string().min(1).max(120),
      reason: z.string().trim().min(1).max(1000),
      clockConfirmed: ClockConfirmed,
    }),
    output: LedgerEntryView,
    errors: ['OBLIGATION_NOT_OPEN', 'EXCUSE_OWN', 'CLOCK_SET_BACK'],
    access: ['vice_principal', 'principal', 'center_head'],
  }),
} as const;
