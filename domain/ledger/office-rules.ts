/**
 * Rules of the office ledger, a part of the rule pack: which entries are wanted in which period. Data, like the rules of cases; periods
 * lie in terms, and outside of them nothing is owed.
 */
import { Role, rolesOf } from '../vocabulary.ts';
import { z } from '../zod.ts';
import { ledgerDefinitionOf, ledgerKinds } from './registry.ts';

const Words = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });

/** A payload field of the entry (or one member of an array field) is among the values. */
const EntryCondition = z.strictObject({
  payload: z.string().min(1).max(40),
  in: z
    .array(z.union([z.string().max(60), z.boolean()]))
    .min(1)
    .max(20),
});

const Counted = z.strictObject({ kind: z.enum(ledgerKinds), when: z.array(EntryCondition).max(4).default([]) });

const Period = z.discriminatedUnion('unit', [
  /** Monday to Sunday. */
  z.strictObject({ unit: z.literal('week') }),
  z.strictObject({ unit: z.literal('month') }),
  /** A term of the school calendar. */
  z.strictObject({ unit: z.literal('term') }),
  /** These months of every school year; what was missed in one may be made good afterwards, late. */
  z.strictObject({ unit: z.literal('school_year'), months: z.array(z.int().min(1).max(12)).min(1).max(12) }),
]);
export type OfficePeriod = z.infer<typeof Period>;

export const OfficeRule = z
  .strictObject({
    id: z.string().regex(/^T_[A-Z0-9_]{2,40}$/),
    clause: z.string().min(1).max(60),
    title: Words,
    /** Role that owes it in a register of each kind; no role, no duty there. */
    owner: z.strictObject({ school: Role.optional(), center: Role.optional() }),
    /** Any of these counts. */
    counts: z.array(Counted).min(1).max(6),
    period: Period,
    /** Entries wanted in one period. */
    wanted: z.int().min(1).max(60).default(1),
    /** A period with fewer school days than this owes nothing: the last two days before a holiday are no month. */
    leastSchoolDays: z.int().min(1).max(200),
    /** What happened in the period may be entered so long after its last day and is done in time. */
    graceDays: z.int().min(0).max(31),
    /** Entered so long after the last day it is still done, late; from then on the period is missed and stays so. */
    lateDays: z.int().min(0).max(200),
  })
  .refine((rule) => rule.lateDays >= rule.graceDays, { error: 'late_before_grace' })
  .refine((rule) => rule.counts.every(namesFields), { error: 'unknown_field' })
  .refine(({ owner: { school, center } }) => isRoleOf('school', school) && isRoleOf('center', center), { error: 'unknown_owner' });
export type OfficeRule = z.infer<typeof OfficeRule>;

/** A misspelt field would make a duty that nothing fulfils. */
function namesFields({ kind, when }: z.infer<typeof Counted>): boolean {
  return when.every(({ payload }) => Object.hasOwn(ledgerDefinitionOf(kind).example, payload));
}

function isRoleOf(kind: 'school' | 'center', role: Role | undefined): boolean {
  return role === undefined || rolesOf[kind].includes(role);
}
