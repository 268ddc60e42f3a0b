/** Whether an entry comes too late for the week of the duty that was chosen: weeks follow one another, and each takes what happened in it. Pure. */
import type { Explanation } from '../../../contract/duties.ts';
import type { EventType } from '../../../domain/events/registry.ts';
import type { Instant } from '../../../domain/time.ts';

type Why = {
  readonly duty: Pick<Explanation['duty'], 'dueAt'>;
  readonly due: Pick<Explanation['due'], 'basis'>;
  readonly settledBy: readonly { readonly type: string }[];
};

export function isPastWeek({ duty, due, settledBy }: Why, type: EventType, happenedAt: Instant): boolean {
  return due.basis === 'week' && happenedAt > duty.dueAt && settledBy.some((one) => one.type === type);
}
