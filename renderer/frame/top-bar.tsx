import { LockOutlined, QuestionCircleOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { useLanguage } from '../i18n/use-language.ts';
import { LanguageSwitch } from '../parts/language-switch.tsx';
import { useSession } from '../session.tsx';

type Props = { readonly onLock: () => void; readonly onHelp: () => void };

/** Office, person, language, help, lock. */
export function TopBar({ onLock, onHelp }: Props) {
  const { t } = useLanguage();
  const { office, user, kind } = useSession();
  return (
    <header className="top">
      <span className="top-brand" aria-hidden>
        心护
      </span>
      <span className="top-office">{office.name}</span>
      <span className="top-kind">{t(`vocabulary:registerKind.${kind}`)}</span>
      <span className="top-gap" />
      <span className="top-user">
        <b>{user.displayName}</b> · {t(`vocabulary:role.${user.role}`)}
      </span>
      <LanguageSwitch />
      <Button size="small" type="text" icon={<QuestionCircleOutlined />} aria-label={t('frame.keys')} title={`${t('frame.keys')} (?)`} onClick={onHelp} />
      <Button size="small" icon={<LockOutlined />} onClick={onLock} aria-keyshortcuts="Control+L">
        {t('frame.lock')} <kbd>Ctrl+L</kbd>
      </Button>
    </header>
  );
}
