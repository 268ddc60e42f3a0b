import { Button } from 'antd';
import type { ObligationView } from '../../../../contract/shapes.ts';
import { isEventType } from '../../../../domain/events/registry.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { DutyTitle } from '../../../parts/duty-title.tsx';
import { useNavigation } from '../../../navigation.tsx';

type Props = { readonly duty: ObligationView; readonly onSettle: (duty: ObligationView, eventType: string) => void };

/** Why this duty exists: rule, clause, what opened it and when it ends. */
export function DutyReason({ duty, onSettle }: Props) {
  const { t } = useLanguage();
  const { go } = useNavigation();
  const settling = duty.settledBy.filter(isEventType);
  return (
    <aside className="duty-reason" aria-label={t('today.why')} aria-live="polite">
      <h2>{t('today.why')}</h2>
      <p className="duty-rule">
        <DutyTitle duty={duty} />
      </p>
      <blockquote>
        <p lang="zh-CN">{duty.clauseText}</p>
        <cite>{duty.clause}</cite>
      </blockquote>
      <dl className="facts">
        <dt>{t('today.opened')}</dt>
        <dd>{formatMoment(duty.openedAt)}</dd>
        <dt>{t('today.due')}</dt>
        <dd>{formatMoment(duty.dueAt)}</dd>
        <dt>{t('today.owner')}</dt>
        <dd>{t(`vocabulary:role.${duty.ownerRole}`)}</dd>
        {duty.occurrence > 1 ? (
          <>
            <dt>{t('today.occurrence')}</dt>
            <dd>{t('today.nth', { count: duty.occurrence })}</dd>
          </>
        ) : null}
        <dt>{t('today.rule')}</dt>
        <dd className="mono">
          {duty.ruleId} · {duty.packVersion}
        </dd>
        <dt>{t('today.case')}</dt>
        <dd>
          <Button type="link" size="small" className="link-flush" onClick={() => go({ page: 'case', caseId: duty.caseId })}>
            {duty.pupilName} · {duty.caseNo}
          </Button>
        </dd>
      </dl>
      <h3 className="small-head">{t('today.settle')}</h3>
      <div className="button-row">
        {settling.map((type, index) => (
          <Button key={type} type={index === 0 ? 'primary' : 'default'} onClick={() => onSettle(duty, type)}>
            {t(`events:${type}`)}
          </Button>
        ))}
      </div>
    </aside>
  );
}
