import { Button } from 'antd';
import type { Explanation } from '../../../../contract/duties.ts';
import type { ObligationView } from '../../../../contract/shapes.ts';
import { isEventType } from '../../../../domain/events/registry.ts';
import { mayCall } from '../../../access.ts';
import { useRegisterQuery } from '../../../api/use-query.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { useNavigation } from '../../../navigation.tsx';
import { DutyTitle } from '../../../parts/duty-title.tsx';
import { DutyWhy } from '../../../parts/duty-why.tsx';
import { ReadingOf } from '../../../parts/reading.tsx';
import { useSession } from '../../../session.tsx';
import { useSettled } from '../../../ui/use-settled.ts';
import { settlingOf, type Settle } from '../use-settle.ts';

type Props = { readonly duty: ObligationView; readonly onSettle: Settle };

/** Longer than a key held down takes to the next duty. */
const pauseMs = 160;
const freshMs = 60_000;

/** Why the chosen duty exists, and what can be done with it. */
export function DutyReason({ duty, onSettle }: Props) {
  const { t } = useLanguage();
  const { user } = useSession();
  const { go } = useNavigation();
  const obligationId = useSettled(duty.id, pauseMs);
  const may = mayCall(user.role, 'obligations.explain');
  const why = useRegisterQuery('obligations.explain', { obligationId }, { enabled: may, freshMs });
  const records = mayCall(user.role, 'events.record');
  return (
    <aside className="duty-reason" aria-label={t('today.why')} tabIndex={-1}>
      <h2>
        {t('today.why')} <kbd>?</kbd>
      </h2>
      {may && obligationId === duty.id ? (
        <ReadingOf reading={why}>{(value) => <DutyWhy why={value} />}</ReadingOf>
      ) : (
        <p className="duty-rule">
          <DutyTitle duty={duty} />
        </p>
      )}
      <div className="duty-actions">
        <h3 className="small-head">{t('today.settle')}</h3>
        <Settling duty={duty} allowed={obligationId === duty.id ? why.value?.settledBy : undefined} onSettle={onSettle} />
        <div className="button-row">
          {records ? (
            <>
              <Button size="small" disabled={duty.snoozedTo !== null} onClick={() => onSettle(duty, 'obligation_snoozed')}>
                {t('board.snooze')} <kbd>s</kbd>
              </Button>
              <Button size="small" onClick={() => onSettle(duty, 'obligation_waiting')}>
                {t('board.wait')} <kbd>w</kbd>
              </Button>
            </>
          ) : null}
          <Button size="small" onClick={() => go({ page: 'case', caseId: duty.caseId })}>
            {t('board.openCase')} <kbd>o</kbd>
          </Button>
        </div>
      </div>
    </aside>
  );
}

type SettlingProps = {
  readonly duty: ObligationView;
  readonly allowed: Explanation['settledBy'] | undefined;
  readonly onSettle: Settle;
};

/** What settles it: buttons for what this person may record, words for what others do. */
function Settling({ duty, allowed, onSettle }: SettlingProps) {
  const { t } = useLanguage();
  const { user } = useSession();
  const mine = settlingOf(duty, user.role, allowed);
  const others = duty.settledBy.filter(isEventType).filter((type) => !mine.includes(type));
  return (
    <>
      <div className="button-row">
        {mine.map((type, index) => (
          <Button key={type} type={index === 0 ? 'primary' : 'default'} onClick={() => onSettle(duty, type)}>
            {t(`events:${type}`)} {index === 0 ? <kbd>Enter</kbd> : null}
          </Button>
        ))}
      </div>
      {others.length === 0 ? null : (
        <p className="quiet">{t('board.byOthers', { what: others.map((type) => t(`events:${type}`)).join(t('common.listMark')) })}</p>
      )}
    </>
  );
}
