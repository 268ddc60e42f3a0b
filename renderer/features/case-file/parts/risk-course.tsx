import { Button } from 'antd';
import { useMemo, useState } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import { isEventType } from '../../../../domain/events/registry.ts';
import { useNow } from '../../../clock.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { GradeTag } from '../../../parts/grade-tag.tsx';
import { riskPoints, type RiskPoint } from '../risk-points.ts';
import { RiskChart } from './risk-chart.tsx';

type Props = { readonly file: CaseFile; readonly onShow: (eventId: string) => void };

/** How the risk went, as a drawing or as a table that says the same. */
export function RiskCourse({ file, onShow }: Props) {
  const { t } = useLanguage();
  const now = useNow();
  const [asTable, setAsTable] = useState(false);
  const points = useMemo(() => riskPoints(file.events), [file.events]);
  return (
    <section aria-label={t('view.risk')}>
      <div className="button-row panel-head">
        <h2 className="section-head">{t('view.risk')}</h2>
        <span className="top-gap" />
        <Button size="small" aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
          {asTable ? t('view.asChart') : t('view.asTable')}
        </Button>
      </div>
      <LatestProposal file={file} onShow={onShow} />
      {points.length === 0 ? (
        <p className="empty">{t('view.noRisk')}</p>
      ) : asTable ? (
        <RiskTable points={points} onShow={onShow} />
      ) : (
        <RiskChart points={points} now={now} onShow={onShow} />
      )}
    </section>
  );
}

/** What the latest risk interview speaks for: a proposal beside what people decided. */
function LatestProposal({ file: { proposal }, onShow }: Props) {
  const { t } = useLanguage();
  if (proposal === null) return null;
  return (
    <p className="button-row risk-proposed">
      <Button type="link" size="small" className="link-flush" onClick={() => onShow(proposal.eventId)}>
        {t('view.latestProposal')}
      </Button>
      <GradeTag grade={proposal.grade} long />
      <span className="quiet">{t('aid.peopleDecide')}</span>
    </p>
  );
}

function RiskTable({ points, onShow }: { readonly points: readonly RiskPoint[]; readonly onShow: (eventId: string) => void }) {
  const { t } = useLanguage();
  return (
    <table className="plain-table">
      <thead>
        <tr>
          <th scope="col">{t('view.when')}</th>
          <th scope="col">{t('view.what')}</th>
          <th scope="col">{t('cases.grade')}</th>
          <th scope="col">{t('view.entry')}</th>
        </tr>
      </thead>
      <tbody>
        {points.toReversed().map((point) => (
          <tr key={point.eventId}>
            <td>{formatMoment(point.at)}</td>
            <td>{t(`view.point.${point.kind}`)}</td>
            <td>{point.grade === null ? '—' : <GradeTag grade={point.grade} />}</td>
            <td>
              <Button type="link" size="small" className="link-flush" onClick={() => onShow(point.eventId)}>
                {isEventType(point.type) ? t(`events:${point.type}`) : point.type}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
