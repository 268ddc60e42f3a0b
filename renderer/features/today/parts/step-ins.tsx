import { Button } from 'antd';
import type { CaseChase } from '../../../../contract/duties.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { DutyTitle } from '../../../parts/duty-title.tsx';

/** Cases in which a weekly duty was missed so often that the person who looks has to step in. */
export function StepIns({ chases }: { readonly chases: readonly CaseChase[] }) {
  const { t } = useLanguage();
  const { go } = useNavigation();
  if (chases.length === 0) return null;
  return (
    <section className="duty-group duty-late" aria-label={t('board.stepIn')}>
      <h2>
        {t('board.stepIn')} <span className="count">{chases.length}</span>
      </h2>
      <ul className="plain-list">
        {chases.map((one) => (
          <li key={`${one.caseId}-${one.ruleId}-${one.slot}`} className="missed-case">
            <b>{one.pupilName}</b> <span className="quiet">{one.className}</span>
            <span>
              <DutyTitle duty={{ ...one, occurrence: 1 }} />
            </span>
            <b className="due-late">{t('wall.missedCount', { count: one.missed })}</b>
            <span className={`escalation escalation-${one.role}`}>{t('wall.stepIn', { role: t(`vocabulary:role.${one.role}`) })}</span>
            <Button size="small" onClick={() => go({ page: 'case', caseId: one.caseId })}>
              {t('screening.seeCase')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
