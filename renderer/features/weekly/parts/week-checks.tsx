import { Alert } from 'antd';
import type { Output } from '../../../../contract/index.ts';
import { useLanguage } from '../../../i18n/use-language.ts';

/** What a person should look at before the report goes out: nothing of it stops the report. */
export function WeekChecks({ checks }: { readonly checks: Output<'weekly.compute'>['checks'] }) {
  const { t } = useLanguage();
  const found = checks.filter((check) => check.count > 0);
  if (found.length === 0) return null;
  return (
    <Alert
      type="warning"
      showIcon
      title={t('weekly.checks')}
      description={
        <ul className="plain-list">
          {found.map(({ code, count }) => (
            <li key={code}>{t(`weekly.check.${code}` as 'weekly.check.DUTIES_OPEN', { count, defaultValue: `${code} ${count}` })}</li>
          ))}
        </ul>
      }
    />
  );
}
