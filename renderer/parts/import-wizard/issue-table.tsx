import { Table } from 'antd';
import type { ImportIssue } from '../../../contract/roster.ts';
import { issueWords } from '../../i18n/screening-words.ts';
import { useLanguage } from '../../i18n/use-language.ts';

type Props = { readonly title: string; readonly issues: readonly ImportIssue[] };

/** Rows by number, never by name: the file itself says who. */
export function IssueTable({ title, issues }: Props) {
  const { t } = useLanguage();
  if (issues.length === 0) return null;
  const sorted = issues.toSorted((one, other) => Number(other.urgent) - Number(one.urgent));
  return (
    <>
      <h3 className="small-head">
        {title} <span className="count">{issues.length}</span>
      </h3>
      <Table<ImportIssue>
        size="small"
        rowKey={(issue) => `${issue.sheet}-${issue.row}-${issue.column ?? ''}-${issue.code}-${issue.instrument ?? ''}`}
        dataSource={sorted}
        pagination={{ pageSize: 8, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            key: 'row',
            title: t('importing.row'),
            width: 110,
            render: (_value, issue) => (issue.row === 0 ? t('importing.wholeFile') : t('importing.rowNo', { sheet: issue.sheet, row: issue.row })),
          },
          { key: 'column', title: t('importing.column'), width: 80, render: (_value, issue) => issue.column ?? '' },
          {
            key: 'why',
            title: t('importing.why'),
            render: (_value, issue) => `${issueWords(issue.code, t)}${issue.instrument === null ? '' : ` · ${issue.instrument}`}`,
          },
          { key: 'urgent', title: '', width: 130, render: (_value, issue) => (issue.urgent ? <b className="due-late">{t('importing.urgent')}</b> : null) },
        ]}
      />
    </>
  );
}
