/** Where the pupil is: one place, read off facts that begin and end on their own (docs/decisions/0008). */
import type { CaseState } from './case-state.ts';

/** A pupil who comes back to less than full attendance. */
export type Partly = 'trial' | 'part_time';

/** Whether the pupil is back on trial or for part of the day, a stay in hospital meanwhile included. */
export function isOnTrial({ attendance, trialUntil }: Pick<CaseState, 'attendance' | 'trialUntil'>): boolean {
  return attendance === 'trial' || attendance === 'part_time' || trialUntil !== null;
}

/** Whether the pupil left this school for good or died. */
export function isGone({ attendance }: Pick<CaseState, 'attendance'>): boolean {
  return attendance === 'transferred' || attendance === 'deceased';
}

/** Whether another school has confirmed that it has the pupil. */
export function isTakenOver({ transfer }: Pick<CaseState, 'transfer'>): boolean {
  return (transfer?.confirmedAt ?? null) !== null;
}

/**
 * The state with its attendance read off its facts. Who left or died stays so; a hospital stay hides leave and trial, which go on below it.
 * `back` says how a pupil who is neither away nor ill attends; without it a trial that still has a day to end on goes on as a trial.
 */
export function withAttendance(state: CaseState, back: Partly | 'at_school' = state.trialUntil === null ? 'at_school' : 'trial'): CaseState {
  if (isGone(state)) return state;
  if (state.hospital !== null) return { ...state, attendance: 'hospitalized' };
  return { ...state, attendance: state.leave === null ? back : 'on_leave' };
}
