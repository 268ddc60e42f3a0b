/** Giving cases to a colleague, and taking over what was given: with a sheet that says what the next person must know. */
import { Tabs } from 'antd';
import { useState } from 'react';
import { mayCall } from '../../access.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { GiveCases } from './parts/give-cases.tsx';
import { TakeCases } from './parts/take-cases.tsx';

export function HandoverPage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const takes = mayCall(user.role, 'cases.acceptHandover');
  const mine = useRegisterQuery('cases.handoverSheet', { userId: user.id }, { enabled: takes, freshMs: 60_000 });
  const waiting = mine.value?.filter((row) => row.handoverPending).length ?? 0;
  const [tab, setTab] = useState<string | null>(null);
  const items = [
    ...(takes
      ? [
          {
            key: 'take',
            label: (
              <>
                {t('handover.take')} {waiting === 0 ? null : <span className="count">{waiting}</span>}
              </>
            ),
            children: <TakeCases reading={mine} />,
          },
        ]
      : []),
    ...(mayCall(user.role, 'cases.handOver') ? [{ key: 'give', label: t('handover.give'), children: <GiveCases /> }] : []),
  ];
  return (
    <Page title={t('frame.page.handover')}>
      <p className="page-hint">{t('handover.hint')}</p>
      <Tabs destroyOnHidden activeKey={tab ?? (waiting > 0 ? 'take' : (items.at(-1)?.key ?? 'give'))} onChange={setTab} items={items} />
    </Page>
  );
}
