import { Button, Segmented, Table } from 'antd';
import { useState } from 'react';
import type { OfficeDuty } from '../../../../contract/ledger.ts';
import { ledgerDefinitionOf, type LedgerKind } from '../../../../domain/ledger/registry.ts';
import { dateOf, type PlainDate } from '../../../../domain/time.ts';
import { mayCall } from '../../../access.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { readClock } from '../../../clock.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { ReadingOf } from '../../../parts/reading.tsx';
import { useSession } from '../../../session.tsx';
import { schoolYearOf } from '../school-year.ts';
import { ExcusePeriod } from './excuse-period.tsx';

type Props = { readonly onAdd: (kind: LedgerKind) => void };

/** What the paper asks of the office, period by period, and how each period ended. */
export function OfficeClocks({ onAdd }: Props) {
  const { t } = useLanguage();
  const today = dateOf(readClock());
  const [before, setBefore] = useState(0);
  const [excusing, setExcusing] = useState<OfficeDuty | null>(null);
  const reading = useRegisterQuery('ledger.duties', schoolYearOf(today, before), { keep: true });
  return (
    <div className="stack">
      <div className="button-row">
        <Segmented
          aria-label={t('ledger.span')}
          value={before}
          options={[
            { value: 0, label: t('ledger.year') },
            { value: 1, label: t('ledger.before') },
          ]}
          onChange={setBefore}
        />
      </div>
      <ReadingOf reading={reading}>{(duties) => <ClockTable duties={duties} today={today} onAdd={onAdd} onExcuse={setExcusing} />}</ReadingOf>
      {excusing === null ? null : <ExcusePeriod duty={excusing} onClose={() => setExcusing(null)} />}
    </div>
  );
}

type TableProps = {
  readonly duties: readonly OfficeDuty[];
  readonly today: PlainDate;
  readonly onAdd: (kind: LedgerKind) => void;
  readonly onExcuse: (duty: OfficeDuty) => void;
};

function ClockTable({ duties, today, onAdd, onExcuse }: TableProps) {
  const { t, language } = useLanguage();
  return (
    <Table<OfficeDuty>
      size="small"
      rowKey="id"
      dataSource={inOrder(duties, today)}
      pagination={{ pageSize: 40, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
      locale={{ emptyText: t('ledger.noClocks') }}
      columns={[
        {
          key: 'duty',
          title: t('ledger.duty'),
          minWidth: 170,
          render: (_value, row) => (
            <details>
              <summary>{language === 'en' ? row.titleEn : row.titleZh}</summary>
              <p className="quiet">
                {row.clauseText} <span className="mono">{row.clause}</span>
              </p>
            </details>
          ),
        },
        { key: 'period', title: t('ledger.period'), width: 140, render: (_value, row) => row.period },
        {
          key: 'due',
          title: t('ledger.due'),
          width: 124,
          render: (_value, row) => (
            <>
              {row.dueOn} {row.estimated ? <div className="quiet">{t('ledger.estimated')}</div> : null}
            </>
          ),
        },
        {
          key: 'counted',
          title: t('ledger.counted'),
          width: 74,
          render: (_value, row) => t('ledger.countedOf', { counted: row.counted, wanted: row.wanted }),
        },
        { key: 'state', title: t('ledger.state'), width: 92, render: (_value, row) => <End duty={row} today={today} /> },
        {
          key: 'actions',
          title: t('common.actions'),
          width: 230,
          render: (_value, row) => <Steps duty={row} today={today} onAdd={onAdd} onExcuse={() => onExcuse(row)} />,
        },
      ]}
    />
  );
}

/** What runs first, the nearest on top; then what is over, the latest on top; then what has not begun. */
function inOrder(duties: readonly OfficeDuty[], today: PlainDate): readonly OfficeDuty[] {
  const byDue = duties.toSorted((one, other) => (one.dueOn < other.dueOn ? -1 : 1));
  const open = byDue.filter((duty) => duty.end === null);
  return [
    ...open.filter((duty) => duty.opensOn <= today),
    ...byDue.filter((duty) => duty.end !== null).toReversed(),
    ...open.filter((duty) => duty.opensOn > today),
  ];
}

type EndProps = { readonly duty: OfficeDuty; readonly today: PlainDate };

function End({ duty, today }: EndProps) {
  const { t } = useLanguage();
  const end = duty.end ?? (duty.opensOn > today ? 'ahead' : duty.dueOn < today ? 'overdue' : 'open');
  return <span className={`period-end period-${end}`}>{t(`ledger.end.${end}`)}</span>;
}

type StepProps = EndProps & { readonly onAdd: (kind: LedgerKind) => void; readonly onExcuse: () => void };

function Steps({ duty, today, onAdd, onExcuse }: StepProps) {
  const { t } = useLanguage();
  const { user } = useSession();
  if (duty.end !== null || duty.opensOn > today) return null;
  const [kind] = duty.kinds.filter((one) => ledgerDefinitionOf(one).recordedBy.includes(user.role));
  return (
    <div className="button-row">
      {kind === undefined ? null : (
        <Button size="small" onClick={() => onAdd(kind)}>
          {t('ledger.add', { kind: t(`ledger.kind.${kind}`) })}
        </Button>
      )}
      {mayCall(user.role, 'ledger.excuse') ? (
        <Button size="small" onClick={onExcuse}>
          {t('ledger.excuse')}
        </Button>
      ) : null}
    </div>
  );
}
