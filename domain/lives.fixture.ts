/** Lives of cases for tests: any entry that `decide` allows, with answers, days and references chosen by a number. */
import { initialState, type CaseState } from './case-state.ts';
import { eventOf, idText, teacher, vicePrincipal } from './events.fixture.ts';
import type { CaseEvent, Payload } from './events/define-event.ts';
import { definitionOf, type EventType } from './events/registry.ts';
import { fold } from './fold.ts';
import { UserId } from './ids.ts';
import { allowedEvents, decide } from './record.ts';
import { followUpDays } from './recording.fixture.ts';
import type { Refusal } from './refusal.ts';
import { fail, ok, type Result } from './result.ts';
import { builtInCalendars, defaultRulePack } from './rules/defaults.ts';
import { obligationsOf } from './rules/engine.ts';
import { isOpen, type Obligation } from './rules/obligation.ts';
import { addDays, addHours, dateOf, instantOf, msOf, type Instant } from './time.ts';
import type { RegisterKind, Role } from './vocabulary.ts';
import { z } from './zod.ts';

export type Life = { readonly log: readonly CaseEvent[]; readonly now: Instant; readonly registerKind: RegisterKind };

/** An entry that somebody wants to make: the type's example with changes, so many hours after the last. */
export type Move = { readonly type: EventType; readonly changes: Payload; readonly by: Desk; readonly afterHours: number };

/** The two who record: the counsellor of the office and its leader. */
export type Desk = 'counsellor' | 'leader';
const roleAt: Record<RegisterKind, Record<Desk, Role>> = {
  school: { counsellor: 'psych_teacher', leader: 'vice_principal' },
  center: { counsellor: 'center_counselor', leader: 'center_head' },
};
export const userAt: Record<Desk, UserId> = { counsellor: teacher, leader: vicePrincipal };
const somebodyElse = UserId.parse(idText(0xa3));

const packs = new Map([[defaultRulePack.version, defaultRulePack]]);

export function stateOf({ log }: Life): CaseState {
  return log.length === 0 ? initialState : fold(log);
}

/** What is owed now and open. */
export function owedIn({ log, now, registerKind }: Life): readonly Obligation[] {
  return log.length === 0 ? [] : obligationsOf({ events: log, packs, calendars: builtInCalendars, registerKind, now }).filter(isOpen);
}

/** Whether that desk's role may record the type at all. */
export function mayRecord(type: EventType, by: Desk, registerKind: RegisterKind): boolean {
  return definitionOf(type).recordedBy.includes(roleAt[registerKind][by]);
}

/** The life with the entry, or why it is refused. Some time passes with every entry that is made. */
export function enter(life: Life, { type, changes, by, afterHours }: Move): Result<Life, Refusal> {
  const { registerKind, log } = life;
  const now = instantOf(msOf(addHours(life.now, afterHours)) + 60_000);
  const payload: unknown = { ...definitionOf(type).example, ...changes };
  const target = log.find((event) => event.id === changes['targetId']) ?? null;
  const decision = decide({
    state: stateOf(life),
    type,
    payload,
    role: roleAt[registerKind][by],
    userId: userAt[by],
    registerKind,
    happenedAt: now,
    now,
    openObligations: owedIn({ ...life, now }),
    followUpDays,
    target,
  });
  if (!decision.ok) return fail(decision.error);
  const sketch = { type, payload: decision.value.payload, seq: log.length + 1, happenedAt: now, recordedBy: userAt[by], rulePack: defaultRulePack.version };
  return ok({ registerKind, now, log: [...log, eventOf(sketch)] });
}

/** One try: which of the allowed entries, with which answers, how much later. */
export type Step = { readonly pick: number; readonly answers: number; readonly afterHours: number };

/** Picks of one step before nothing is recorded. */
const picksPerStep = 3;

/**
 * A life of the steps, one after another; what is refused is left out. A death is rare. With a guide, every fourth step or so takes the entry that the
 * guide names: entries at random alone seldom come far.
 */
export function live(steps: readonly Step[], registerKind: RegisterKind, guide?: (life: Life) => Move | null): Life {
  const birth: Life = { log: [], now: '2026-09-01T01:00:00.000Z' as Instant, registerKind };
  const first: Step = { pick: 0, answers: steps[0]?.answers ?? 0, afterHours: 0 };
  return [first, ...steps].reduce((life, step) => {
    const guided = step.answers % 4 === 0 && life.log.length > 0 ? (guide?.(life) ?? null) : null;
    return guided === null ? grown(life, step) : after(life, guided);
  }, birth);
}

function after(life: Life, move: Move): Life {
  const entered = enter(life, move);
  return entered.ok ? entered.value : life;
}

