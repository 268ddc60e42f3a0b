/** The computer's clock is behind the register's last entry: whoever saves says that the clock is right now, or sets it right first. */
import { Checkbox } from 'antd';
import { useState, type ReactNode } from 'react';
import type { Refusal } from '../../contract/errors.ts';
import { useNow } from '../clock.ts';
import { formatMoment } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';

type ClockConfirm = {
  /** To be sent with the entry as `clockConfirmed`. */
  readonly confirmed: boolean;
  /** The question, once the register has refused for the clock's sake; null until then. */
  readonly question: ReactNode;
};

/** For every form that records: pass its refusal, show `question` in it, send `confirmed`. */
export function useClockConfirm(refusal: Refusal | undefined): ClockConfirm {
  const { t } = useLanguage();
  const now = useNow();
  const [confirmed, setConfirmed] = useState(false);
  const asked = confirmed || refusal?.code === 'CLOCK_SET_BACK';
  return {
    confirmed,
    question: asked ? (
      <Checkbox checked={confirmed} onChange={(event) => setConfirmed(event.target.checked)}>
        {t('record.clockIsRight', { at: formatMoment(now) })}
      </Checkbox>
    ) : null,
  };
}
