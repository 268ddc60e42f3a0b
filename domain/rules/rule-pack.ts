/**
 * A rule pack: which event opens which duty, under which clause, until when, for whom, and what ends it. Data, versioned and
 * stored whole; the engine uses for each event the pack that was in force when it was recorded.
 */
import { OfficeRule } from '../ledger/office-rules.ts';
import { RiskGrade } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { namesWhatExists, pausesAtRisk, pausesInCrisis } from './pack-checks.ts';
import { Rule, Words } from './rule.ts';

const cycleDays = z.int().min(1).max(366).nullable();

/** Days of one follow-up cycle per grade: what has to pass without a sign of danger before a grade may be lowered. */
const FollowUpDays = z.strictObject({ R0: cycleDays, R1: cycleDays, R2: cycleDays, R3: cycleDays, R4: cycleDays } satisfies Record<RiskGrade, unknown>);
export type FollowUpDays = z.infer<typeof FollowUpDays>;

const overdueHours = z
  .int()
  .min(0)
  .max(24 * 60);

/** Who beside its owner sees a duty that is overdue for so long. */
const Escalation = z.strictObject({
  vicePrincipalAfterHours: overdueHours.default(0),
  principalAfterHours: overdueHours.default(72),
  /** A red case reaches the vice principal with its first overdue minute, and the principal sooner. */
  redAtOnce: z.boolean().default(true),
  redPrincipalAfterHours: overdueHours.default(24),
});
export type Escalation = z.infer<typeof Escalation>;

export const RulePack = z
  .strictObject({
    version: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,59}$/),
    title: Words,
    /** `text` is our paraphrase; `source` says where the clause stands and how sure that is. */
    clauses: z.record(z.string().min(1).max(60), z.strictObject({ title: Words, source: z.string().min(1).max(400), text: z.string().min(1).max(1000) })),
    gradeNames: z.record(RiskGrade, Words),
    rules: z.array(Rule).min(1).max(200),
    /** Clocks of the office itself. */
    office: z.array(OfficeRule).max(40).default([]),
    followUpDays: FollowUpDays.default({ R0: null, R1: 30, R2: 14, R3: 7, R4: 1 }),
    escalation: Escalation.default({ vicePrincipalAfterHours: 0, principalAfterHours: 72, redAtOnce: true, redPrincipalAfterHours: 24 }),
  })
  .refine((pack) => [...pack.rules, ...pack.office].every(({ clause }) => pack.clauses[clause] !== undefined), { error: 'rule_without_clause' })
  .refine((pack) => pack.rules.every(namesWhatExists), { error: 'unknown_field_slot_or_owner' })
  .refine((pack) => new Set([...pack.rules, ...pack.office].map(({ id }) => id)).size === pack.rules.length + pack.office.length, { error: 'rule_id_twice' })
  .refine((pack) => !pack.rules.some(pausesInCrisis), { error: 'crisis_clock_pauses' });
export type RulePack = z.infer<typeof RulePack>;

/** A pack that comes into a register now. Those that it already holds were checked by the rules of their day and are read as `RulePack`. */
export const NewRulePack = RulePack.refine((pack) => !pack.rules.some(pausesAtRisk), { error: 'crisis_clock_pauses' });

/** Days of one follow-up cycle per grade under the pack; null where a grade has none. */
export function followUpDaysOf(pack: RulePack): FollowUpDays {
  return pack.followUpDays;
}
