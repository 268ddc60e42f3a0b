/** The office itself: people, profile, own passphrase, audit, checks and backups. */
import { Tabs } from 'antd';
import { mayCall } from '../../access.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Partners } from '../../parts/partners.tsx';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { AuditTrail } from './parts/audit-trail.tsx';
import { OfficeProfileTab } from './parts/office-profile.tsx';
import { OwnPassphrase } from './parts/own-passphrase.tsx';
import { RegisterChecks } from './parts/register-checks.tsx';
import { RenewRecovery } from './parts/renew-recovery.tsx';
import { Users } from './parts/users.tsx';

export function OfficePage() {
  const { t } = useLanguage();
  const { user } = useSession();
  return (
    <Page title={t('frame.page.office')}>
      <Tabs
        items={[
          { key: 'users', label: t('office.users'), children: <Users /> },
          { key: 'profile', label: t('office.profile'), children: <OfficeProfileTab /> },
          { key: 'register', label: t('office.register'), children: <RegisterChecks /> },
          ...(mayCall(user.role, 'audit.list') ? [{ key: 'audit', label: t('office.audit'), children: <AuditTrail /> }] : []),
          // Who keeps the partners' cards but has no page of packages finds them here.
          ...(mayCall(user.role, 'exchange.addPartner') && !mayCall(user.role, 'exchange.list')
            ? [{ key: 'partners', label: t('exchange.partners'), children: <Partners /> }]
            : []),
          ...(mayCall(user.role, 'recovery.renew') ? [{ key: 'recovery', label: t('office.recovery'), children: <RenewRecovery /> }] : []),
          { key: 'passphrase', label: t('office.passphrase'), children: <OwnPassphrase /> },
        ]}
      />
    </Page>
  );
}
