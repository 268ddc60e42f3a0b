/** Kinds of entries by what they are about: the groups of the menu, and the filter of the timeline. Pure. */
import { eventGroups, type EventDefinition, type EventGroup } from '../../../domain/events/define-event.ts';
import { definitionOf, eventDefinitions, type EventType } from '../../../domain/events/registry.ts';

/** Allowed entries by group, with the words that fit the text; groups without any are left out. */
export function menuOf(
  allowed: readonly string[],
  text: string,
  wordOf: (type: EventType) => string,
): readonly { readonly group: EventGroup; readonly types: readonly EventType[] }[] {
  const wanted = text.trim().toLowerCase();
  const offered = eventDefinitions.filter(
    ({ type, listing }: EventDefinition<EventType>) =>
      allowed.includes(type) && listing.offMenu !== true && (wordOf(type).toLowerCase().includes(wanted) || type.includes(wanted)),
  );
  return eventGroups
    .map((group) => ({ group, types: offered.filter(({ listing }) => listing.group === group).map(({ type }) => type) }))
    .filter(({ types }) => types.length > 0);
}

export const timelineKinds = ['all', 'contacts', 'papers', 'risk'] as const;
export type TimelineKind = (typeof timelineKinds)[number];

const shownIn: Readonly<Record<Exclude<TimelineKind, 'all'>, readonly EventGroup[]>> = {
  contacts: ['contact'],
  papers: ['notice', 'plan', 'referral', 'leave'],
  risk: ['discovery', 'emergency'],
};

/** Whether the timeline shows an entry under this filter. Kinds that are not known here are shown under `all` only. */
export function isShown(type: string, kind: TimelineKind): boolean {
  if (kind === 'all') return true;
  const definition = definitionOf(type);
  return definition !== undefined && shownIn[kind].includes(definition.listing.group);
}
