/** The steps of the running emergency, each with the entry that says it was taken. Pure. */
import type { EventView } from '../../../contract/cases.ts';
import type { EventId } from '../../../domain/ids.ts';
import { emergencySteps, type EmergencyStep } from '../../../domain/vocabulary.ts';

export type StepTaken = { readonly step: EmergencyStep; readonly taken: EventView | undefined };

/** In the order in which they are called for. Only what was recorded since this emergency began counts; the earliest moment is the step's. */
export function stepsTaken(events: readonly EventView[], startedBy: EventId): readonly StepTaken[] {
  const begin = events.findIndex(({ id }) => id === startedBy);
  const since = events.slice(begin + 1).filter(({ type }) => type === 'emergency_step_taken');
  return emergencySteps.map((step) => ({
    step,
    taken: since.filter(({ payload }) => payload['step'] === step).toSorted((one, other) => one.happenedAt.localeCompare(other.happenedAt))[0],
  }));
}
