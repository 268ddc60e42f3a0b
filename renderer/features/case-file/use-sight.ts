/** What of the case is looked at: which tab, which kinds of entries; and the way to one entry from anywhere on the page. */
import { useCallback, useEffect, useState } from 'react';
import type { TimelineKind } from './event-groups.ts';

export const tabs = ['timeline', 'risk', 'contacts', 'plans'] as const;
export type Tab = (typeof tabs)[number];

/** What lies in another tab takes the focus only once that tab is shown. */
const afterTabMs = 80;

export type Sight = {
  readonly tab: Tab;
  readonly kind: TimelineKind;
  readonly setTab: (tab: Tab) => void;
  readonly setKind: (kind: TimelineKind) => void;
  /** Brings an entry of the timeline into view, with the focus. */
  readonly show: (eventId: string) => void;
};

export function useSight(): Sight {
  const [tab, setTab] = useState<Tab>('timeline');
  const [kind, setKind] = useState<TimelineKind>('all');
  const [wanted, setWanted] = useState<{ readonly id: string } | null>(null);
  useEffect(() => {
    if (wanted === null) return undefined;
    const timer = setTimeout(() => {
      const entry = document.getElementById(wanted.id);
      entry?.scrollIntoView({ block: 'center' });
      entry?.focus({ preventScroll: true });
    }, afterTabMs);
    return () => clearTimeout(timer);
  }, [wanted]);
  const show = useCallback((id: string) => {
    setTab('timeline');
    setKind('all');
    setWanted({ id });
  }, []);
  return { tab, kind, setTab, setKind, show };
}