/** The life with the first of a few picks that is accepted. */
function grown(life: Life, step: Step): Life {
  for (let count = 0; count < picksPerStep; count += 1) {
    const move = moveOf(life, { ...step, pick: scramble(step.pick + count), answers: step.answers + count });
    if (move === null || (move.type === 'pupil_died' && step.answers % 16 > 0)) continue;
    const next = after(life, move);
    if (next !== life) return next;
  }
  return life;
}

function moveOf(life: Life, { pick, answers, afterHours }: Step): Move | null {
  const state = stateOf(life);
  const { registerKind } = life;
  const types = (['counsellor', 'leader'] as const).flatMap((by) => allowedEvents(state, roleAt[registerKind][by], registerKind).map((type) => ({ by, type })));
  const chosen = types[pick % Math.max(1, types.length)];
  if (chosen === undefined) return null;
  const changes = chosen.type === 'correction_made' ? laterBy(life, answers) : answered(chosen.type, life, answers);
  return { ...chosen, changes, afterHours };
}

/** A correction that sets some entry an hour later. */
function laterBy({ log }: Life, answers: number): Payload {
  const target = log[answers % Math.max(1, log.length)];
  if (target === undefined) return {};
  return { targetId: target.id, field: 'happenedAt', was: target.happenedAt, shouldBe: addHours(target.happenedAt, 1) };
}

type Node = {
  readonly type?: string;
  readonly enum?: readonly unknown[];
  readonly anyOf?: readonly Node[];
  readonly items?: Node;
  readonly minItems?: number;
  readonly properties?: Readonly<Record<string, Node>>;
  readonly widget?: string;
  readonly of?: string;
};

/** How a case begins: found here or reported by another office, with and without danger to life. */
const leads: readonly Payload[] = [
  {},
  { crisisTypes: ['bullying'] },
  { crisisTypes: [], channel: 'hotline' },
  { channel: 'hotline' },
  { sourceRefs: [{ kind: 'package', id: 'p' }] },
  { immediateDanger: true },
  { immediateDanger: true, sourceRefs: [{ kind: 'package', id: 'p' }] },
];

/** The example with other choices, flags, days and references; texts stay. */
function answered(type: EventType, life: Life, answers: number): Payload {
  if (type === 'lead_recorded') return leads[answers % leads.length] ?? {};
  const schema = z.toJSONSchema(definitionOf(type).payload, { io: 'input', unrepresentable: 'any' }) as Node;
  const context = { state: stateOf(life), life };
  const fields = Object.entries(schema.properties ?? {}).map(([key, node], index) => [key, answerOf(node, scramble(answers + index), context)] as const);
  const changes = Object.fromEntries(fields.filter(([, value]) => value !== undefined));
  return 'planVersion' in (schema.properties ?? {}) ? { ...changes, planVersion: context.state.plan?.version ?? 1 } : changes;
}

type Context = { readonly state: CaseState; readonly life: Life };

/** Undefined keeps the example's value. */
function answerOf(node: Node, number: number, context: Context): unknown {
  const some = node.anyOf?.find((one) => one.type !== 'null');
  if (some !== undefined) return number % 5 === 0 ? null : answerOf({ ...some, ...withoutChoice(node) }, scramble(number), context);
  if (node.widget === 'reference') return referenceOf(node.of ?? '', number, context);
  if (node.widget === 'date') return addDays(dateOf(context.life.now), [0, 0, 7, 30][number % 4] ?? 0);
  if (node.enum !== undefined) return node.enum[number % node.enum.length];
  if (node.type === 'boolean') return number % 3 > 0;
  const choices = node.type === 'array' ? node.items?.enum : undefined;
  if (choices === undefined) return undefined;
  const chosen = choices.filter((_choice, index) => (number >> index) % 3 === 0);
  return chosen.length < (node.minItems ?? 0) ? choices.slice(0, node.minItems) : chosen;
}

function withoutChoice({ anyOf: _choice, ...hints }: Node): Node {
  return hints;
}

function referenceOf(of: string, number: number, { state, life }: Context): unknown {
  const some: Readonly<Record<string, readonly unknown[]>> = {
    referral: state.referrals.map(({ id }) => id),
    conference: state.conferences.map(({ id }) => id),
    return_assessment: [state.returning?.assessmentId],
    mandatory_report: state.mandatoryReports.map(({ eventId }) => eventId),
    affected: state.affected.map(({ eventId }) => eventId),
    obligation: owedIn(life).map(({ id }) => id),
    pupil: [idText(2), idText(3), idText(4)],
    user: [teacher, vicePrincipal, somebodyElse],
  };
  const found = some[of] ?? [];
  return found[number % Math.max(1, found.length)];
}

function scramble(number: number): number {
  return (Math.imul(number + 1, 2_654_435_761) >>> 8) & 0xff_ff_ff;
}
