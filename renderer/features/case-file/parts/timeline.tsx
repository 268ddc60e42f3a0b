import { useMemo } from 'react';
import type { CaseFile, EventView } from '../../../../contract/cases.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { TimelineEntry } from './timeline-entry.tsx';

/** Entries, the latest first; corrections stand beside what they correct. */
export function Timeline({ file }: { readonly file: CaseFile }) {
  const { t } = useLanguage();
  const corrections = useMemo(() => correctionsByTarget(file.events), [file.events]);
  const shown = file.events.filter((event) => event.type !== 'correction_made').toReversed();
  return (
    <section aria-label={t('caseFile.timeline')}>
      <h2 className="section-head">
        {t('caseFile.timeline')} <span className="count">{file.events.length}</span>
      </h2>
      <ol className="timeline plain-list">
        {shown.map((event) => (
          <TimelineEntry key={event.id} event={event} corrections={corrections.get(event.id) ?? []} file={file} />
        ))}
      </ol>
    </section>
  );
}

function correctionsByTarget(events: readonly EventView[]): ReadonlyMap<string, readonly EventView[]> {
  const byTarget = new Map<string, EventView[]>();
  for (const event of events) {
    const target = event.type === 'correction_made' ? event.payload['targetId'] : undefined;
    if (typeof target === 'string') byTarget.set(target, [...(byTarget.get(target) ?? []), event]);
  }
  return byTarget;
}
