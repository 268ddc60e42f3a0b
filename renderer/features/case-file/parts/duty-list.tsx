import { Button, Modal } from 'antd';
import { useState } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { ObligationView } from '../../../../contract/shapes.ts';
import { isEventType, type EventType } from '../../../../domain/events/registry.ts';
import { mayCall } from '../../../access.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { useNow } from '../../../clock.ts';
import { formatMoment } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { DueLabel } from '../../../parts/due-label.tsx';
import { initialFor } from '../../../parts/duty-initial.ts';
import { DutyTitle } from '../../../parts/duty-title.tsx';
import { DutyWhy } from '../../../parts/duty-why.tsx';
import { ReadingOf } from '../../../parts/reading.tsx';
import { WaitingWords } from '../../../parts/waiting-words.tsx';
import { useSession } from '../../../session.tsx';

/** Duties of the case: open ones with what settles them, ended ones with their honest end. */
export function DutyList({ file }: { readonly file: CaseFile }) {
  const { t, language } = useLanguage();
  const { user } = useSession();
  const [whyOf, setWhyOf] = useState<string | null>(null);
  const ask = mayCall(user.role, 'obligations.explain') ? setWhyOf : undefined;
  const open = file.obligations.filter((duty) => duty.end === null).toSorted((one, other) => one.dueAt.localeCompare(other.dueAt));
  const ended = file.obligations.filter((duty) => duty.end !== null).toSorted((one, other) => other.dueAt.localeCompare(one.dueAt));
  return (
    <section className="panel" aria-label={t('caseFile.duties')}>
      <h2>
        {t('caseFile.duties')} <span className="count">{open.length}</span>
      </h2>
      {file.chases.map((chase) => (
        <p key={`${chase.ruleId}-${chase.slot}`} className="due-late">
          {language === 'en' ? chase.titleEn : chase.titleZh}: {t('wall.missedCount', { count: chase.missed })},{' '}
          {t('wall.stepIn', { role: t(`vocabulary:role.${chase.role}`) })}
        </p>
      ))}
      <ul className="plain-list">
        {open.map((duty) => (
          <OpenDuty key={duty.id} duty={duty} file={file} onWhy={ask} />
        ))}
        {open.length === 0 ? <li className="quiet">{t('caseFile.noDuties')}</li> : null}
      </ul>
      {ended.length === 0 ? null : (
        <details>
          <summary>{t('caseFile.ended', { count: ended.length })}</summary>
          <ul className="plain-list lines">
            {ended.map((duty) => (
              <EndedDuty key={duty.id} duty={duty} onWhy={ask} />
            ))}
          </ul>
        </details>
      )}
      {whyOf === null ? null : <WhyDialog obligationId={whyOf} onClose={() => setWhyOf(null)} />}
    </section>
  );
}

type Why = ((id: string) => void) | undefined;

/** What can be done with a duty beside settling it. */
const further = [
  ['obligation_snoozed', 'board.snooze'],
  ['obligation_waiting', 'board.wait'],
  ['obligation_excused', 'caseFile.excuse'],
] as const;

function OpenDuty({ duty, file, onWhy }: { readonly duty: ObligationView; readonly file: CaseFile; readonly onWhy: Why }) {
  const { t } = useLanguage();
  const now = useNow();
  const { openSheet } = useNavigation();
  const settle = duty.settledBy.filter(isEventType).find((type) => file.allowed.includes(type));
  const open = (type: EventType) => openSheet({ sheet: 'record', caseId: file.summary.id, type, initial: initialFor(duty, type), duty });
  return (
    <li className="case-duty">
      <div className="button-row">
        <b>
          <DutyTitle duty={duty} />
        </b>
        <span className="top-gap" />
        <DueLabel dueAt={duty.dueAt} now={now} />
      </div>
      {duty.what === null ? null : <span className="duty-what">{duty.what}</span>}
      <WaitingWords duty={duty} />
      <div className="button-row">
        {settle === undefined || settle === 'plan_signed' ? null : (
          <Button size="small" onClick={() => open(settle)}>
            {t(`events:${settle}`)}
          </Button>
        )}
        {onWhy === undefined ? null : (
          <Button size="small" type="text" onClick={() => onWhy(duty.id)}>
            {t('view.why')}
          </Button>
        )}
        {further
          .filter(([type]) => file.allowed.includes(type) && (type !== 'obligation_snoozed' || duty.snoozedTo === null))
          .map(([type, word]) => (
            <Button key={type} size="small" type="text" onClick={() => open(type)}>
              {t(word)}
            </Button>
          ))}
      </div>
    </li>
  );
}

function EndedDuty({ duty, onWhy }: { readonly duty: ObligationView; readonly onWhy: Why }) {
  const { t } = useLanguage();
  if (duty.end === null) return null;
  return (
    <li>
      <span className={`duty-end duty-end-${duty.end.replace('_', '-')}`}>{t(`vocabulary:obligationEnd.${duty.end}`)}</span> <DutyTitle duty={duty} />{' '}
      <span className="quiet">{t('caseFile.dueWas', { at: formatMoment(duty.dueAt) })}</span>{' '}
      {onWhy === undefined ? null : (
        <Button size="small" type="link" className="link-flush" onClick={() => onWhy(duty.id)}>
          {t('view.why')}
        </Button>
      )}
    </li>
  );
}

function WhyDialog({ obligationId, onClose }: { readonly obligationId: string; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const why = useRegisterQuery('obligations.explain', { obligationId });
  return (
    <Modal open title={t('today.why')} footer={null} onCancel={onClose} width={520}>
      <div className="duty-reason duty-dialog">
        <ReadingOf reading={why}>
          {(value) => (
            <>
              <DutyWhy why={value} />
              <SettledBy types={value.settledBy.map(({ type }) => type)} />
            </>
          )}
        </ReadingOf>
      </div>
    </Modal>
  );
}

/** What would settle an open duty; nothing of one that is over. */
function SettledBy({ types }: { readonly types: readonly string[] }) {
  const { t } = useLanguage();
  const words = types.filter(isEventType).map((type) => t(`events:${type}`));
  if (words.length === 0) return null;
  return (
    <dl className="facts">
      <dt>{t('board.settledBy')}</dt>
      <dd>{words.join(t('common.listMark'))}</dd>
    </dl>
  );
}
