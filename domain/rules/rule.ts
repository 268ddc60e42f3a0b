/** The shape of one rule: which event opens a duty, until when, for whom, and what ends it. Data only; read by the engine. */
import { eventTypes } from '../events/registry.ts';
import { Role } from '../vocabulary.ts';
import { z } from '../zod.ts';

export const Words = z.strictObject({ zh: z.string().min(1).max(200), en: z.string().min(1).max(200) });

const Field = z.string().min(1).max(40);

/** A payload field (or one member of an array field) is among the values. */
const PayloadCondition = z.strictObject({
  payload: Field,
  in: z
    .array(z.union([z.string().max(60), z.boolean()]))
    .min(1)
    .max(20),
});

/** Facts of the case around the event; closed, so that a pack stays data. What each means: conditions.ts. */
export const facts = [
  'crisis',
  'judged',
  'interviewed',
  'released',
  'grade_r2_up',
  'grade_r3_up',
  'grade_raised',
  'grade_changed',
  'on_leave',
  'at_school',
  'hospitalized',
  'trial_running',
  'watch_running',
  'plan_submitted',
  'plan_was_submitted',
  'plan_tells_measures',
  'came_by_package',
  'loop_reopened',
  'immediate_danger',
  'self_harm_or_suicide',
  'school_phoned',
  'emergency_running',
  'guardian_suspected',
  'unreached_twice',
  'taken_over',
  'deceased',
] as const;
/** A payload field that may be left out is given, or is not. */
const GivenCondition = z.strictObject({ payload: Field, given: z.boolean() });

const FactCondition = z.strictObject({ fact: z.enum(facts), is: z.boolean() });

export const Condition = z.union([PayloadCondition, GivenCondition, FactCondition]);
export type Condition = z.infer<typeof Condition>;

/** An event type, and conditions that must all hold. */
export const Match = z.strictObject({ on: z.enum(eventTypes), when: z.array(Condition).max(6).default([]) });
export type Match = z.infer<typeof Match>;

/** A match that may be about one duty only. */
const Link = Match.extend({
  /** Payload field that must name the event which opened the duty. */
  names: Field.optional(),
  /** Payload field that must be the id of the duty. */
  namesDuty: Field.optional(),
  /** Payload field that must be the version of the plan that the opening entry drafted. */
  namesVersion: Field.optional(),
});
export type Link = z.infer<typeof Link>;

/** What opens, settles or ends only this slot; without it all of them. */
const onlySlot = z.string().min(1).max(40).optional();

const Opener = Match.extend({ slot: onlySlot });
export type Opener = z.infer<typeof Opener>;

const Settlement = Link.extend({ slot: onlySlot });
export type Settlement = z.infer<typeof Settlement>;

const Due = z.union([
  /** To the minute: the first hour of an emergency. */
  z.strictObject({
    minutes: z
      .int()
      .min(1)
      .max(24 * 60),
  }),
  z.strictObject({
    hours: z
      .int()
      .min(1)
      .max(24 * 60),
  }),
  /** To the end of the day `days` later; 0 = the same day. The day of the event is not counted (民法典 art. 201). */
  z.strictObject({ days: z.int().min(0).max(366), calendar: z.enum(['calendar', 'school']) }),
  /** To the end of the day that a payload field names; of the item where the rule opens one duty for each. Never before the opening. */
  z.strictObject({
    payload: Field,
    /** So many days before the named day. */
    daysBefore: z.int().min(1).max(60).optional(),
    /** So many days after the opening where no day is named; else the day of the opening. */
    elseDays: z.int().min(1).max(366).optional(),
  }),
]);
export type Due = z.infer<typeof Due>;

/** How long after its end an entry about a window still counts. */
const graceHours = z
  .int()
  .min(0)
  .max(24 * 14);

const Repeats = z.discriminatedUnion('mode', [
  /** Fixed weeks from a first day: each is a duty of its own, and a week that passed stays missed. */
  z.strictObject({
    mode: z.literal('window'),
    everyDays: z.int().min(1).max(366),
    /** Payload date on which the weeks begin; else the day of the event. */
    from: Field.optional(),
    graceHours,
  }),
  /** Each named month from its first to its last day, beginning with the first one after the opening. */
  z.strictObject({
    mode: z.literal('months'),
    months: z.array(z.int().min(1).max(12)).min(1).max(12),
    graceHours,
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
  opens: z.array(Opener).min(1).max(12),
  settles: z.array(Settlement).min(1).max(12),
  /** What ends it unfulfilled without blame. Closing the case always does. */
  ends: z.array(Settlement).max(12).default([]),
  slots: z.array(z.string().min(1).max(40)).min(1).max(6).default(['case']),
  /** Payload array: one duty for each of its items, in slots `${each}-1`, `${each}-2`, … instead of `slots`. */
  each: Field.nullable().default(null),
  /** Field of an item that names the role which owes it, where that role exists; else `owner`. */
  ownerFrom: Field.nullable().default(null),
  /** Ignored by windows, which end by themselves, and by later occurrences of rolling duties. */
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
  /** Duties of one family replace one another: one that ends as another opens has moved. */
  family: z.string().min(1).max(40).nullable().default(null),
  /** Owed by the office after the case is closed: closing does not end it, reopening does. */
  afterClosing: z.boolean().default(false),
});
export type Rule = z.infer<typeof Rule>;
