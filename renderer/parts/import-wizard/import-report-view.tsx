import type { ImportReport } from '../../../contract/roster.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { IssueTable } from './issue-table.tsx';

const figures = ['dataRows', 'added', 'changed', 'unchanged', 'renamed', 'secondScreening', 'urgent'] as const;

/** What became of every row. */
export function ImportReportView({ report }: { readonly report: ImportReport }) {
  const { t } = useLanguage();
  return (
    <>
      <div className="counts" role="status">
        {figures.map((key) => (
          <div key={key} className={key === 'urgent' && report.urgent > 0 ? 'count-tile count-still count-late' : 'count-tile count-still'}>
            <b>{report[key]}</b>
            <span>{t(`importing.figure.${key}`)}</span>
          </div>
        ))}
        {report.joinedCalls.length > 0 && (
          <div className="count-tile count-still">
            <b>{report.joinedCalls.length}</b>
            <span>{t('importing.figure.joinedCalls')}</span>
          </div>
        )}
        <div className="count-tile count-still">
          <b>{report.refused.length}</b>
          <span>{t('importing.figure.refused')}</span>
        </div>
      </div>
      <IssueTable title={t('importing.refused')} issues={report.refused} />
      <IssueTable title={t('importing.skipped')} issues={report.skipped.filter((issue) => issue.code !== 'BLANK')} />
      <IssueTable title={t('importing.warnings')} issues={report.warnings} />
    </>
  );
}
