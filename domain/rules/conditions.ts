/** Whether an event, between the state before and after it, is one that a rule speaks of. */
import { gradeRank, type CaseState } from '../case-state.ts';
import type { CaseEvent } from '../events/define-event.ts';
import { isEvent } from '../events/registry.ts';
import type { Condition } from './rule-pack.ts';

/** An event with the state on both sides of it. */
export type Moment = { readonly event: CaseEvent; readonly before: CaseState; readonly after: CaseState };

/** Whether the event is of the type and every condition holds. A purged event matches nothing that asks for its payload. */
export function matches(match: { readonly on: string; readonly when: readonly Condition[] }, moment: Moment): boolean {
  return match.on === moment.event.type && match.when.every((condition) => holds(condition, moment));
}

function holds(condition: Condition, moment: Moment): boolean {
  if ('fact' in condition) return factOf(condition.fact, moment) === condition.is;
  const value: unknown = moment.event.payload?.[condition.payload];
  const values: readonly unknown[] = Array.isArray(value) ? value : [value];
  return values.some((one) => condition.in.some((wanted) => wanted === one));
}

function factOf(fact: Extract<Condition, { fact: unknown }>['fact'], { event, before, after }: Moment): boolean {
  switch (fact) {
    case 'crisis':
      return after.outcome === 'crisis';
    case 'grade_raised':
      return before.outcome !== 'crisis' || gradeRank(after.grade) > gradeRank(before.grade);
    case 'grade_changed':
      return after.grade !== before.grade;
    case 'on_leave':
      return after.leave !== null;
    case 'plan_submitted':
      return after.plan?.status === 'submitted';
    case 'came_by_package':
      // What another office reported is that office's to interview.
      if (isEvent(event, 'case_reopened')) return event.payload.packageId !== null;
      return isEvent(event, 'lead_recorded') && event.payload.sourceRefs.some((ref) => ref.kind === 'package');
    default:
      return fact satisfies never;
  }
}
