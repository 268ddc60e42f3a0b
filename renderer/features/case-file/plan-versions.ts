/** The versions of the plan in the current loop, as they were drafted. Pure. */
import type { EventView } from '../../../contract/cases.ts';
import { PlanContent } from '../../../domain/plan.ts';
import type { Instant } from '../../../domain/time.ts';

export type PlanVersion = { readonly version: number; readonly at: Instant; readonly by: string; readonly reason: string; readonly content: PlanContent };

/** In order of drafting; a reopened case starts again at 1. Versions whose content this person may not see are left out. */
export function planVersions(events: readonly EventView[]): readonly PlanVersion[] {
  const reopened = events.findLastIndex((event) => event.type === 'case_reopened');
  return events
    .slice(reopened + 1)
    .filter((event) => event.type === 'plan_drafted')
    .flatMap((event, index) => {
      const content = PlanContent.safeParse(event.payload['content']);
      const reason = typeof event.payload['reason'] === 'string' ? event.payload['reason'] : '';
      return content.success ? [{ version: index + 1, at: event.happenedAt, by: event.recordedByName, reason, content: content.data }] : [];
    });
}
