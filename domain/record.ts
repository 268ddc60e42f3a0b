/** Whether an event may be recorded now, by this person, in this case: the one gate before the log. */
import type { CaseState } from './case-state.ts';
import type { CaseEvent, EventDefinition, Payload, Recording } from './events/define-event.ts';
import { definitionOf, eventDefinitions, isEventType, type EventPayload, type EventType } from './events/registry.ts';
import { correct } from './fold.ts';
import { refuse, type PayloadIssue, type Refusal } from './refusal.ts';
import { fail, ok, type Result } from './result.ts';
import { clockSetBackTo, clockToleranceMs, type ClockReading } from './set-back.ts';
import { addHours, instantOf, msOf, type Instant } from './time.ts';
import type { RegisterKind, Role } from './vocabulary.ts';
import type { z } from './zod.ts';

export type DecideInput = Recording &
  ClockReading & {
    readonly state: CaseState;
    readonly type: string;
    readonly payload: unknown;
    /** The event that a correction names, as it stands with earlier corrections; null or absent when there is none. */
    readonly target?: CaseEvent | null;
  };

export type Decision = { readonly type: EventType; readonly version: number; readonly payload: Payload };

/** Longer than any school keeps a pupil; a mistyped century is refused. */
const longestAgoDays = 12 * 366;
const lateAfterHours = 24;

/** Parses and checks an event that somebody wants to record. Changes nothing. */
export function decide(input: DecideInput): Result<Decision, Refusal> {
  const { type } = input;
  if (!isEventType(type)) return fail(refuse('EVENT_UNKNOWN'));
  const definition = definitionOf(type);
  const refusal = refusalOfPlace(definition, input) ?? refusalOfMoment(definition, input);
  if (refusal !== null) return fail(refusal);
  const parsed = definition.payload.safeParse(input.payload);
  if (!parsed.success) return fail(refuse('PAYLOAD_INVALID', { issues: issuesOf(parsed.error) }));
  const guarded =
    definition.guard(input.state, parsed.data, input) ?? definition.standsAs?.(input.state, parsed.data, input) ?? refusalOfCorrection(input, parsed.data);
  return guarded === null ? ok({ type, version: definition.version, payload: parsed.data }) : fail(guarded);
}

/** Events that this role may record in this state, in the order of the loop; a guard may still refuse the content. */
export function allowedEvents(state: CaseState, role: Role, registerKind: RegisterKind): readonly EventType[] {
  return eventDefinitions.filter((definition) => refusalOfPlace(definition, { state, role, registerKind }) === null).map((definition) => definition.type);
}

/** Recorded more than a day after it happened: allowed, and shown. */
export function isLate(event: Pick<CaseEvent, 'happenedAt' | 'recordedAt'>): boolean {
  return event.recordedAt > addHours(event.happenedAt, lateAfterHours);
}

/**
 * Whether this role never records the type in such a register, whatever the case. To be asked before anything that depends on the case: a refusal
 * with another code would tell its state to who has no business with it.
 */
export function refusalOfRole(type: string, { role, registerKind }: Pick<Recording, 'role' | 'registerKind'>): Refusal | null {
  const definition = definitionOf(type);
  if (definition === undefined) return null;
  if (!definition.registers.includes(registerKind)) return refuse('WRONG_REGISTER', { registerKind });
  return definition.recordedBy.includes(role) ? null : refuse('NOT_ALLOWED', { role });
}

function refusalOfPlace(
  definition: EventDefinition,
  { state, role, registerKind }: { state: CaseState; role: Role; registerKind: RegisterKind },
): Refusal | null {
  const stranger = refusalOfRole(definition.type, { role, registerKind });
  if (stranger !== null) return stranger;
  if (definition.stages === 'none') return state.version === 0 ? null : refuse('CASE_ALREADY_OPENED');
  if (state.version === 0) return refuse('CASE_NOT_OPENED');
  if (definition.stages.includes(state.stage)) return null;
  return state.stage === 'closed' || state.stage === 'archived' ? refuse('CASE_CLOSED') : refuse('WRONG_STAGE', { stage: state.stage });
}

function refusalOfMoment(definition: EventDefinition, input: DecideInput): Refusal | null {
  const { state, happenedAt, now } = input;
  const lastRecordedAt = clockSetBackTo(input);
  if (lastRecordedAt !== null) return refuse('CLOCK_SET_BACK', { lastRecordedAt });
  if (happenedAt > instantOf(msOf(now) + clockToleranceMs)) return refuse('IN_THE_FUTURE');
  if (happenedAt < addHours(now, -24 * longestAgoDays)) return refuse('TOO_LONG_AGO');
  const opening: Instant | null = definition.stages === 'none' || definition.mayPrecedeOpening === true ? null : state.openedAt;
  return opening !== null && happenedAt < opening ? refuse('BEFORE_OPENING') : null;
}

/** Codes and paths only: an issue must not carry what was typed. */
function issuesOf(error: z.ZodError): readonly PayloadIssue[] {
  return error.issues.slice(0, 50).map((issue) => ({ path: issue.path.map(String).join('.'), rule: issue.code === 'custom' ? issue.message : issue.code }));
}

function refusalOfCorrection(input: DecideInput, payload: Payload): Refusal | null {
  if (input.type !== 'correction_made') return null;
  const { target = null } = input;
  const correction = payload as EventPayload<'correction_made'>; // parsed by this type's own schema above
  if (target === null || target.id !== correction.targetId || target.caseId !== input.state.caseId) return refuse('TARGET_UNKNOWN');
  const definition = definitionOf(target.type);
  if (target.payload === null || definition === undefined || !definition.correctable.includes(correction.field))
    return refuse('NOT_CORRECTABLE', { field: correction.field });
  const standing = correction.field === 'happenedAt' ? target.happenedAt : target.payload[correction.field];
  if (JSON.stringify(standing) !== JSON.stringify(correction.was)) return refuse('CORRECTION_STALE', { field: correction.field });
  const corrected = correct(target, { ...target, type: 'correction_made', payload: correction });
  if (corrected.payload === null || !correctionMoves(target, corrected, input)) return refuse('CORRECTION_INVALID', { field: correction.field });
  return definition.standsAs?.(input.state, corrected.payload, input) ?? null;
}

/** Whether the corrected event is valid, differs from the standing one and happened at a possible time. */
function correctionMoves(target: CaseEvent, corrected: CaseEvent, { state, now }: DecideInput): boolean {
  const early = definitionOf(target.type)?.mayPrecedeOpening === true;
  const inTime = state.openedAt !== null && (early || corrected.happenedAt >= state.openedAt) && corrected.happenedAt <= now;
  return corrected !== target && inTime && JSON.stringify([corrected.payload, corrected.happenedAt]) !== JSON.stringify([target.payload, target.happenedAt]);
}
