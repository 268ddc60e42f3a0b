import { useNow } from '../clock.ts';
import { formatMoment } from '../i18n/format.ts';
import { useLanguage } from '../i18n/use-language.ts';
import { useSession } from '../session.tsx';

/** What the program runs on, said plainly: which driver, and whether Electron is stood in for. */
export function StatusBar() {
  const { t } = useLanguage();
  const { driver, shell } = useSession();
  const now = useNow();
  return (
    <footer className="status">
      <span>{t('frame.encrypted', { driver })}</span>
      {shell?.driverFallback === true ? <span>{t('frame.fallback')}</span> : null}
      {shell?.standin === true ? <span className="status-warn">{t('frame.standIn')}</span> : null}
      <span className="top-gap" />
      {shell === null ? null : <span>{t('frame.version', { version: shell.version })}</span>}
      <span>{t('frame.officeTime', { at: formatMoment(now) })}</span>
    </footer>
  );
}
