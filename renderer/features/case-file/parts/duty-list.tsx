import { Button } from 'antd';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { ObligationView } from '../../../../contract/shapes.ts';
import { isEventType } from '../../../../domain/events/registry.ts';
import { useNow } from '../../../clock.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { DueLabel } from '../../../parts/due-label.tsx';
import { DutyTitle } from '../../../parts/duty-title.tsx';

/** Duties of the case: open ones with what settles them, ended ones with their honest end. */
export function DutyList({ file }: { readonly file: CaseFile }) {
  const { t } = useLanguage();
  const open = file.obligations.filter((duty) => duty.end === null).toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
  const ended = file.obligations.filter((duty) => duty.end !== null).toSorted((one, other) => other.dueAt.localeCompare(one.dueAt));
  return (
    <section className="panel" aria-label={t('caseFile.duties')}>
      <h2>
        {t('caseFile.duties')} <span className="count">{open.length}</span>
      </h2>
      <ul className="plain-list">
        {open.map((duty) => (
          <OpenDuty key={duty.id} duty={duty} file={file} />
        ))}
        {open.length === 0 ? <li className="quiet">{t('caseFile.noDuties')}</li> : null}
      </ul>
      {ended.length === 0 ? null : (
        <details>
          <summary>{t('caseFile.ended', { count: ended.length })}</summary>
          <ul className="plain-list lines">
            {ended.map((duty) => (
              <EndedDuty key={duty.id} duty={duty} />
            ))}
          </ul>
        </details>
      )}
    </section>
  );
}

function OpenDuty({ duty, file }: { readonly duty: ObligationView; readonly file: CaseFile }) {
  const { t } = useLanguage();
  const now = useNow();
  const { openSheet } = useNavigation();
  const settle = duty.settledBy.filter(isEventType).find((type) => file.allowed.includes(type));
  const excuse = file.allowed.includes('obligation_excused');
  return (
    <li className="case-duty">
      <span>
        <b>
          <DutyTitle duty={duty} />
        </b>
        <br />
        <DueLabel dueAt={duty.dueAt} now={now} />{' '}
        <span className="quiet" title={duty.clauseText}>
          {duty.clause}
        </span>
      </span>
      <span className="button-row">
        {settle === undefined || settle === 'plan_signed' ? null : (
          <Button size="small" onClick={() => openSheet({ sheet: 'record', caseId: file.summary.id, type: settle })}>
            {t(`events:${settle}`)}
          </Button>
        )}
        {excuse ? (
          <Button
            size="small"
            type="text"
            onClick={() => openSheet({ sheet: 'record', caseId: file.summary.id, type: 'obligation_excused', initial: { obligationId: duty.id } })}
          >
            {t('caseFile.excuse')}
          </Button>
        ) : null}
      </span>
    </li>
  );
}

function EndedDuty({ duty }: { readonly duty: ObligationView }) {
  const { t } = useLanguage();
  if (duty.end === null) return null;
  return (
    <li>
      <span className={`duty-end duty-end-${duty.end.replace('_', '-')}`}>{t(`vocabulary:obligationEnd.${duty.end}`)}</span> <DutyTitle duty={duty} />{' '}
      <span className="quiet">{t('caseFile.dueWas', { at: formatMoment(duty.dueAt) })}</span>
    </li>
  );
}
