import type { DutyChanges } from '../../contract/duties.ts';
import { formatMoment } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { DutyTitle } from './duty-title.tsx';

/** What an entry did to the duties of its case: settled, moved on, begun. */
export function DutyChangesView({ duties }: { readonly duties: DutyChanges }) {
  const { t } = useLanguage();
  return (
    <ul className="plain-list lines">
      {duties.ended.map((duty) => (
        <li key={duty.id}>
          <span className={`duty-end duty-end-${duty.end.replace('_', '-')}`}>{t(`vocabulary:obligationEnd.${duty.end}`)}</span>{' '}
          <DutyTitle duty={{ ...duty, occurrence: 1 }} />
        </li>
      ))}
      {duties.moved.map((duty) => (
        <li key={`${duty.titleZh}${duty.slot}${duty.from}`}>
          <span className="duty-end">{t('saved.moved')}</span> <DutyTitle duty={{ ...duty, occurrence: 1 }} />{' '}
          <span className="quiet">{t('saved.next', { at: formatMoment(duty.to) })}</span>
        </li>
      ))}
      {duties.opened.map((duty) => (
        <li key={duty.id}>
          <span className="duty-end duty-end-opened">{t('saved.opened')}</span> <DutyTitle duty={{ ...duty, occurrence: 1 }} />{' '}
          <span className="quiet">{t('saved.due', { at: formatMoment(duty.dueAt) })}</span>
        </li>
      ))}
    </ul>
  );
}
