/** What the office does beside its cases: its clocks first, then every kind of entry. */
import { Button, Dropdown, Tabs } from 'antd';
import { useState } from 'react';
import type { LedgerEntryView } from '../../../contract/ledger.ts';
import { ledgerDefinitionOf, ledgerKinds, type LedgerKind } from '../../../domain/ledger/registry.ts';
import { useLanguage } from '../../i18n/use-language.ts';
import { useSession } from '../../session.tsx';
import { isBareKey } from '../../ui/keys.ts';
import { Page } from '../../ui/page.tsx';
import { useKeys } from '../../ui/use-keys.ts';
import { EntryList } from './parts/entry-list.tsx';
import { EntrySheet } from './parts/entry-sheet.tsx';
import { OfficeClocks } from './parts/office-clocks.tsx';

type Open = { readonly kind: LedgerKind; readonly corrects: LedgerEntryView | null };

export function LedgerPage() {
  const { t } = useLanguage();
  const { user, kind: register } = useSession();
  const [open, setOpen] = useState<Open | null>(null);
  const [menu, setMenu] = useState(false);
  const here = ledgerKinds.filter((kind) => ledgerDefinitionOf(kind).registers.includes(register));
  // An excuse is made beside the period that it excuses.
  const mine = here.filter((kind) => kind !== 'excuse' && ledgerDefinitionOf(kind).recordedBy.includes(user.role));
  useKeys((event) => {
    if (!isBareKey(event, 'n') || open !== null) return;
    event.preventDefault();
    setMenu(true);
  });
  const add = (kind: LedgerKind) => {
    setMenu(false);
    setOpen({ kind, corrects: null });
  };
  return (
    <Page
      title={t('frame.page.ledger')}
      actions={
        <Dropdown
          open={menu}
          onOpenChange={setMenu}
          trigger={['click']}
          autoFocus
          menu={{ items: mine.map((kind) => ({ key: kind, label: t(`ledger.kind.${kind}`), onClick: () => add(kind) })) }}
        >
          <Button type="primary" aria-keyshortcuts="n">
            {t('ledger.addAny')} <kbd>n</kbd>
          </Button>
        </Dropdown>
      }
    >
      <Tabs
        destroyOnHidden
        items={[
          { key: 'clocks', label: t('ledger.clocks'), children: <OfficeClocks onAdd={add} /> },
          ...here.map((kind) => ({
            key: kind,
            label: t(`ledger.kind.${kind}`),
            children: <EntryList kind={kind} onAdd={mine.includes(kind) ? () => add(kind) : undefined} onCorrect={(corrects) => setOpen({ kind, corrects })} />,
          })),
        ]}
      />
      {open === null ? null : <EntrySheet {...open} onClose={() => setOpen(null)} />}
    </Page>
  );
}
