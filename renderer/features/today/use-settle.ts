import { useCallback } from 'react';
import type { Explanation } from '../../../contract/duties.ts';
import type { ObligationView } from '../../../contract/shapes.ts';
import { definitionOf, isEventType, type EventType } from '../../../domain/events/registry.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import { knownAnswer } from '../../api/use-query.ts';
import { useNavigation } from '../../navigation.tsx';
import { initialFor } from '../../parts/duty-initial.ts';
import { useSession } from '../../session.tsx';

export type Settle = (duty: ObligationView, type: EventType) => void;

/** Entries that are made at the signing desk, with the paper in sight. */
const atSigning: readonly EventType[] = ['plan_signed', 'plan_returned'];

/** Opens what settles a duty, here and now: the form of an entry over this page, or the signing desk. */
export function useSettle(): Settle {
  const { go, openSheet } = useNavigation();
  return useCallback(
    (duty, type) => {
      if (atSigning.includes(type)) go({ page: 'signing' });
      else openSheet({ sheet: 'record', caseId: duty.caseId, type, initial: initialFor(duty, type), duty });
    },
    [go, openSheet],
  );
}

/**
 * Entries that this person would settle a duty with, by the rule's own order: as the register says, or by the role alone while
 * the register has not been asked.
 */
export function settlingOf(duty: ObligationView, role: Role, settledBy: Explanation['settledBy'] | undefined): readonly EventType[] {
  return duty.settledBy.filter(isEventType).filter((type) => {
    const known = atSigning.includes(type) ? undefined : settledBy?.find((one) => one.type === type);
    return known?.allowed ?? definitionOf(type).recordedBy.includes(role);
  });
}

/** The first of them, for the key that settles; undefined when none is theirs to make. */
export function useFirstSettling(): (duty: ObligationView) => EventType | undefined {
  const { user } = useSession();
  return useCallback((duty) => settlingOf(duty, user.role, knownAnswer('obligations.explain', { obligationId: duty.id })?.settledBy)[0], [user.role]);
}
