import { useCallback } from 'react';
import type { ObligationView } from '../../../contract/shapes.ts';
import { definitionOf, isEventType, type EventType } from '../../../domain/events/registry.ts';
import { useNavigation } from '../../navigation.tsx';
import { useSession } from '../../session.tsx';
import { initialFor } from '../../parts/duty-initial.ts';

export type Settle = (duty: ObligationView, type: EventType) => void;

/** Opens what settles a duty, here and now: the form of an entry over this page, or the signing desk. */
export function useSettle(): Settle {
  const { go, openSheet } = useNavigation();
  return useCallback(
    (duty, type) => {
      if (type === 'plan_signed') go({ page: 'signing' });
      else openSheet({ sheet: 'record', caseId: duty.caseId, type, initial: initialFor(duty, type) });
    },
    [go, openSheet],
  );
}

/** The entry that this person would settle a duty with, by the rule's own order; undefined when none is theirs to make. */
export function useFirstSettling(): (duty: ObligationView) => EventType | undefined {
  const { user } = useSession();
  return useCallback((duty) => duty.settledBy.filter(isEventType).find((type) => definitionOf(type).recordedBy.includes(user.role)), [user.role]);
}
