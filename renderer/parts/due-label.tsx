/** When something is due, or how late it is: words, sign and colour. */
import { ClockCircleOutlined, ExclamationCircleFilled } from '@ant-design/icons';
import { dateOf, msOf, type Instant } from '../../domain/time.ts';
import { dueWords, formatMoment } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';

type Props = { readonly dueAt: Instant; readonly now: Instant };

export function DueLabel({ dueAt, now }: Props) {
  const { t } = useLanguage();
  const { key, count, clock } = dueWords(dueAt, now);
  const late = msOf(dueAt) < msOf(now);
  const today = !late && dateOf(dueAt) === dateOf(now);
  const tone = late ? 'due due-late' : today ? 'due due-today' : 'due';
  return (
    <span className={tone} title={formatMoment(dueAt)}>
      {late ? <ExclamationCircleFilled aria-hidden /> : <ClockCircleOutlined aria-hidden />} {t(`common.due.${key}`, { count, clock })}
    </span>
  );
}
