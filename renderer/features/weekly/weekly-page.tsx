/** The weekly report: figures come from the register, an empty week is a zero report in two keys. */
import { Alert, Button } from 'antd';
import { useState } from 'react';
import type { Output } from '../../../contract/index.ts';
import { addDays, dateOf, mondayOf, type PlainDate } from '../../../domain/time.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { readClock } from '../../clock.ts';
import { formatMoment } from '../../i18n/format.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useNavigation } from '../../navigation.tsx';
import { ReadingOf } from '../../parts/reading.tsx';
import { DateField } from '../../ui/moment-field.tsx';
import { Page } from '../../ui/page.tsx';
import { IssuedWeek } from './parts/issued-week.tsx';
import { IssueWeek } from './parts/issue-week.tsx';
import { WeekChecks } from './parts/week-checks.tsx';
import { WeekFigures } from './parts/week-figures.tsx';

type Week = Output<'weekly.compute'>;

export function WeeklyPage() {
  const { t } = useLanguage();
  const [monday, setMonday] = useState<PlainDate>(() => addDays(mondayOf(dateOf(readClock())), -7));
  const week = useRegisterQuery('weekly.compute', { monday }, { keep: true });
  return (
    <Page
      title={t('frame.page.weekly')}
      note={
        week.value === undefined
          ? undefined
          : t(week.value.weekNo === 0 ? 'weekly.weekBefore' : 'weekly.week', { no: week.value.weekNo, from: week.value.from, to: week.value.to })
      }
      actions={
        <>
          <Button onClick={() => setMonday(addDays(monday, -7))}>{t('weekly.previous')}</Button>
          <DateField id="week" picker="week" label={t('weekly.choose')} value={monday} onChange={(day) => setMonday(mondayOf(day ?? monday))} />
          <Button onClick={() => setMonday(addDays(monday, 7))}>{t('weekly.next')}</Button>
        </>
      }
    >
      <ReadingOf reading={week}>
        {(value) => (
          <div className="stack">
            <WeekSteps key={monday} monday={monday} week={value} />
            <CountedFrom week={value} />
            <WeekFigures figures={value.figures} lines={value.lines} />
          </div>
        )}
      </ReadingOf>
    </Page>
  );
}

/** What may be done with the week: issue it, look at what was issued, or nothing because a later report has counted it. */
function WeekSteps({ monday, week }: { readonly monday: PlainDate; readonly week: Week }) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const { issued, countedBy } = week;
  if (issued !== null) return <IssuedWeek monday={monday} week={week} issued={issued} />;
  if (countedBy !== null) {
    return (
      <div className="button-row">
        <Alert type="info" showIcon title={t('weekly.countedBy')} />
        <Button onClick={() => openSheet({ sheet: 'document', documentId: countedBy })}>{t('weekly.see')}</Button>
      </div>
    );
  }
  return (
    <>
      {week.zero ? <Alert type="success" showIcon title={t('weekly.zero')} description={t('weekly.zeroHint')} /> : null}
      <WeekChecks checks={week.checks} />
      <IssueWeek monday={monday} weekNo={week.weekNo} zero={week.zero} />
    </>
  );
}

/** From when to when the figures count. */
function CountedFrom({ week: { since, asOf } }: { readonly week: Week }) {
  const { t } = useLanguage();
  return (
    <p className="quiet">
      {since === null ? t('weekly.countsFirst', { asOf: formatMoment(asOf) }) : t('weekly.counts', { since: formatMoment(since), asOf: formatMoment(asOf) })}
    </p>
  );
}
