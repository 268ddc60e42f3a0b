import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useState } from 'react';
import type { SchoolCalendar } from '../../../../domain/rules/calendar.ts';
import { dateOf } from '../../../../domain/time.ts';
import { readClock } from '../../../clock.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { monthOf, moveMonth, weeksOf } from '../month.ts';

const weekdays = ['d1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7'] as const;
/** Said in the cell; what goes without saying (a school day, a weekend) is only coloured. */
const spoken: readonly string[] = ['holiday', 'make_up', 'unpublished'];

/** One month with what each day is: words where a day is not what its weekday says. */
export function MonthView({ calendar }: { readonly calendar: SchoolCalendar }) {
  const { t } = useLanguage();
  const today = dateOf(readClock());
  const [month, setMonth] = useState(() => monthOf(today));
  const title = t('calendar.month', { year: month.slice(0, 4), month: String(Number(month.slice(5, 7))) });
  return (
    <section>
      <div className="button-row month-head">
        <Button size="small" icon={<LeftOutlined />} aria-label={t('calendar.previous')} onClick={() => setMonth(moveMonth(month, -1))} />
        <h2 className="section-head" aria-live="polite">
          {title}
        </h2>
        <Button size="small" icon={<RightOutlined />} aria-label={t('calendar.next')} onClick={() => setMonth(moveMonth(month, 1))} />
      </div>
      <table className="month" aria-label={title}>
        <thead>
          <tr>
            {weekdays.map((one) => (
              <th key={one} scope="col">
                {t(`calendar.weekday.${one}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(calendar, month).map((week) => (
            <tr key={week[0]?.date}>
              {week.map(({ date, kind, inMonth }) => (
                <td key={date} className={`day day-${kind}${inMonth ? '' : ' day-other'}${date === today ? ' day-today' : ''}`}>
                  <span className="day-number">{Number(date.slice(8))}</span>
                  <span className={spoken.includes(kind) ? 'day-kind' : 'unseen'}>{t(`calendar.day.${kind}`)}</span>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
