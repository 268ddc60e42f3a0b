import type { OfficeDuty } from '../../../../contract/ledger.ts';
import { dateOf, endOf } from '../../../../domain/time.ts';
import { useNow } from '../../../clock.ts';
import { useLanguage } from '../../../i18n/use-language.ts';
import { pagesOf } from '../../../navigation-items.ts';
import { useNavigation } from '../../../navigation.tsx';
import { DueLabel } from '../../../parts/due-label.tsx';
import { useSession } from '../../../session.tsx';

/** Clocks of the office itself, which its ledger settles. */
export function OfficeClocks({ clocks }: { readonly clocks: readonly OfficeDuty[] }) {
  const { t, language } = useLanguage();
  const { go } = useNavigation();
  const { user } = useSession();
  const now = useNow();
  if (clocks.length === 0) return null;
  const opens = pagesOf(user.role).includes('ledger');
  const late = clocks.some(({ dueOn }) => dueOn < dateOf(now));
  return (
    <section className={late ? 'duty-group duty-late' : 'duty-group'} aria-label={t('board.office')}>
      <h2>
        {t('board.office')} <span className="count">{clocks.length}</span>
      </h2>
      <ul className="plain-list">
        {clocks.map((clock) => (
          <li key={clock.id}>
            <button type="button" className="duty" disabled={!opens} onClick={() => go({ page: 'ledger' })}>
              <span className="duty-due">
                <DueLabel dueAt={endOf(clock.dueOn)} now={now} />
              </span>
              <span className="duty-title">
                {language === 'en' ? clock.titleEn : clock.titleZh}
                {clock.estimated ? <span className="duty-rests">{t('board.estimated')}</span> : null}
              </span>
              <span className="duty-pupil">{clock.period}</span>
              <span className="quiet">{t('board.counted', { counted: clock.counted, wanted: clock.wanted })}</span>
              <span className="duty-owner">{t('frame.page.ledger')}</span>
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}
