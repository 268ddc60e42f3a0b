import { Select } from 'antd';
import { useMemo, useState } from 'react';
import type { EventView } from '../../../../contract/cases.ts';
import { planDifferences, type PlanDifference } from '../../../../domain/plan-differences.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage, type Translate } from '../../../i18n/use-language.ts';
import { planVersions, type PlanVersion } from '../plan-versions.ts';

/** Two versions of the plan side by side: only what differs, struck out and added with signs as well as styles. */
export function PlanVersions({ events }: { readonly events: readonly EventView[] }) {
  const { t } = useLanguage();
  const versions = useMemo(() => planVersions(events), [events]);
  const [chosen, setChosen] = useState<{ readonly before?: number; readonly after?: number }>({});
  const after = versions.find(({ version }) => version === chosen.after) ?? versions.at(-1);
  const before = versions.find(({ version }) => version === chosen.before) ?? versions.at(-2);
  if (before === undefined || after === undefined) return <p className="empty">{versions.length === 0 ? t('view.noPlan') : t('view.onePlan')}</p>;
  const differences = planDifferences(before.content, after.content);
  return (
    <section aria-label={t('view.tab.plans')}>
      <div className="plan-sides plan-choice">
        <Choose label={t('view.before')} versions={versions} chosen={before} onChoose={(version) => setChosen({ ...chosen, before: version })} />
        <Choose label={t('view.after')} versions={versions} chosen={after} onChoose={(version) => setChosen({ ...chosen, after: version })} />
      </div>
      {after.reason === '' ? null : <p className="quiet">{t('view.planReason', { reason: after.reason })}</p>}
      {differences.length === 0 ? <p className="empty">{t('view.samePlan')}</p> : differences.map((one) => <Difference key={one.path} difference={one} />)}
    </section>
  );
}

type ChooseProps = {
  readonly label: string;
  readonly versions: readonly PlanVersion[];
  readonly chosen: PlanVersion;
  readonly onChoose: (version: number) => void;
};

function Choose({ label, versions, chosen, onChoose }: ChooseProps) {
  const { t } = useLanguage();
  return (
    <Select<number>
      aria-label={label}
      value={chosen.version}
      options={versions.map(({ version, at, by }) => ({ value: version, label: t('view.planVersion', { version, at: formatMoment(at), by }) }))}
      onChange={onChoose}
    />
  );
}

function Difference({ difference: { path, parts } }: { readonly difference: PlanDifference }) {
  const { t } = useLanguage();
  return (
    <div className="plan-difference">
      <h3 className="small-head">{placeWords(path, t)}</h3>
      <div className="plan-sides">
        <div className="pre">
          {parts.map((part, index) =>
            // Parts have no identity but their place.
            part.kind === 'added' ? null : part.kind === 'removed' ? <del key={index}>{`−${part.text}`}</del> : <span key={index}>{part.text}</span>,
          )}
        </div>
        <div className="pre">
          {parts.map((part, index) =>
            part.kind === 'removed' ? null : part.kind === 'added' ? <ins key={index}>{`+${part.text}`}</ins> : <span key={index}>{part.text}</span>,
          )}
        </div>
      </div>
    </div>
  );
}

/** `measures.safety` in the words of the form. */
function placeWords(path: string, t: Translate): string {
  return path
    .split('.')
    .map((part, index) => (index > 0 && path === 'safetyPlan.environment' ? 'safeEnvironment' : part))
    .map((part) => t(`plan.part.${part}` as 'plan.part.overview', { defaultValue: part }))
    .join(' · ');
}
