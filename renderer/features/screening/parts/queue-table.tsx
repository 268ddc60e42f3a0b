import { WarningFilled } from '@ant-design/icons';
import { Button, Dropdown, Table } from 'antd';
import type { Output } from '../../../../contract/index.ts';
import { useCommand } from '../../../api/use-command.ts';
import { classWords } from '../../../i18n/school-grade.ts';
import { isUrgentReason, reasonsWords } from '../../../i18n/screening-words.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { RefusalNote } from '../../../parts/refusal-note.tsx';

type Row = Output<'screening.queue'>['rows'][number];
type Props = {
  readonly rows: readonly Row[];
  readonly total: number;
  readonly offset: number;
  readonly pageSize: number;
  readonly onOffset: (offset: number) => void;
};

const outcomes = ['cleared', 'general_attention', 'retest'] as const;

export function QueueTable({ rows, total, offset, pageSize, onOffset }: Props) {
  const { t } = useLanguage();
  const conclude = useCommand('screening.conclude');
  return (
    <>
      <RefusalNote refusal={conclude.refusal} onClose={conclude.forget} />
      <Table<Row>
        size="small"
        rowKey={(row) => row.pupil.id}
        dataSource={rows}
        rowClassName={(row) => (row.urgent ? 'row-urgent' : '')}
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
          {
            key: 'urgent',
            title: t('screening.urgency'),
            width: 90,
            render: (_value, row) =>
              row.urgent ? (
                <b className="due-late">
                  <WarningFilled aria-hidden /> {t('screening.urgent')}
                </b>
              ) : (
                t('screening.ordinary')
              ),
          },
          { key: 'pupil', title: t('cases.pupil'), width: 130, render: (_value, row) => <b>{row.pupil.name}</b> },
          { key: 'class', title: t('cases.class'), width: 150, render: (_value, row) => classWords(row.pupil, t) },
          { key: 'results', title: t('screening.reasons'), render: (_value, row) => <Results results={row.results} /> },
          {
            key: 'actions',
            title: t('common.actions'),
            width: 230,
            render: (_value, row) => (
              <Actions row={row} busy={conclude.busy} onConclude={(outcome) => void conclude.run({ resultIds: row.results.map((one) => one.id), outcome })} />
            ),
          },
        ]}
      />
    </>
  );
}

function Results({ results }: { readonly results: Row['results'] }) {
  const { t } = useLanguage();
  const sorted = results.toSorted((one, other) => Number(other.flags.some(isUrgentReason)) - Number(one.flags.some(isUrgentReason)));
  return (
    <ul className="plain-list">
      {sorted.map((result) => (
        <li key={result.id}>
          <span className="quiet">{result.testedOn}</span> <b>{result.instrument}</b>{' '}
          {result.total === null ? '' : `${Math.round(result.total * 100) / 100} · `}
          <span className={result.flags.some(isUrgentReason) ? 'due-late' : undefined}>{reasonsWords(result.flags, t).join(t('common.clauseMark'))}</span>
        </li>
      ))}
    </ul>
  );
}

type ActionsProps = { readonly row: Row; readonly busy: boolean; readonly onConclude: (outcome: (typeof outcomes)[number]) => void };

function Actions({ row, busy, onConclude }: ActionsProps) {
  const { t } = useLanguage();
  const { go, openSheet } = useNavigation();
  const { openCaseId } = row.pupil;
  return (
    <span className="button-row">
      {openCaseId === null ? (
        <Button
          size="small"
          type={row.urgent ? 'primary' : 'default'}
          onClick={() => openSheet({ sheet: 'open-case', pupil: row.pupil, resultIds: row.results.map((one) => one.id) })}
        >
          {t('screening.openCase')}
        </Button>
      ) : (
        <Button size="small" onClick={() => go({ page: 'case', caseId: openCaseId })}>
          {t('screening.seeCase')}
        </Button>
      )}
      <Dropdown
        trigger={['click']}
        disabled={busy}
        menu={{
          items: outcomes.map((one) => ({ key: one, label: t(`screening.outcome.${one}`) })),
          onClick: ({ key }) => onConclude(outcomes.find((one) => one === key) ?? 'retest'),
        }}
      >
        <Button size="small">{t('screening.conclude')}</Button>
      </Dropdown>
    </span>
  );
}
