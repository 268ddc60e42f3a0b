import { Button, Table } from 'antd';
import { useState } from 'react';
import type { LedgerEntryView } from '../../../../contract/ledger.ts';
import { ledgerDefinitionOf, type LedgerKind } from '../../../../domain/ledger/registry.ts';
import { mayCall } from '../../../access.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { PayloadView } from '../../../parts/payload-view.tsx';
import { ReadingOf } from '../../../parts/reading.tsx';
import { useSession } from '../../../session.tsx';

type Props = {
  readonly kind: LedgerKind;
  readonly onAdd: (() => void) | undefined;
  readonly onCorrect: (entry: LedgerEntryView) => void;
};

const pageSize = 50;

/** Entries of one kind, the latest first. What was set right stays readable beside its correction. */
export function EntryList({ kind, onAdd, onCorrect }: Props) {
  const { t } = useLanguage();
  const [offset, setOffset] = useState(0);
  const reading = useRegisterQuery('ledger.list', { kind, offset, limit: pageSize }, { keep: true });
  return (
    <div className="stack">
      {onAdd === undefined ? null : (
        <div className="button-row">
          <Button onClick={onAdd}>{t('ledger.add', { kind: t(`ledger.kind.${kind}`) })}</Button>
        </div>
      )}
      <ReadingOf reading={reading}>
        {({ rows, total }) => (
          <Table<LedgerEntryView>
            size="small"
            rowKey="id"
            dataSource={rows}
            locale={{ emptyText: t('ledger.empty') }}
            pagination={{
              current: offset / pageSize + 1,
              pageSize,
              total,
              size: 'small',
              hideOnSinglePage: true,
              showSizeChanger: false,
              onChange: (page) => setOffset((page - 1) * pageSize),
            }}
            columns={[
              { key: 'on', title: t('ledger.happenedOn'), width: 120, render: (_value, row) => row.happenedOn },
              { key: 'what', title: t('ledger.what'), render: (_value, row) => <PayloadView about={kind} payload={row.payload} documents={[]} /> },
              { key: 'by', title: t('ledger.recorded'), width: 190, render: (_value, row) => <Recorded entry={row} /> },
              { key: 'actions', title: t('common.actions'), width: 110, render: (_value, row) => <Correct entry={row} onCorrect={onCorrect} /> },
            ]}
          />
        )}
      </ReadingOf>
    </div>
  );
}

function Recorded({ entry }: { readonly entry: LedgerEntryView }) {
  const { t } = useLanguage();
  return (
    <>
      <div>{entry.recordedByName}</div>
      <div className="quiet">{formatMoment(entry.recordedAt)}</div>
      {entry.late ? <span className="marker">{t('ledger.late')}</span> : null}{' '}
      {entry.corrects === null ? null : <span className="marker marker-corrected">{t('ledger.correction')}</span>}
    </>
  );
}

type CorrectProps = { readonly entry: LedgerEntryView; readonly onCorrect: (entry: LedgerEntryView) => void };

function Correct({ entry, onCorrect }: CorrectProps) {
  const { t } = useLanguage();
  const { user } = useSession();
  if (entry.correctedBy !== null) return <span className="marker marker-corrected">{t('ledger.corrected')}</span>;
  const definition = ledgerDefinitionOf(entry.kind);
  if (definition.correctable.length === 0 || !mayCall(user.role, 'ledger.correct') || !definition.recordedBy.includes(user.role)) return null;
  return (
    <Button size="small" onClick={() => onCorrect(entry)}>
      {t('ledger.correct')}
    </Button>
  );
}
