/** A death ends where the pupil was. Recorded in error, it is taken back: the pupil is where they were, and what ran of the loop runs on. */
import { withAttendance } from './attendance.ts';
import type { CaseState } from './case-state.ts';
import type { CaseEvent, Recording } from './events/define-event.ts';
import { refuse, type Refusal } from './refusal.ts';

const nowhere = { leave: null, hospital: null, returning: null, trialUntil: null, watchSince: null, lostSince: null } as const;

export function withDeath(state: CaseState, { id, happenedAt }: Pick<CaseEvent, 'id' | 'happenedAt'>): CaseState {
  const { attendance, leave, hospital, returning, trialUntil, watchSince, lostSince, loop } = state;
  const before = { attendance, leave, hospital, returning, trialUntil, watchSince, lostSince };
  return { ...state, ...nowhere, attendance: 'deceased', death: { eventId: id, at: happenedAt, loop, before } };
}

/** Of an older loop only the place counts: whoever had left for another school is here again since the case was opened again. */
export function withoutDeath(state: CaseState): CaseState {
  const alive: CaseState = { ...state, attendance: state.transfer === null ? 'at_school' : 'transferred', death: null };
  if (state.death === null) return alive;
  const { before, loop } = state.death;
  if (loop === state.loop) return confirmed({ ...alive, ...before });
  const { attendance, leave, hospital, trialUntil } = before;
  return withAttendance({ ...alive, leave, hospital, trialUntil }, attendance === 'trial' || attendance === 'part_time' ? attendance : 'at_school');
}

/** The other school may have taken the case over meanwhile: trial and watch were this school's. */
function confirmed(state: CaseState): CaseState {
  return (state.transfer?.confirmedAt ?? null) === null ? state : { ...state, trialUntil: null, watchSince: null };
}

/** Refuses what would have been done with the pupil after the death; what was done before it may still be entered. */
export function refuseAfterDeath({ death }: Pick<CaseState, 'death'>, { happenedAt }: Pick<Recording, 'happenedAt'>): Refusal | null {
  return death !== null && happenedAt > death.at ? refuse('PUPIL_GONE') : null;
}
