import { useCallback } from 'react';
import type { ObligationView } from '../../../contract/shapes.ts';
import { useNavigation } from '../../navigation.tsx';

/** Opens the place where a duty is settled: the form of an entry in its case, the signing desk, or the exchange. */
export function useSettle(): (duty: ObligationView, eventType: string) => void {
  const { go } = useNavigation();
  return useCallback(
    (duty, eventType) => {
      if (eventType === 'plan_signed') go({ page: 'signing' });
      else go({ page: 'case', caseId: duty.caseId, record: eventType });
    },
    [go],
  );
}
