/** The school's calendar: what is published, month by month, and a new one looked at before it counts. */
import { Alert, Table } from 'antd';
import { mayCall } from '../../access.ts';
import type { Output } from '../../../contract/index.ts';
import type { Term } from '../../../domain/rules/calendar.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { useSession } from '../../session.tsx';
import { CalendarFiles } from './parts/calendar-files.tsx';
import { MonthView } from './parts/month-view.tsx';

export function CalendarPanel() {
  const { user } = useSession();
  const reading = useRegisterQuery('calendar.get', {});
  return (
    <div className="stack">
      {mayCall(user.role, 'calendar.import') ? <CalendarFiles version={reading.value?.calendar.version} /> : null}
      <ReadingOf reading={reading}>{(value) => <Standing value={value} />}</ReadingOf>
    </div>
  );
}

function Standing({ value }: { readonly value: Output<'calendar.get'> }) {
  const { t } = useLanguage();
  const { calendar, endsSoon, unpublishedYears, importedAt, importedByName } = value;
  return (
    <>
      {endsSoon ? <Alert type="warning" showIcon title={t('calendar.endsSoon')} /> : null}
      {unpublishedYears.length === 0 ? null : (
        <Alert type="warning" showIcon title={t('calendar.unpublished', { years: unpublishedYears.join(t('common.listMark')) })} />
      )}
      <p className="quiet">
        {t('calendar.version')} <span className="mono">{calendar.version}</span> · {t('calendar.until', { on: calendar.publishedUntil })} ·{' '}
        {importedAt === null ? t('calendar.builtIn') : t('calendar.imported', { at: formatMoment(importedAt), name: importedByName ?? '—' })}
      </p>
      <div className="calendar-split">
        <MonthView calendar={calendar} />
        <section>
          <h2 className="section-head">{t('calendar.terms')}</h2>
          <Table<Term>
            size="small"
            rowKey="from"
            dataSource={calendar.terms}
            pagination={false}
            columns={[
              { key: 'name', title: t('calendar.termName'), render: (_value, term) => term.name },
              { key: 'from', title: t('calendar.from'), width: 120, render: (_value, term) => term.from },
              { key: 'to', title: t('calendar.to'), width: 120, render: (_value, term) => term.to },
            ]}
          />
        </section>
      </div>
    </>
  );
}
