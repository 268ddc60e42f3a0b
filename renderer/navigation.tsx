/** Where the window is. No addresses: a case must not appear in a history or a title bar. */
import { createContext, useCallback, useContext, useMemo, useState, type ReactNode } from 'react';
import type { ObligationView, PupilSummary } from '../contract/shapes.ts';
import type { CaseId, DocumentId } from '../domain/ids.ts';

export type SimplePage =
  | 'today'
  | 'myClass'
  | 'cases'
  | 'wall'
  | 'screening'
  | 'roster'
  | 'documents'
  | 'signing'
  | 'weekly'
  | 'exchange'
  | 'ledger'
  | 'compliance'
  | 'handover'
  | 'rules'
  | 'office';
export type Place = { readonly page: SimplePage } | { readonly page: 'case'; readonly caseId: CaseId; readonly record?: string };

export type ChosenDuty = Pick<ObligationView, 'id' | 'dueAt'>;

/** A form or paper laid over the page. */
export type Sheet =
  | {
      readonly sheet: 'record';
      readonly caseId: CaseId;
      readonly type: string;
      readonly initial?: Readonly<Record<string, unknown>>;
      /** The duty that was chosen to be settled. */
      readonly duty?: ChosenDuty;
    }
  | { readonly sheet: 'open-case'; readonly pupil: PupilSummary; readonly resultIds: readonly string[] }
  | { readonly sheet: 'issue'; readonly caseId: CaseId | null; readonly about: string; readonly types: readonly string[]; readonly type?: string }
  | { readonly sheet: 'document'; readonly documentId: DocumentId };

export type Navigation = {
  readonly place: Place;
  readonly go: (place: Place) => void;
  readonly back: () => void;
  readonly sheet: Sheet | null;
  readonly openSheet: (sheet: Sheet) => void;
  readonly closeSheet: () => void;
};

const NavigationContext = createContext<Navigation | null>(null);
const keptPlaces = 30;

export function NavigationProvider({ start, children }: { readonly start: Place; readonly children: ReactNode }) {
  const [trail, setTrail] = useState<readonly Place[]>([start]);
  const [sheet, setSheet] = useState<Sheet | null>(null);
  const go = useCallback((place: Place) => {
    setSheet(null);
    setTrail((before) => [...before.slice(-keptPlaces), place]);
  }, []);
  const back = useCallback(() => {
    setSheet(null);
    setTrail((before) => (before.length > 1 ? before.slice(0, -1) : before));
  }, []);
  const closeSheet = useCallback(() => setSheet(null), []);
  const place = trail.at(-1) ?? start;
  const value = useMemo(() => ({ place, go, back, sheet, openSheet: setSheet, closeSheet }), [place, go, back, sheet, closeSheet]);
  return <NavigationContext value={value}>{children}</NavigationContext>;
}

export function useNavigation(): Navigation {
  const navigation = useContext(NavigationContext);
  if (navigation === null) throw new Error('There is no navigation here.');
  return navigation;
}
