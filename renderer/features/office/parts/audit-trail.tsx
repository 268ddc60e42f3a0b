import { Table } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../../contract/index.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';

type Row = Output<'audit.list'>['rows'][number];
const pageSize = 50;

/** Who did and looked at what, the latest first. */
export function AuditTrail() {
  const { t } = useLanguage();
  const [offset, setOffset] = useState(0);
  const reading = useRegisterQuery('audit.list', { offset, limit: pageSize }, { keep: true });
  return (
    <ReadingOf reading={reading}>
      {({ rows, total }) => (
        <Table<Row>
          size="small"
          rowKey="seq"
          dataSource={rows}
          pagination={{
            current: offset / pageSize + 1,
            pageSize,
            total,
            size: 'small',
            showSizeChanger: false,
            onChange: (page) => setOffset((page - 1) * pageSize),
          }}
          columns={[
            { key: 'seq', title: '#', width: 80, render: (_value, row) => row.seq },
            { key: 'at', title: t('office.at'), width: 150, render: (_value, row) => formatMoment(row.at) },
            { key: 'who', title: t('office.who'), width: 140, render: (_value, row) => row.login ?? '—' },
            { key: 'what', title: t('office.what'), width: 200, render: (_value, row) => <span className="mono">{row.operation}</span> },
            {
              key: 'outcome',
              title: t('office.outcome'),
              width: 160,
              render: (_value, row) => (row.outcome === 'ok' ? 'ok' : t(`errors:${row.outcome}` as 'errors:BUSY', { defaultValue: row.outcome, ref: '' })),
            },
            {
              key: 'detail',
              title: t('office.detail'),
              width: 220,
              render: (_value, row) =>
                Object.entries(row.detail)
                  .map(([key, value]) => `${key}=${String(value)}`)
                  .join(' '),
            },
            { key: 'subject', title: t('office.subject'), render: (_value, row) => <span className="mono">{row.subjectId ?? ''}</span> },
          ]}
        />
      )}
    </ReadingOf>
  );
}
