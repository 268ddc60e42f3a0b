/** Tries for tests: what `decide` says to an event after a log, and the state when it may be recorded. */
import type { CaseState } from './case-state.ts';
import { logOf, teacher, vicePrincipal, type LogLine } from './events.fixture.ts';
import { definitionOf, type EventType } from './events/registry.ts';
import { fold } from './fold.ts';
import { decide, type DecideInput } from './record.ts';
import { Instant } from './time.ts';

/** Days of a follow-up cycle as the built-in rules have them. */
export const followUpDays: DecideInput['followUpDays'] = { R4: 1, R3: 7, R2: 14, R1: 30, R0: null };

export type Try = Partial<DecideInput> & { readonly changes?: { readonly [key: string]: unknown } };

/** Result of recording the type's example, with changes to payload and circumstances, after the log: 'ok', or the code with its params. */
export function tried(log: readonly LogLine[], type: EventType, { changes = {}, ...circumstances }: Try = {}): unknown {
  const { example, recordedBy, registers } = definitionOf(type);
  const byTeacher = recordedBy.includes('psych_teacher');
  const result = decide({
    state: fold(logOf(...log)),
    type,
    payload: { ...example, ...changes },
    role: byTeacher ? 'psych_teacher' : 'vice_principal',
    userId: byTeacher ? teacher : vicePrincipal,
    registerKind: registers.includes('school') ? 'school' : 'center',
    happenedAt: Instant.parse('2026-12-30T01:00:00.000Z'),
    now: Instant.parse('2026-12-31T00:00:00.000Z'),
    openObligations: [],
    followUpDays,
    ...circumstances,
  });
  return result.ok ? 'ok' : [result.error.code, result.error.params];
}

/** The state after the log. */
export function after(...log: readonly LogLine[]): CaseState {
  return fold(logOf(...log));
}
