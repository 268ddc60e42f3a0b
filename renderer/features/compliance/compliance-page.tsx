/** How every clause was kept over a span of time: what was owed and is over, and how much of it in time. */
import { Alert, Button, Table } from 'antd';
import { useState } from 'react';
import type { ClauseCompliance } from '../../../contract/duties.ts';
import { addDays, dateOf, PlainDate } from '../../../domain/time.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { readClock } from '../../clock.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { Field } from '../../ui/field.tsx';
import { DateField } from '../../ui/moment-field.tsx';
import { Page } from '../../ui/page.tsx';

type Span = { readonly from: PlainDate; readonly to: PlainDate };

const spans = {
  month: (today: PlainDate): Span => ({ from: PlainDate.parse(`${today.slice(0, 8)}01`), to: today }),
  quarter: (today: PlainDate): Span => ({ from: addDays(today, -90), to: today }),
  year: (today: PlainDate): Span => ({ from: addDays(today, -364), to: today }),
} as const;
const spanNames = ['month', 'quarter', 'year'] as const;

export function CompliancePage() {
  const { t } = useLanguage();
  const today = dateOf(readClock());
  const [span, setSpan] = useState<Span>(() => spans.quarter(today));
  const reversed = span.from > span.to;
  const reading = useRegisterQuery('statistics.compliance', span, { keep: true, enabled: !reversed });
  return (
    <Page
      title={t('frame.page.compliance')}
      note={`${span.from} – ${span.to}`}
      actions={spanNames.map((name) => (
        <Button key={name} onClick={() => setSpan(spans[name](today))}>
          {t(`compliance.span.${name}`)}
        </Button>
      ))}
    >
      <div className="stack">
        <p className="quiet">{t('compliance.hint')}</p>
        <div className="filters">
          <Field id="span-from" label={t('compliance.from')}>
            <DateField id="span-from" value={span.from} onChange={(from) => setSpan({ ...span, from: from ?? span.from })} />
          </Field>
          <Field id="span-to" label={t('compliance.to')}>
            <DateField id="span-to" value={span.to} onChange={(to) => setSpan({ ...span, to: to ?? span.to })} />
          </Field>
        </div>
        {reversed ? (
          <Alert type="error" showIcon title={t('compliance.reversed')} />
        ) : (
          <ReadingOf reading={reading}>
            {(value) => (
              <>
                <Clauses title={t('compliance.cases')} rows={value.clauses} />
                <Clauses title={t('compliance.office')} rows={value.office} />
              </>
            )}
          </ReadingOf>
        )}
      </div>
    </Page>
  );
}

const counted = ['done', 'doneLate', 'missed', 'lapsed', 'openOverdue', 'open', 'excused', 'superseded'] as const;

const overdue: readonly string[] = ['missed', 'lapsed', 'openOverdue'];

function Clauses({ title, rows }: { readonly title: string; readonly rows: readonly ClauseCompliance[] }) {
  const { t, language } = useLanguage();
  return (
    <section>
      <h2 className="section-head">{title}</h2>
      <Table<ClauseCompliance>
        size="small"
        rowKey="clause"
        dataSource={rows}
        pagination={false}
        locale={{ emptyText: t('compliance.empty') }}
        columns={[
          {
            key: 'clause',
            title: t('compliance.clause'),
            render: (_value, row) => (
              <>
                {language === 'en' ? row.titleEn : row.titleZh} <span className="mono quiet">{row.clause}</span>
              </>
            ),
          },
          ...counted.map((key) => ({
            key,
            title: t(`compliance.${key}`),
            width: 96,
            align: 'right' as const,
            render: (_value: unknown, row: ClauseCompliance) => <Count value={row[key]} bad={overdue.includes(key)} />,
          })),
          { key: 'onTime', title: t('compliance.onTime'), width: 190, render: (_value, row) => <OnTime rate={row.onTime} /> },
        ]}
      />
    </section>
  );
}

function Count({ value, bad }: { readonly value: number; readonly bad: boolean }) {
  return <span className={value === 0 ? 'quiet' : bad ? 'due-late' : undefined}>{value}</span>;
}

/** The share in words and as a bar; never a colour alone. */
function OnTime({ rate }: { readonly rate: number | null }) {
  const { t } = useLanguage();
  if (rate === null) return <span className="quiet">{t('compliance.nothing')}</span>;
  const percent = `${(rate * 100).toFixed(1)}%`;
  return (
    <span className="rate">
      <meter className="rate-bar" min={0} max={1} low={0.8} high={0.95} optimum={1} value={rate} aria-label={percent} />
      <b>{percent}</b>
    </span>
  );
}
