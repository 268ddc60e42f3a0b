/**
 * A rule pack: which event opens which duty, under which clause, until when, for whom, and what ends it. Data, versioned and
 * stored whole; the engine uses for each event the pack that was in force when it was recorded.
 */
import { definitionOf, eventTypes } from '../events/registry.ts';
import { RiskGrade, Role, rolesOf } from '../vocabulary.ts';
import { z } from '../zod.ts';

const Words = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });

/** A payload field (or one member of an array field) is among the values. */
const PayloadCondition = z.strictObject({
  payload: z.string().min(1).max(40),
  in: z
    .array(z.union([z.string().max(60), z.boolean()]))
    .min(1)
    .max(20),
});

/** Facts of the case around the event; closed, so that a pack stays data. */
export const facts = ['crisis', 'grade_raised', 'grade_changed', 'on_leave', 'plan_submitted', 'came_by_package'] as const;
const FactCondition = z.strictObject({ fact: z.enum(facts), is: z.boolean() });

export const Condition = z.union([PayloadCondition, FactCondition]);
export type Condition = z.infer<typeof Condition>;

/** An event type, and conditions that must all hold. */
const Match = z.strictObject({ on: z.enum(eventTypes), when: z.array(Condition).max(6).default([]) });

const Settlement = Match.extend({
  /** Settles only this slot; without it all. */
  slot: z.string().min(1).max(40).optional(),
  /** Payload field that must name the event which opened the duty. */
  names: z.string().min(1).max(40).optional(),
});

const Due = z.union([
  z.strictObject({
    hours: z
      .int()
      .min(1)
      .max(24 * 60),
  }),
  /** To the end of the day `days` later; 0 = the same day. The day of the event is not counted (民法典 art. 201). */
  z.strictObject({ days: z.int().min(0).max(366), calendar: z.enum(['calendar', 'school']) }),
]);
export type Due = z.infer<typeof Due>;

const Repeats = z.discriminatedUnion('mode', [
  /** Fixed weeks from a first day: each is a duty of its own, and a week that passed stays missed. */
  z.strictObject({
    mode: z.literal('window'),
    everyDays: z.int().min(1).max(366),
    /** Payload date on which the weeks begin; else the day of the event. */
    from: z.string().min(1).max(40).optional(),
    /** How long after its end an entry about a week still counts. */
    graceHours: z
      .int()
      .min(0)
      .max(24 * 14),
  }),
  /** The next one is due so many days after the last one was done. The step holds for `forDays` after the first opening; the last step for ever. */
  z.strictObject({
    mode: z.literal('rolling'),
    steps: z
      .array(z.strictObject({ everyDays: z.int().min(1).max(366), forDays: z.int().min(1).max(3660).optional() }))
      .min(1)
      .max(6),
  }),
]);
export type Repeats = z.infer<typeof Repeats>;

export const Rule = z.strictObject({
  id: z.string().regex(/^T_[A-Z0-9_]{2,40}$/),
  clause: z.string().min(1).max(60),
  title: Words,
  /** Role that owes it in a register of each kind; no role, no duty there. */
  owner: z.strictObject({ school: Role.optional(), center: Role.optional() }),
  opens: z.array(Match).min(1).max(10),
  settles: z.array(Settlement).min(1).max(10),
  /** What ends it unfulfilled without blame. Closing the case always does. */
  ends: z.array(Match).max(10).default([]),
  slots: z.array(z.string().min(1).max(40)).min(1).max(6).default(['case']),
  /** Ignored by window rules, whose weeks end by themselves, and by later occurrences of rolling ones. */
  due: Due,
  /** What was done so long before the opening still fulfils it. */
  earlyHours: z
    .int()
    .min(0)
    .max(24 * 31)
    .default(0),
  /** Opens once in a loop, and not at all when it was already done in that loop. */
  oncePerLoop: z.boolean().default(false),
  /** What a second opening does while one is open. */
  whileOpen: z.enum(['keep', 'parallel']).default('keep'),
  repeats: Repeats.nullable().default(null),
  /** After so many misses in a row a leader is to step in. */
  chase: z
    .strictObject({ afterMissed: z.int().min(1).max(20), role: Role })
    .nullable()
    .default(null),
});
export type Rule = z.infer<typeof Rule>;

export const RulePack = z
  .strictObject({
    version: z.string().regex(/^[a-z0-9][a-z0-9.-]{2,59}$/),
    title: Words,
    /** `text` is our paraphrase; `source` says where the clause stands and how sure that is. */
    clauses: z.record(z.string().min(1).max(60), z.strictObject({ title: Words, source: z.string().min(1).max(400), text: z.string().min(1).max(1000) })),
    gradeNames: z.record(RiskGrade, Words),
    rules: z.array(Rule).min(1).max(200),
  })
  .refine((pack) => pack.rules.every((rule) => pack.clauses[rule.clause] !== undefined), { error: 'rule_without_clause' })
  .refine((pack) => pack.rules.every(namesWhatExists), { error: 'unknown_field_slot_or_owner' })
  .refine((pack) => new Set(pack.rules.map((rule) => rule.id)).size === pack.rules.length, { error: 'rule_id_twice' });
export type RulePack = z.infer<typeof RulePack>;

/** A misspelt field would make a duty that never opens or never ends: fields, slots and owners must exist. */
function namesWhatExists(rule: Rule): boolean {
  const matches = [...rule.opens, ...rule.settles, ...rule.ends];
  const fieldsExist = matches.every(({ on, when }) => when.every((condition) => 'fact' in condition || hasField(on, condition.payload)));
  const linksExist = rule.settles.every(
    ({ on, slot, names }) => (slot === undefined || rule.slots.includes(slot)) && (names === undefined || hasField(on, names)),
  );
  const from = rule.repeats?.mode === 'window' ? rule.repeats.from : undefined;
  const startsExist = from === undefined || rule.opens.every(({ on }) => hasField(on, from));
  const { school, center } = rule.owner;
  const ownersExist = (school === undefined || rolesOf.school.includes(school)) && (center === undefined || rolesOf.center.includes(center));
  return fieldsExist && linksExist && startsExist && ownersExist;
}

function hasField(type: (typeof eventTypes)[number], field: string): boolean {
  return Object.hasOwn(definitionOf(type).example, field);
}
