import { Button, Table } from 'antd';
import type { PackageView } from '../../../../contract/exchange.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';

type Props = { readonly direction: 'out' | 'in'; readonly onOpen: (view: PackageView) => void };

/** Packages of one direction, the latest first. */
export function PackageTable({ direction, onOpen }: Props) {
  const { t } = useLanguage();
  const reading = useRegisterQuery('exchange.list', { direction });
  return (
    <ReadingOf reading={reading}>
      {(packages) => (
        <Table<PackageView>
          size="small"
          rowKey="id"
          dataSource={packages}
          pagination={{ pageSize: 50, hideOnSinglePage: true, size: 'small', showSizeChanger: false }}
          locale={{ emptyText: t(`exchange.none.${direction}`) }}
          columns={[
            { key: 'sequence', title: t('exchange.sequence'), width: 60, render: (_value, row) => `#${row.sequence}` },
            { key: 'kind', title: t('exchange.kind'), width: 90, render: (_value, row) => t(`vocabulary:packageKind.${row.kind}`) },
            { key: 'partner', title: t(direction === 'out' ? 'exchange.to' : 'exchange.from'), minWidth: 130, render: (_value, row) => row.partnerName },
            { key: 'purpose', title: t('exchange.purpose'), minWidth: 130, render: (_value, row) => row.purpose },
            { key: 'profile', title: t('exchange.profile'), width: 80, render: (_value, row) => t(`vocabulary:fieldProfile.${row.fieldProfile}`) },
            { key: 'created', title: t('exchange.created'), width: 138, render: (_value, row) => formatMoment(row.createdAt) },
            {
              key: 'status',
              title: t('documents.status'),
              width: 120,
              render: (_value, row) => <span className={`paper-status package-${row.status}`}>{t(`vocabulary:packageStatus.${row.status}`)}</span>,
            },
            {
              key: 'open',
              title: t('common.actions'),
              width: 80,
              render: (_value, row) => (
                <Button size="small" onClick={() => onOpen(row)}>
                  {t('exchange.look')}
                </Button>
              ),
            },
          ]}
        />
      )}
    </ReadingOf>
  );
}
