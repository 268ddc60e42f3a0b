/** By which rules the clocks run, tried out before they change, and the school's calendar. */
import { Tabs } from 'antd';
import { useState, type ReactNode } from 'react';
import { mayCall } from '../../access.ts';
import { useRegisterQuery } from '../../api/use-query.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { ReadingOf } from '../../parts/reading.tsx';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { PackList } from './parts/pack-list.tsx';
import { RuleTable } from './parts/rule-table.tsx';
import { TryPack } from './parts/try-pack.tsx';

export function RulesPage({ calendar }: { readonly calendar: ReactNode }) {
  const { t, language } = useLanguage();
  const { user } = useSession();
  const rules = useRegisterQuery('rules.list', {});
  const [tab, setTab] = useState('current');
  const current = rules.value?.current;
  return (
    <Page
      title={t('frame.page.rules')}
      note={current === undefined ? undefined : `${language === 'en' ? current.title.en : current.title.zh} · ${current.version}`}
    >
      <Tabs
        activeKey={tab}
        onChange={setTab}
        items={[
          { key: 'current', label: t('rules.current'), children: <ReadingOf reading={rules}>{(value) => <RuleTable pack={value.current} />}</ReadingOf> },
          {
            key: 'packs',
            label: t('rules.packs'),
            children: (
              <div className="stack">
                {mayCall(user.role, 'rules.simulate') ? <TryPack offered={rules.value?.offered ?? null} /> : <p className="quiet">{t('rules.mayNot')}</p>}
                <ReadingOf reading={rules}>{(value) => <PackList packs={value.packs} />}</ReadingOf>
              </div>
            ),
          },
          { key: 'calendar', label: t('rules.calendar'), children: calendar },
        ]}
      />
    </Page>
  );
}
