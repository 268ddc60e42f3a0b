import { Button } from 'antd';
import type { ReactNode } from 'react';
import type { CaseFile } from '../../../../contract/cases.ts';
import type { CaseState } from '../../../../domain/case-state.ts';
import { choiceWord } from '../../../i18n/field-words.ts';
import { formatDate } from '../../../i18n/format.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';

type Props = { readonly file: CaseFile; readonly state: CaseState; readonly onShow: (eventId: string) => void };

/** How referrals, consents, affected classmates and reports stand; panels of what there is not are left out. */
export function StandingPanels({ file, state, onShow }: Props) {
  const { t } = useLanguage();
  return (
    <>
      <Panel title={t('view.referrals')} count={state.referrals.length}>
        {state.referrals.map((one) => (
          <li key={one.id}>
            <span className={one.status === 'replied' ? 'paper-status paper-signed' : 'paper-status'}>{t(`vocabulary:referralStatus.${one.status}`)}</span>{' '}
            <EntryLink id={one.id} onShow={onShow}>
              {one.hospital}
            </EntryLink>{' '}
            <span className="quiet">
              {formatDate(one.madeAt)} · {choiceWord(one.urgency, t, 'urgency')}
              {one.repliedAt === null ? '' : ` · ${t('view.repliedOn', { on: formatDate(one.repliedAt) })}`}
            </span>
          </li>
        ))}
      </Panel>
      <Panel title={t('view.consents')} count={state.consents.length}>
        {state.consents.map((one) => (
          <li key={one.kind}>
            <span className={one.given ? 'paper-status paper-signed' : 'paper-status paper-returned'}>{one.given ? t('view.given') : t('view.withdrawn')}</span>{' '}
            <EntryLink id={one.eventId} onShow={onShow}>
              {choiceWord(one.kind, t, 'kind')}
            </EntryLink>{' '}
            <span className="quiet">{formatDate(one.at)}</span>
          </li>
        ))}
      </Panel>
      <Affected file={file} state={state} onShow={onShow} />
      <Panel title={t('events:mandatory_report_made')} count={state.mandatoryReports.length}>
        {state.mandatoryReports.map((one) => (
          <li key={one.eventId}>
            <EntryLink id={one.eventId} onShow={onShow}>
              {formatDate(one.madeAt)}
            </EntryLink>{' '}
            <span className="quiet">{one.answeredAt === null ? t('view.unanswered') : t('view.repliedOn', { on: formatDate(one.answeredAt) })}</span>
          </li>
        ))}
      </Panel>
      <Needs title={t('view.loweringNeeds')} needs={file.loweringNeeds} />
      <Needs title={t('view.closingNeeds')} needs={file.closingNeeds} />
    </>
  );
}

/** Classmates who were near what happened, with the button that says that somebody looked after them. */
function Affected({ file, state, onShow }: Props) {
  const { t } = useLanguage();
  const { openSheet } = useNavigation();
  const may = file.allowed.includes('affected_pupil_seen');
  return (
    <Panel title={t('events:affected_pupil_added')} count={state.affected.length}>
      {state.affected.map((one) => {
        const added = file.events.find(({ id }) => id === one.eventId);
        const closeness = added?.payload['closeness'];
        return (
          <li key={one.eventId}>
            <EntryLink id={one.eventId} onShow={onShow}>
              {added === undefined ? '—' : `${formatDate(added.happenedAt)} ${typeof closeness === 'string' ? choiceWord(closeness, t, 'closeness') : ''}`}
            </EntryLink>{' '}
            {one.seenAt !== null ? (
              <span className="quiet">{t('view.seenOn', { on: formatDate(one.seenAt) })}</span>
            ) : may ? (
              <Button
                size="small"
                onClick={() => openSheet({ sheet: 'record', caseId: file.summary.id, type: 'affected_pupil_seen', initial: { affectedId: one.eventId } })}
              >
                {t('events:affected_pupil_seen')}
              </Button>
            ) : (
              <span className="due-late">{t('view.notSeen')}</span>
            )}
          </li>
        );
      })}
    </Panel>
  );
}

/** What still stands in the way, in words. */
function Needs({ title, needs }: { readonly title: string; readonly needs: readonly string[] }) {
  const { t } = useLanguage();
  return (
    <Panel title={title} count={needs.length}>
      {needs.map((need) => (
        <li key={need}>{t(`common.reasonCode.${need}` as 'common.reasonCode.NOT_GRADED', { defaultValue: need })}</li>
      ))}
    </Panel>
  );
}

type PanelProps = { readonly title: string; readonly count: number; readonly children: ReactNode };

function Panel({ title, count, children }: PanelProps) {
  if (count === 0) return null;
  return (
    <section className="panel" aria-label={title}>
      <h2>
        {title} <span className="count">{count}</span>
      </h2>
      <ul className="plain-list lines">{children}</ul>
    </section>
  );
}

type LinkProps = { readonly id: string; readonly onShow: (eventId: string) => void; readonly children: ReactNode };

function EntryLink({ id, onShow, children }: LinkProps) {
  return (
    <Button type="link" size="small" className="link-flush" onClick={() => onShow(id)}>
      {children}
    </Button>
  );
}
