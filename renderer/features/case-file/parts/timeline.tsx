import { Segmented } from 'antd';
import { useMemo } from 'react';
import type { CaseFile, EventView } from '../../../../contract/cases.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { isShown, timelineKinds, type TimelineKind } from '../event-groups.ts';
import { TimelineEntry } from './timeline-entry.tsx';

type Props = { readonly file: CaseFile; readonly kind: TimelineKind; readonly onKind: (kind: TimelineKind) => void };

/** Entries, the latest first; corrections stand beside what they correct. */
export function Timeline({ file, kind, onKind }: Props) {
  const { t } = useLanguage();
  const corrections = useMemo(() => correctionsByTarget(file.events), [file.events]);
  const shown = file.events.filter((event) => event.type !== 'correction_made' && isShown(event.type, kind)).toReversed();
  return (
    <section aria-label={t('caseFile.timeline')}>
      <div className="button-row panel-head">
        <h2 className="section-head">
          {t('caseFile.timeline')} <span className="count">{kind === 'all' ? file.events.length : shown.length}</span>
        </h2>
        <span className="top-gap" />
        <Segmented<TimelineKind>
          size="small"
          aria-label={t('view.kinds')}
          value={kind}
          options={timelineKinds.map((one) => ({ value: one, label: t(`view.kind.${one}`) }))}
          onChange={onKind}
        />
      </div>
      <ol className="timeline plain-list">
        {shown.map((event) => (
          <TimelineEntry key={event.id} event={event} corrections={corrections.get(event.id) ?? []} file={file} />
        ))}
        {shown.length === 0 ? <li className="quiet">{t('view.noEntries')}</li> : null}
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
