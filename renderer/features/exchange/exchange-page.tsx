/** What leaves the office and what comes in: build, look, approve, write; import, check, accept or return. */
import { Button, Tabs } from 'antd';
import { useState } from 'react';
import type { PackageView } from '../../../contract/exchange.ts';
import { mayCall } from '../../access.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { Partners } from '../../parts/partners.tsx';
import { useSession } from '../../session.tsx';
import { Page } from '../../ui/page.tsx';
import { BuildPackage } from './parts/build-package.tsx';
import { ImportPackage } from './parts/import-package.tsx';
import { PackagePanel } from './parts/package-panel.tsx';
import { PackageTable } from './parts/package-table.tsx';

export function ExchangePage() {
  const { t } = useLanguage();
  const { user } = useSession();
  const [open, setOpen] = useState<PackageView | null>(null);
  const [building, setBuilding] = useState(false);
  return (
    <Page
      title={t('frame.page.exchange')}
      actions={
        <>
          {mayCall(user.role, 'exchange.import') ? <ImportPackage onImported={setOpen} /> : null}
          {mayCall(user.role, 'exchange.build') ? (
            <Button type="primary" onClick={() => setBuilding(true)}>
              {t('exchange.build')}
            </Button>
          ) : null}
        </>
      }
    >
      <Tabs
        items={[
          { key: 'out', label: t('exchange.out'), children: <PackageTable direction="out" onOpen={setOpen} /> },
          { key: 'in', label: t('exchange.in'), children: <PackageTable direction="in" onOpen={setOpen} /> },
          { key: 'partners', label: t('exchange.partners'), children: <Partners /> },
        ]}
      />
      {building ? (
        <BuildPackage
          onClose={() => setBuilding(false)}
          onBuilt={(view) => {
            setBuilding(false);
            setOpen(view);
          }}
        />
      ) : null}
      {open === null ? null : <PackagePanel key={open.id} view={open} onClose={() => setOpen(null)} onChanged={setOpen} />}
    </Page>
  );
}
