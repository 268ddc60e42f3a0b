import { Button } from 'antd';
import type { CaseChase } from '../../../../contract/duties.ts';
import { mayCall } from '../../../access.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { useSession } from '../../../session.tsx';

/** Cases in which a weekly duty was missed so often that a leader has to step in. */
export function MissedCases({ missed }: { readonly missed: readonly CaseChase[] }) {
  const { t, language } = useLanguage();
  const { user } = useSession();
  const { go } = useNavigation();
  if (missed.length === 0) return null;
  const opens = mayCall(user.role, 'cases.file');
  return (
    <section className="duty-group duty-late">
      <h2>
        {t('wall.missed')} <span className="count">{missed.length}</span>
      </h2>
      <ul className="plain-list">
        {missed.map((one) => (
          <li key={`${one.caseId}-${one.ruleId}-${one.slot}`} className="missed-case">
            <b>{one.pupilName}</b>
            <span className="quiet">{one.className}</span>
            <span>
              {language === 'en' ? one.titleEn : one.titleZh}
              {one.slot === 'case' ? '' : ` · ${t(`vocabulary:slot.${one.slot}` as 'vocabulary:slot.guardian', { defaultValue: one.slot })}`}
            </span>
            <b className="due-late">{t('wall.missedCount', { count: one.missed })}</b>
            <span className={`escalation escalation-${one.role}`}>{t('wall.stepIn', { role: t(`vocabulary:role.${one.role}`) })}</span>
            {opens ? (
              <Button size="small" onClick={() => go({ page: 'case', caseId: one.caseId })}>
                {t('screening.seeCase')}
              </Button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}
