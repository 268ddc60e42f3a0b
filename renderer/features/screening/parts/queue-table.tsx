import { WarningFilled } from '@ant-design/icons';
import { Button, Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { classWords } from '../../../i18n/school-grade.ts';
import { isUrgentReason, reasonsWords } from '../../../i18n/screening-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { ConcludeSheet } from './conclude-sheet.tsx';

type Row = Output<'screening.queue'>['rows'][number];
type Result = Row['results'][number];
type Props = {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly offset: number;
  readonly pageSize: number;
  readonly onOffset: (offset: number) => void;
};

export function QueueTable({ rows, total, offset, pageSize, onOffset }: Props) {
  const { t } = useLanguage();
  const [concluding, setConcluding] = useState<Row | null>(null);
  return (
    <>
      <Table<Row>
        size="small"
        rowKey={(row) => row.pupil.id}
        dataSource={rows}
        rowClassName={(row) => (row.urgent || row.overdue ? 'row-urgent' : '')}
        pagination={{
          current: offset / pageSize + 1,
          pageSize,
          total,
          size: 'small',
          hideOnSinglePage: true,
          showSizeChanger: false,
          onChange: (page) => onOffset((page - 1) * pageSize),
        }}
        locale={{ emptyText: t('screening.empty') }}
        columns={[
          { key: 'urgent', title: t('screening.urgency'), width: 90, render: (_value, row) => <Urgency row={row} /> },
          { key: 'due', title: t('screening.dueOn'), width: 130, render: (_value, row) => <DueOn row={row} /> },
          { key: 'pupil', title: t('cases.pupil'), width: 110, render: (_value, row) => <b>{row.pupil.name}</b> },
          { key: 'class', title: t('cases.class'), width: 150, render: (_value, row) => classWords(row.pupil, t) },
          { key: 'results', title: t('screening.reasons'), render: (_value, row) => <Results results={row.results} /> },
          { key: 'actions', title: t('common.actions'), width: 210, render: (_value, row) => <Actions row={row} onConclude={() => setConcluding(row)} /> },
        ]}
      />
      {concluding === null ? null : <ConcludeSheet row={concluding} onClose={() => setConcluding(null)} />}
    </>
  );
}

function Urgency({ row }: { readonly row: Row }) {
  const { t } = useLanguage();
  const urgent = row.results.some((one) => one.urgent) ? t('screening.urgent') : t('screening.ordinary');
  if (!row.urgent) return row.dueOn === null ? <span className="quiet">{urgent}</span> : t('screening.ordinary');
  return (
    <b className="due-late">
      <WarningFilled aria-hidden /> {t('screening.urgent')}
    </b>
  );
}

function DueOn({ row: { dueOn, overdue } }: { readonly row: Row }) {
  const { t } = useLanguage();
  if (dueOn === null) return <span className="quiet">{t('screening.settled')}</span>;
  if (!overdue) return dueOn;
  return (
    <b className="due-late">
      <WarningFilled aria-hidden /> {dueOn} {t('screening.overdue')}
    </b>
  );
}

function Results({ results }: { readonly results: readonly Result[] }) {
  const { t } = useLanguage();
  const sorted = results.toSorted((one, other) => Number(other.flags.some(isUrgentReason)) - Number(one.flags.some(isUrgentReason)));
  return (
    <ul className="plain-list">
      {sorted.map((result) => (
        <li key={result.id}>
          <span className="quiet">{result.testedOn}</span> <b>{result.instrument}</b>{' '}
          {result.total === null ? '' : `${Math.round(result.total * 100) / 100} · `}
          <span className={result.flags.some(isUrgentReason) ? 'due-late' : undefined}>{reasonsWords(result.flags, t).join(t('common.clauseMark'))}</span>
          <Concluded result={result} />
        </li>
      ))}
    </ul>
  );
}

/** What was concluded, and the talk that it rests on. */
function Concluded({ result: { outcome, interview, note, takenUp } }: { readonly result: Result }) {
  const { t } = useLanguage();
  if (takenUp) return <div className="quiet">{t('screening.takenUp')}</div>;
  if (note === null) return null;
  const words = [
    outcome === null ? t('screening.before') : t(`screening.outcome.${outcome}`),
    ...(interview === null ? [] : [interview.by, formatMoment(interview.at)]),
    note,
  ];
  return <div className="quiet">{words.join(' · ')}</div>;
}

function Actions({ row, onConclude }: { readonly row: Row; readonly onConclude: () => void }) {
  const { t } = useLanguage();
  const { go, openSheet } = useNavigation();
  const { openCaseId } = row.pupil;
  // A case may also take up what was concluded before.
  const resultIds = row.results.filter((one) => !one.takenUp).map((one) => one.id);
  return (
    <span className="button-row">
      {openCaseId === null ? (
        <Button size="small" type={row.urgent ? 'primary' : 'default'} onClick={() => openSheet({ sheet: 'open-case', pupil: row.pupil, resultIds })}>
          {t('screening.openCase')}
        </Button>
      ) : (
        <Button size="small" onClick={() => go({ page: 'case', caseId: openCaseId })}>
          {t('screening.seeCase')}
        </Button>
      )}
      {row.dueOn === null ? null : (
        <Button size="small" onClick={onConclude}>
          {t('screening.conclude')}
        </Button>
      )}
    </span>
  );
}
