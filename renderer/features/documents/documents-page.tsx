/** The register of issued documents, and whether a file is one of them. */
import { SafetyCertificateOutlined } from '@ant-design/icons';
import { Button, Select } from 'antd';
import { useMemo, useState } from 'react';
import type { DocumentView } from '../../../contract/cases.ts';
import { usePages } from '../../api/use-pages.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { formatMoment, shortHash } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { LongTable, type LongColumn } from '../../parts/long-table.tsx';
import { RefusalNote } from '../../parts/refusal-note.tsx';
import { Page } from '../../ui/page.tsx';
import { VerifyPanel } from './parts/verify-panel.tsx';

export function DocumentsPage() {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const [type, setType] = useState<string | undefined>(undefined);
  const [verifying, setVerifying] = useState(false);
  const types = useRegisterQuery('documents.types', {});
  const pages = usePages('documents.register', type === undefined ? {} : { type });
  const columns = useColumns();
  return (
    <Page
      fill
      title={t('documents.registerTitle')}
      note={pages.total === undefined ? undefined : t('common.total', { count: pages.total })}
      actions={
        <Button icon={<SafetyCertificateOutlined />} onClick={() => setVerifying(true)}>
          {t('documents.verify')}
        </Button>
      }
    >
      <div className="filters">
        <Select
          className="filter-wide"
          allowClear
          aria-label={t('issue.type')}
          placeholder={t('documents.allTypes')}
          options={(types.value ?? []).map((one) => ({ value: one.type, label: `${one.type} ${one.title}` }))}
          onChange={(value?: string) => setType(value)}
        />
      </div>
      <RefusalNote refusal={pages.refusal} />
      <LongTable
        label={t('documents.registerTitle')}
        pages={pages}
        columns={columns}
        onOpen={(row) => openSheet({ sheet: 'document', documentId: row.id })}
        empty={t('documents.empty')}
      />
      {verifying ? <VerifyPanel onClose={() => setVerifying(false)} /> : null}
    </Page>
  );
}

function useColumns(): readonly LongColumn<DocumentView>[] {
  const { t } = useLanguage();
  return useMemo(
    () => [
      { key: 'number', title: t('documents.number'), width: 210, cell: (row) => <b>{row.number}</b> },
      { key: 'title', title: t('documents.title'), width: 200, grow: true, cell: (row) => `${row.title}${row.version > 1 ? ` v${row.version}` : ''}` },
      { key: 'case', title: t('documents.case'), width: 170, cell: (row) => <span className="mono">{row.caseNo ?? '—'}</span> },
      {
        key: 'status',
        title: t('documents.status'),
        width: 110,
        cell: (row) => <span className={`paper-status paper-${row.status}`}>{t(`vocabulary:documentStatus.${row.status}`)}</span>,
      },
      { key: 'issued', title: t('documents.issued'), width: 150, cell: (row) => formatMoment(row.issuedAt) },
      { key: 'by', title: t('documents.by'), width: 110, cell: (row) => row.issuedByName },
      { key: 'hash', title: 'PDF SHA-256', width: 120, cell: (row) => <code className="mono">{shortHash(row.pdf.sha256)}</code> },
    ],
    [t],
  );
}
